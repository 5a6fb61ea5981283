/** Turns a property, an operator and a literal of a `$filter` into a domain condition. Throws if they do not fit together. */
import { type Comparison, type Filter, type Fold, TEXT_FIELDS } from '../../domain/query.js';
import {
  ENTITY_TYPE,
  ENUMS,
  enumFromGraph,
  type GraphEnum,
  type Property,
  propertyNamed,
  valuesWithFlags,
} from '../../graph/vocabulary.js';
import { invalidQuery } from '../errors.js';
import { calculationComparison, calculationTextCondition } from './filter-functions.js';
import type { Calculation, Literal, Operand, Path, TextOperator } from './filter-syntax.js';

const NEVER: Filter = { op: 'or', filters: [] };
const RANGES: Readonly<Record<string, 'lt' | 'lte' | 'gt' | 'gte'>> = { lt: 'lt', le: 'lte', gt: 'gt', ge: 'gte' };
const FLIPPED: Readonly<Record<string, string>> = { eq: 'eq', ne: 'ne', lt: 'gt', le: 'ge', gt: 'lt', ge: 'le' };

export function propertyPath(name: string, position: number): Path {
  const property = propertyNamed(name);
  if (property === undefined) {
    throw invalidQuery(`Could not find a property named '${name}' on type '${ENTITY_TYPE}' at position ${position}.`);
  }
  return { kind: 'path', property, fold: undefined, position };
}

/** `tolower` or `toupper`: applied to a literal at once, and to a property in the comparison. */
export function folded(operand: Path | Literal, fold: Fold): Operand {
  if (operand.kind === 'path') {
    if (isText(operand.property)) return { ...operand, fold };
    throw invalidQuery(`The property '${operand.property}' at position ${operand.position} is not a text property.`);
  }
  const text = textOf(operand);
  if (text === undefined) throw invalidQuery(`The literal at position ${operand.position} is not a string.`);
  return { ...operand, value: fold === 'lower' ? text.toLowerCase() : text.toUpperCase() };
}

/** One of `eq ne lt le gt ge has` between a property and a literal, in either order. */
export function comparison(left: Operand, operator: string, right: Operand): Filter {
  if (left.kind === 'calculation' || right.kind === 'calculation') return calculationComparison(left, operator, right);
  if (left.kind === 'literal' && right.kind === 'path' && operator in FLIPPED) {
    return comparison(right, FLIPPED[operator] ?? operator, left);
  }
  if (left.kind !== 'path' || right.kind !== 'literal') {
    throw invalidQuery(`Compare a property with a literal, at position ${left.position}.`);
  }
  if (operator === 'has') return hasFlags(left, right);
  if (operator === 'ne') return { op: 'not', filter: comparison(left, 'eq', right) };
  if (right.value === null) return comparedWithNull(left, operator, right);
  const range = RANGES[operator];
  if (range !== undefined && left.property in ENUMS) {
    throw invalidQuery(
      `The operator '${operator}' at position ${left.position} cannot be used with '${left.property}'. Use eq or in.`,
    );
  }
  return condition({ op: range ?? 'eq', ...fieldOf(left), value: converted(left, right) });
}

export function inCondition(path: Path | Calculation, literals: readonly Literal[]): Filter {
  if (path.kind === 'calculation') {
    return { op: 'or', filters: literals.map((literal) => calculationComparison(path, 'eq', literal)) };
  }
  return condition({ op: 'in', ...fieldOf(path), values: literals.map((literal) => converted(path, literal)) });
}

export function textCondition(op: TextOperator, path: Operand, literal: Operand): Filter {
  if (path.kind === 'calculation' || literal.kind === 'calculation') return calculationTextCondition(op, path, literal);
  const value = literal.kind === 'literal' ? textOf(literal) : undefined;
  if (path.kind !== 'path' || !isText(path.property) || value === undefined) {
    throw invalidQuery(
      `The function '${op.toLowerCase()}' needs a text property and a string, at position ${path.position}.`,
    );
  }
  return condition({ op, ...fieldOf(path), value });
}

function comparedWithNull({ property }: Path, operator: string, literal: Literal): Filter {
  if (operator !== 'eq')
    throw invalidQuery(`The operator '${operator}' cannot compare with null, at position ${literal.position}.`);
  if (property === 'helpUrl') return { op: 'eq', field: 'helpUrl', value: null };
  return NEVER;
}

function hasFlags({ property, position }: Path, literal: Literal): Filter {
  if (property !== 'notificationType') throw invalidQuery(`'has' needs a flags property, at position ${position}.`);
  const flags = memberOf(ENUMS.notificationType, literal);
  return { op: 'in', field: 'notificationType', values: valuesWithFlags(ENUMS.notificationType, flags) };
}

function converted({ property, fold }: Path, literal: Literal): string | number {
  if (property === 'issuer' || property === 'notificationType') return memberOf<string>(ENUMS[property], literal);
  const { value } = literal;
  if (property === 'renewalThresholdPercentage') {
    if (typeof value === 'number' && Number.isInteger(value) && Math.abs(value) < 2 ** 31) return value;
    throw unconvertible(literal, 'Edm.Int32');
  }
  const text = textOf(literal);
  if (text === undefined) throw unconvertible(literal, 'Edm.String');
  return property === 'id' && fold === undefined ? text.toLowerCase() : text;
}

function memberOf<Value extends string>(graphEnum: GraphEnum<Value>, literal: Literal): Value {
  const { value, enumType = graphEnum.type, text, position } = literal;
  if (typeof value !== 'string' || enumType.toLowerCase() !== graphEnum.type.toLowerCase()) {
    throw unconvertible(literal, graphEnum.type);
  }
  const member = enumFromGraph(graphEnum, value);
  if (member !== undefined) return member;
  throw invalidQuery(`Requested value '${text}' was not found, at position ${position}.`);
}

function fieldOf({ property, fold }: Path) {
  return fold === undefined ? { field: property } : { field: property, fold };
}

// `converted` has given the value the property's type, which TypeScript cannot derive.
function condition(parts: object): Filter {
  return parts as Comparison;
}

function isText(property: Property): boolean {
  return (TEXT_FIELDS as readonly string[]).includes(property);
}

/** The text of a string literal; undefined for any other literal. */
function textOf({ value, enumType }: Literal): string | undefined {
  return typeof value === 'string' && enumType === undefined ? value : undefined;
}

function unconvertible({ text, position }: Literal, type: string) {
  return invalidQuery(`Cannot convert the literal '${text}' to the expected type '${type}', at position ${position}.`);
}
