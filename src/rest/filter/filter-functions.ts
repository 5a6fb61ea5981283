/** The `$filter` functions that compute a text or a number, and the conditions on their results. */
import { type Computed, type Expression, type Filter, readsField, TEXT_FIELDS } from '../../domain/query.js';
import { invalidQuery } from '../errors.js';
import type { Calculation, Operand } from './filter-syntax.js';

type Type = Calculation['type'];
interface FunctionKind {
  readonly fn: Extract<Expression, { fn: unknown }>['fn'];
  readonly returns: Type;
  readonly parameters: readonly Type[];
  /** How many of the last arguments may be left out. */
  readonly optional?: number;
}

const TEXT = ['text'] as const;
export const FUNCTIONS: Readonly<Record<string, FunctionKind>> = {
  tolower: { fn: 'lower', returns: 'text', parameters: TEXT },
  toupper: { fn: 'upper', returns: 'text', parameters: TEXT },
  trim: { fn: 'trim', returns: 'text', parameters: TEXT },
  concat: { fn: 'concat', returns: 'text', parameters: ['text', 'text'] },
  substring: { fn: 'substring', returns: 'text', parameters: ['text', 'number', 'number'], optional: 1 },
  length: { fn: 'length', returns: 'number', parameters: TEXT },
  indexof: { fn: 'indexOf', returns: 'number', parameters: ['text', 'text'] },
};
const COMPARISONS: Readonly<Record<string, Computed['is']>> = { eq: 'eq', lt: 'lt', le: 'lte', gt: 'gt', ge: 'gte' };

/** The calculation of a function call. */
export function functionCall(
  { fn, returns, parameters, optional = 0 }: FunctionKind,
  operands: readonly Operand[],
  position: number,
) {
  if (operands.length > parameters.length || operands.length < parameters.length - optional) {
    throw invalidQuery(`The function at position ${position} does not take ${operands.length} arguments.`);
  }
  const of = operands.map((operand, index) => expressionOf(operand, parameters[index] ?? 'text'));
  if (fn === 'substring') operands.slice(1).forEach(checkCount);
  return { kind: 'calculation', type: returns, expression: { fn, of }, position } as const;
}

/** A comparison in which at least one side is a calculation. */
export function calculationComparison(left: Operand, operator: string, right: Operand): Filter {
  if (operator === 'ne') return { op: 'not', filter: calculationComparison(left, 'eq', right) };
  const is = COMPARISONS[operator];
  if (is === undefined) {
    throw invalidQuery(`The operator '${operator}' at position ${left.position} cannot be used with a function.`);
  }
  if (isNull(left) || isNull(right)) return comparedWithNull(is, isNull(left) ? right : left);
  const type = [left, right].some((side) => side.kind === 'calculation' && side.type === 'number') ? 'number' : 'text';
  return { op: 'computed', is, left: expressionOf(left, type), right: expressionOf(right, type) };
}

/** `contains`, `startswith` or `endswith` in which at least one side is a calculation. */
export function calculationTextCondition(is: Computed['is'], text: Operand, part: Operand): Filter {
  return { op: 'computed', is, left: expressionOf(text, 'text'), right: expressionOf(part, 'text') };
}

/** A calculation is null only if it reads a help URL that is null: no other text property can be null. */
function comparedWithNull(is: Computed['is'], operand: Operand): Filter {
  if (is !== 'eq') throw invalidQuery(`Only eq and ne can compare with null, at position ${operand.position}.`);
  const canBeNull = operand.kind === 'calculation' && readsField(operand.expression, 'helpUrl');
  return canBeNull ? { op: 'eq', field: 'helpUrl', value: null } : { op: 'or', filters: [] };
}

function isNull(operand: Operand): boolean {
  return operand.kind === 'literal' && operand.value === null;
}

function expressionOf(operand: Operand, type: Type): Expression {
  if (operand.kind === 'calculation' && operand.type === type) return operand.expression;
  if (operand.kind === 'literal' && operand.enumType === undefined) {
    const { value } = operand;
    if (typeof value === (type === 'text' ? 'string' : 'number') && value !== null) return { constant: value };
  }
  const field = TEXT_FIELDS.find((name) => operand.kind === 'path' && name === operand.property);
  if (operand.kind !== 'path' || field === undefined || type !== 'text') {
    throw invalidQuery(`A ${type} is expected at position ${operand.position}.`);
  }
  return operand.fold === undefined ? { field } : { fn: operand.fold, of: [{ field }] };
}

function checkCount(operand: Operand): void {
  const value = operand.kind === 'literal' ? operand.value : null;
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < 2 ** 31) return;
  throw invalidQuery(`A whole number from 0 is expected at position ${operand.position}.`);
}
