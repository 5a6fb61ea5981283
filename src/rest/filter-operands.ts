/** Turns a property, an operator and a literal of a `$filter` into a condition of the domain, or says why it is none. */
import { type Comparison, type Filter, type Fold, TEXT_FIELDS } from '../domain/query.js';
import { invalidQuery } from './errors.js';
import { ENTITY_TYPE, ENUMS, enumFromGraph, type Property, propertyNamed, valuesWithFlags } from './vocabulary.js';

/** A literal value. Enum members come as texts too. */
export interface Literal {
  readonly kind: 'literal';
  readonly value: string | number | null;
  /** As written, for messages. */
  readonly text: string;
  readonly position: number;
}

/** A property, perhaps under `tolower` or `toupper`. */
export interface Path {
  readonly kind: 'path';
  readonly property: Property;
  readonly fold: Fold | undefined;
  readonly position: number;
}

export type Operand = Literal | Path;
export type TextOperator = 'contains' | 'startsWith' | 'endsWith';

const NEVER: Filter = { op: 'or', filters: [] };
const RANGES: Readonly<Record<string, 'lt' | 'lte' | 'gt' | 'gte'>> = { lt: 'lt', le: 'lte', gt: 'gt', ge: 'gte' };
const FLIPPED: Readonly<Record<string, string>> = { eq: 'eq', ne: 'ne', lt: 'gt', le: 'ge', gt: 'lt', ge: 'le' };

export function pathNamed(name: string, position: number): Path {
  const property = propertyNamed(name);
  if (property === undefined) {
    throw invalidQuery(`Could not find a property named '${name}' on type '${ENTITY_TYPE}' at position ${position}.`);
  }
  return { kind: 'path', property, fold: undefined, position };
}

/** `tolower` or `toupper` of an operand: of a literal at once, of a property when it is compared. */
export function folded(operand: Operand, fold: Fold): Operand {
  if (operand.kind === 'path') {
    if (isText(operand.property)) return { ...operand, fold };
    throw invalidQuery(`The property '${operand.property}' at position ${operand.position} is no text.`);
  }
  if (typeof operand.value !== 'string') throw invalidQuery(`The literal at position ${operand.position} is no text.`);
  return { ...operand, value: fold === 'lower' ? operand.value.toLowerCase() : operand.value.toUpperCase() };
}

/** One of `eq ne lt le gt ge has` between a property and a literal, on whichever side each stands. */
export function compared(left: Operand, operator: string, right: Operand): Filter {
  if (left.kind === 'literal' && right.kind === 'path' && operator in FLIPPED) {
    return compared(right, FLIPPED[operator] ?? operator, left);
  }
  if (left.kind !== 'path' || right.kind !== 'literal') {
    throw invalidQuery(`A property has to be compared with a literal at position ${left.position}.`);
  }
  if (operator === 'has') return hasFlags(left, right);
  if (operator === 'ne') return { op: 'not', filter: compared(left, 'eq', right) };
  if (right.value === null) return comparedWithNull(left, operator, right);
  const range = RANGES[operator];
  if (range !== undefined && left.property in ENUMS) {
    throw invalidQuery(
      `The operator '${operator}' at position ${left.position} does not fit '${left.property}'. Use eq or in.`,
    );
  }
  return condition({ op: range ?? 'eq', ...fieldOf(left), value: converted(left.property, right) });
}

export function containedIn(path: Path, literals: readonly Literal[]): Filter {
  return condition({
    op: 'in',
    ...fieldOf(path),
    values: literals.map((literal) => converted(path.property, literal)),
  });
}

export function textCondition(op: TextOperator, path: Operand, literal: Operand): Filter {
  if (
    path.kind !== 'path' ||
    !isText(path.property) ||
    literal.kind !== 'literal' ||
    typeof literal.value !== 'string'
  ) {
    throw invalidQuery(
      `The function '${op.toLowerCase()}' takes a text property and a string, at position ${path.position}.`,
    );
  }
  return condition({ op, ...fieldOf(path), value: literal.value });
}

function comparedWithNull({ property }: Path, operator: string, literal: Literal): Filter {
  if (operator !== 'eq')
    throw invalidQuery(`The operator '${operator}' does not take null, at position ${literal.position}.`);
  if (property === 'helpUrl') return { op: 'eq', field: 'helpUrl', value: null };
  return NEVER;
}

function hasFlags({ property, position }: Path, literal: Literal): Filter {
  if (property !== 'notificationType') throw invalidQuery(`'has' takes a flags property, at position ${position}.`);
  const flags = enumFromGraph(ENUMS.notificationType, String(literal.value));
  if (flags === undefined) throw unknownMember(literal);
  return { op: 'in', field: 'notificationType', values: valuesWithFlags(ENUMS.notificationType, flags) };
}

function converted(property: Property, literal: Literal): string | number {
  const { value } = literal;
  if (property === 'renewalThresholdPercentage') {
    if (typeof value === 'number' && Number.isInteger(value) && Math.abs(value) < 2 ** 31) return value;
    throw unconvertible(literal, 'Edm.Int32');
  }
  if (typeof value !== 'string') throw unconvertible(literal, 'Edm.String');
  if (property === 'issuer' || property === 'notificationType') {
    const member = enumFromGraph<string>(ENUMS[property], value);
    if (member === undefined) throw unknownMember(literal);
    return member;
  }
  return property === 'id' ? value.toLowerCase() : value;
}

function fieldOf({ property, fold }: Path) {
  return fold === undefined ? { field: property } : { field: property, fold };
}

// The value has been converted to what the property takes, which the type of a Comparison cannot follow.
function condition(parts: object): Filter {
  return parts as Comparison;
}

function isText(property: Property): boolean {
  return (TEXT_FIELDS as readonly string[]).includes(property);
}

function unknownMember({ text, position }: Literal) {
  return invalidQuery(`Requested value '${text}' was not found, at position ${position}.`);
}

function unconvertible({ text, position }: Literal, type: string) {
  return invalidQuery(`Cannot convert the literal '${text}' to the expected type '${type}', at position ${position}.`);
}
