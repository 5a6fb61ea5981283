/** The operands of a `$filter`, as its parser reads them. */
import type { Expression, Fold } from '../../domain/query.js';
import type { Property } from '../../graph/vocabulary.js';

/** A literal value. Enum members come as texts, with or without the name of their type. */
export interface Literal {
  readonly kind: 'literal';
  readonly value: string | number | null;
  readonly enumType?: string | undefined;
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

/** What a function computes: a text or a number. */
export interface Calculation {
  readonly kind: 'calculation';
  readonly type: 'text' | 'number';
  readonly expression: Expression;
  readonly position: number;
}

export type Operand = Literal | Path | Calculation;
export type TextOperator = 'contains' | 'startsWith' | 'endsWith';
