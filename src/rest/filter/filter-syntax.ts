/** The operands of a `$filter`. */
import type { Expression, Filter, Fold } from '../../domain/query.js';
import type { Property } from '../../graph/vocabulary.js';

/** A literal value. Enum members are strings, with or without the name of their type. */
export interface Literal {
  readonly kind: 'literal';
  readonly value: string | number | null;
  readonly enumType?: string | undefined;
  /** As written, for error messages. */
  readonly text: string;
  readonly position: number;
}

/** A property, optionally with `tolower` or `toupper`. */
export interface Path {
  readonly kind: 'path';
  readonly property: Property;
  readonly fold: Fold | undefined;
  readonly position: number;
}

/** The result of a function. */
export interface Calculation {
  readonly kind: 'calculation';
  readonly type: 'text' | 'number';
  readonly expression: Expression;
  readonly position: number;
}

export type Operand = Literal | Path | Calculation;
export type TextOperator = 'contains' | 'startsWith' | 'endsWith';

/** Joins filters with `op`; a single one stays as it is. */
export function combined(op: 'and' | 'or', filters: readonly Filter[]): Filter {
  return filters.length === 1 && filters[0] !== undefined ? filters[0] : { op, filters };
}
