/** Converts each property from JSON to the domain's value. Ignores missing and unknown properties. */
import { literal } from './literal.js';
import { ENUMS, enumFromGraph, type GraphEnum, type Property } from './vocabulary.js';

/** Why a property has no valid value, in Graph's words. */
export interface PropertyFault {
  readonly property: Property;
  readonly kind: 'MISSING' | 'WRONG_TYPE' | 'UNKNOWN_MEMBER';
  readonly message: string;
}

const INT32_MAX = 2 ** 31 - 1;

/** The value of each property; undefined if it is missing or faulty. */
export type ReadProperties = ReturnType<typeof readProperties>['properties'];

/** Reads the properties in an entity's JSON and ignores everything else. */
export function readProperties(json: Partial<Record<Property, unknown>>) {
  const reader = new Reader(json);
  const properties = {
    id: reader.text('id'),
    displayName: reader.text('displayName'),
    helpUrl: reader.text('helpUrl'),
    issuer: reader.member('issuer', ENUMS.issuer),
    notificationType: reader.member('notificationType', ENUMS.notificationType),
    renewalThresholdPercentage: reader.integer('renewalThresholdPercentage'),
  };
  return { properties, faults: reader.faults };
}

/** Reads properties one by one and collects faults. Missing properties are undefined. */
class Reader {
  readonly faults: PropertyFault[] = [];
  readonly #values: Partial<Record<Property, unknown>>;

  constructor(values: Partial<Record<Property, unknown>>) {
    this.#values = values;
  }

  text(name: Property): string | null | undefined {
    return this.#read(name, 'Edm.String', (value) => (typeof value === 'string' ? value : undefined));
  }

  integer(name: Property): number | null | undefined {
    return this.#read(name, 'Edm.Int32', (value) =>
      typeof value === 'number' && Number.isInteger(value) && Math.abs(value) <= INT32_MAX ? value : undefined,
    );
  }

  member<Value extends string>(name: Property, graphEnum: GraphEnum<Value>): Value | null | undefined {
    const text = this.#read(name, graphEnum.type, (value) => (typeof value === 'string' ? value : undefined));
    if (text === null || text === undefined) return text;
    const value = enumFromGraph(graphEnum, text);
    if (value === undefined) this.#report(name, 'UNKNOWN_MEMBER', `Requested value '${literal(text)}' was not found.`);
    return value;
  }

  #read<Value>(name: Property, type: string, convert: (value: unknown) => Value | undefined): Value | null | undefined {
    const value = this.#values[name];
    if (value === undefined || value === null) return value;
    const converted = convert(value);
    if (converted === undefined) {
      const message = `Cannot convert the literal '${literal(value)}' to the expected type '${type}'.`;
      this.#report(name, 'WRONG_TYPE', message);
    }
    return converted;
  }

  #report(property: Property, kind: PropertyFault['kind'], message: string): void {
    this.faults.push({ property, kind, message });
  }
}
