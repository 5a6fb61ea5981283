/** The entity as Graph's JSON, and JSON bodies as the service's input. Says what is wrong in Graph's words. */
import {
  type CreateInput,
  type DerivedCredentialSettings,
  GIVE_HELP_URL,
  RENEWAL_THRESHOLD_DEFAULT,
  type UpdateInput,
} from '../domain/derived-credential-settings.js';
import { badRequest, invalidModel, RestError } from './errors.js';
import { ENTITY_TYPE, ENUMS, enumFromGraph, type GraphEnum, PROPERTIES, type Property } from './vocabulary.js';

const REQUIRED = ['displayName', 'helpUrl', 'issuer', 'notificationType'] as const;
const INT32_MAX = 2 ** 31 - 1;

type Values = Partial<Record<Property, unknown>>;

/** The weak validator of a version: every write gives a new one. */
export function etagOf({ version }: Pick<DerivedCredentialSettings, 'version'>): string {
  return `W/"${version}"`;
}

/** The entity with its annotations; only the selected properties where some are. */
export function settingsToGraphJson(settings: DerivedCredentialSettings, select: readonly Property[] = PROPERTIES) {
  const values = {
    ...settings,
    issuer: ENUMS.issuer.toGraph[settings.issuer],
    notificationType: ENUMS.notificationType.toGraph[settings.notificationType],
  };
  const selected = PROPERTIES.filter((property) => select.includes(property));
  return {
    '@odata.type': `#${ENTITY_TYPE}`,
    '@odata.etag': etagOf(settings),
    ...Object.fromEntries(selected.map((property) => [property, values[property]])),
  };
}

/** A body of a create. Throws an error that names everything missing or of the wrong type. */
export function createInputFromJson(body: unknown): CreateInput {
  const values = propertiesOf(body);
  const reader = new Reader(values);
  const input = {
    id: reader.text('id'),
    displayName: reader.text('displayName') ?? '',
    helpUrl: reader.text('helpUrl') ?? null,
    issuer: reader.member('issuer', ENUMS.issuer) ?? 'INTERCEDE',
    notificationType: reader.member('notificationType', ENUMS.notificationType) ?? 'NONE',
    renewalThresholdPercentage: reader.integer('renewalThresholdPercentage') ?? RENEWAL_THRESHOLD_DEFAULT,
  };
  reader.finish(missingFrom(values));
  return input;
}

/** A message for each property that a create lacks. A help page may be null, but must be named. */
function missingFrom(values: Values): string[] {
  return REQUIRED.flatMap((name) => {
    if (name !== 'helpUrl') return (values[name] ?? null) === null ? `The property '${name}' is required.` : [];
    return values[name] === undefined ? `The property '${name}' is required. ${GIVE_HELP_URL}` : [];
  });
}

/** A body of an update: what is there changes, an explicit null clears. */
export function updateInputFromJson(id: string, body: unknown): Omit<UpdateInput, 'expectedVersion'> {
  const values = propertiesOf(body);
  const reader = new Reader(values);
  const given = reader.text('id');
  const input = {
    id,
    displayName: reader.text('displayName'),
    helpUrl: reader.text('helpUrl'),
    issuer: reader.member('issuer', ENUMS.issuer),
    notificationType: reader.member('notificationType', ENUMS.notificationType),
    renewalThresholdPercentage: reader.integer('renewalThresholdPercentage'),
  };
  const renamed = given !== undefined && given?.toLowerCase() !== id.toLowerCase();
  reader.finish(renamed ? ["The property 'id' cannot be changed."] : []);
  return input;
}

function propertiesOf(body: unknown): Values {
  if (body === undefined) throw badRequest('Empty Payload. JSON content expected.');
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw badRequest('Unable to read JSON request payload. The body must be one JSON object.');
  }
  const entries = Object.entries(body).filter(([name]) => !name.includes('@'));
  const type: unknown = (body as Record<string, unknown>)['@odata.type'];
  if (type !== undefined && type !== `#${ENTITY_TYPE}` && type !== ENTITY_TYPE) {
    throw invalidModel(`The type '${literal(type)}' is not '#${ENTITY_TYPE}'.`);
  }
  const known: readonly string[] = PROPERTIES;
  const unknown = entries.filter(([name]) => !known.includes(name)).slice(0, 9);
  if (unknown.length > 0) {
    throw invalidModel(
      ...unknown.map(([name]) => `The property '${literal(name)}' does not exist on type '${ENTITY_TYPE}'.`),
    );
  }
  return Object.fromEntries(entries);
}

/** Reads properties one by one, keeping what is wrong with each. Undefined is left out, null is null. */
class Reader {
  readonly #values: Values;
  readonly #faults: string[] = [];

  constructor(values: Values) {
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
    if (value === undefined) this.#faults.push(`Requested value '${literal(text)}' was not found.`);
    return value;
  }

  finish(others: readonly string[]): void {
    const faults = [...others, ...this.#faults];
    if (faults.length > 0) throw new RestError(400, 'ModelValidationFailure', faults.join(' '));
  }

  #read<Value>(name: Property, type: string, convert: (value: unknown) => Value | undefined): Value | null | undefined {
    const value = this.#values[name];
    if (value === undefined || value === null) return value;
    const converted = convert(value);
    if (converted === undefined) {
      this.#faults.push(`Cannot convert the literal '${literal(value)}' to the expected type '${type}'.`);
    }
    return converted;
  }
}

/** What somebody sent, short and harmless enough to be sent back. */
export function literal(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text
    .replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, '�')
    .slice(0, 64)
    .toWellFormed();
}
