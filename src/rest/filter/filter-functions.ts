/** The functions of a `$filter` that compute a text or a number, and the conditions on what they compute. */
import { type Computed, type Expression, type Filter, readsField, TEXT_FIELDS } from '../../domain/query.js';
import { invalidQuery } from '../errors.js';
import type { Calculation, Operand } from './filter-syntax.js';

type Type = Calculation['type'];
interface FunctionKind {
  readonly fn: Extract<Expression, { fn: unknown }>['fn'];
  readonly gives: Type;
  readonly takes: readonly Type[];
  /** How many of the arguments may be left out. */
  readonly optional?: number;
}

const TEXT = ['text'] as const;
export const FUNCTIONS: Readonly<Record<string, FunctionKind>> = {
  tolower: { fn: 'lower', gives: 'text', takes: TEXT },
  toupper: { fn: 'upper', gives: 'text', takes: TEXT },
  trim: { fn: 'trim', gives: 'text', takes: TEXT },
  concat: { fn: 'concat', gives: 'text', takes: ['text', 'text'] },
  substring: { fn: 'substring', gives: 'text', takes: ['text', 'number', 'number'], optional: 1 },
  length: { fn: 'length', gives: 'number', takes: TEXT },
  indexof: { fn: 'indexOf', gives: 'number', takes: ['text', 'text'] },
};
const COMPARISONS: Readonly<Record<string, Computed['is']>> = { eq: 'eq', lt: 'lt', le: 'lte', gt: 'gt', ge: 'gte' };

/** What a function computes of its arguments. */
export function called(
  { fn, gives, takes, optional = 0 }: FunctionKind,
  operands: readonly Operand[],
  position: number,
) {
  if (operands.length > takes.length || operands.length < takes.length - optional) {
    throw invalidQuery(`The function at position ${position} does not take ${operands.length} arguments.`);
  }
  const of = operands.map((operand, index) => expressionOf(operand, takes[index] ?? 'text'));
  if (fn === 'substring') operands.slice(1).forEach(checkCount);
  return { kind: 'calculation', type: gives, expression: { fn, of }, position } as const;
}

/** A comparison of which one side at least is computed. */
export function comparedCalculation(left: Operand, operator: string, right: Operand): Filter {
  if (operator === 'ne') return { op: 'not', filter: comparedCalculation(left, 'eq', right) };
  const is = COMPARISONS[operator];
  if (is === undefined) {
    throw invalidQuery(`The operator '${operator}' at position ${left.position} does not take what is computed.`);
  }
  if (isNull(left) || isNull(right)) return comparedWithNull(is, isNull(left) ? right : left);
  const type = [left, right].some((side) => side.kind === 'calculation' && side.type === 'number') ? 'number' : 'text';
  return { op: 'computed', is, left: expressionOf(left, type), right: expressionOf(right, type) };
}

/** `contains`, `startswith` and `endswith` of which one side at least is computed. */
export function textCalculation(is: Computed['is'], text: Operand, part: Operand): Filter {
  return { op: 'computed', is, left: expressionOf(text, 'text'), right: expressionOf(part, 'text') };
}

/** What is computed is null if it is made of an absent help URL, the only text that can be absent. */
function comparedWithNull(is: Computed['is'], operand: Operand): Filter {
  if (is !== 'eq') throw invalidQuery(`Only eq and ne take null, at position ${operand.position}.`);
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
