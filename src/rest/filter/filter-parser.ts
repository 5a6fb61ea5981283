/** Recursive-descent parser from OData's `$filter` to the domain's `Filter`. */
import type { Filter } from '../../domain/query.js';
import { invalidQuery } from '../errors.js';
import { FUNCTIONS, functionCall } from './filter-functions.js';
import { type Token, type TokenKind, tokensOf } from './filter-lexer.js';
import { comparison, folded, inCondition, propertyPath, textCondition } from './filter-operands.js';
import { combined, type Literal, type Operand, type TextOperator } from './filter-syntax.js';

const MAX_DEPTH = 50;
const COMPARISONS = ['eq', 'ne', 'lt', 'le', 'gt', 'ge', 'has'];
const TEXT_FUNCTIONS: Readonly<Record<string, TextOperator>> = {
  contains: 'contains',
  startswith: 'startsWith',
  endswith: 'endsWith',
};

/** Parses a `$filter`. Throws an error with the position of the fault. */
export function parseFilter(text: string): Filter {
  const parser = new Parser(tokensOf(text));
  const filter = parser.disjunction();
  parser.expect('end');
  return filter;
}

class Parser {
  readonly #tokens: readonly Token[];
  #at = 0;
  #depth = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  disjunction(): Filter {
    return this.#chain('or', () => this.#chain('and', () => this.#negation()));
  }

  expect(kind: TokenKind): Token {
    const token = this.#peek();
    if (token.kind !== kind) throw unexpected(token);
    this.#at += 1;
    return token;
  }

  #chain(op: 'and' | 'or', part: () => Filter): Filter {
    const filters = [part()];
    while (this.#takeWord(op)) filters.push(part());
    return combined(op, filters);
  }

  #negation(): Filter {
    if (this.#takeWord('not')) return this.#nested(() => ({ op: 'not', filter: this.#negation() }));
    return this.#primary();
  }

  #primary(): Filter {
    if (this.#take('(')) {
      const inner = this.#nested(() => this.disjunction());
      this.expect(')');
      return this.#againstBoolean(inner);
    }
    const constant = this.#takeBoolean();
    if (constant !== undefined) return { op: constant ? 'and' : 'or', filters: [] };
    const textOperator = this.#takeFunction(TEXT_FUNCTIONS);
    if (textOperator !== undefined) return this.#againstBoolean(this.#textCall(textOperator));
    return this.#comparison();
  }

  /** `contains(…) eq true`, as some clients write it. */
  #againstBoolean(filter: Filter): Filter {
    const operator = this.#peek();
    if (!this.#takeWord('eq') && !this.#takeWord('ne')) return filter;
    const constant = this.#takeBoolean();
    if (constant === undefined) throw unexpected(this.#peek());
    return constant === (operator.text.toLowerCase() === 'eq') ? filter : { op: 'not', filter };
  }

  #textCall(op: TextOperator): Filter {
    this.expect('(');
    const path = this.#operand();
    this.expect(',');
    const literal = this.#operand();
    this.expect(')');
    return textCondition(op, path, literal);
  }

  #comparison(): Filter {
    const left = this.#operand();
    if (this.#takeWord('in')) return this.#membership(left);
    const operator = this.expect('name');
    const word = operator.text.toLowerCase();
    if (!COMPARISONS.includes(word)) throw unexpected(operator);
    return comparison(left, word, this.#operand());
  }

  #membership(left: Operand): Filter {
    if (left.kind === 'literal') throw invalidQuery(`'in' needs a property on its left, at position ${left.position}.`);
    this.expect('(');
    const literals: Literal[] = [];
    do {
      const literal = this.#operand();
      if (literal.kind !== 'literal')
        throw invalidQuery(`'in' needs a list of literals, at position ${literal.position}.`);
      literals.push(literal);
    } while (this.#take(','));
    this.expect(')');
    return inCondition(left, literals);
  }

  #operand(): Operand {
    const token = this.#peek();
    const call = this.#takeFunction(FUNCTIONS);
    if (call !== undefined) {
      const operands = this.#arguments();
      const [first] = operands;
      const isFold = call.fn === 'lower' || call.fn === 'upper';
      // Case folding of a property or literal is part of the comparison, not a calculation.
      if (isFold && operands.length === 1 && first !== undefined && first.kind !== 'calculation') {
        return folded(first, call.fn);
      }
      return functionCall(call, operands, token.position);
    }
    this.#at += 1;
    const { kind, text, position, enumType } = token;
    if (kind === 'string' || kind === 'enum') return { kind: 'literal', value: text, enumType, text, position };
    if (kind === 'number') return { kind: 'literal', value: Number(text), text, position };
    if (kind !== 'name') throw unexpected(token);
    if (text === 'null') return { kind: 'literal', value: null, text, position };
    if (this.#peek().kind === '(')
      throw invalidQuery(`The function '${text}' at position ${position} is not supported.`);
    return propertyPath(text, position);
  }

  #arguments(): Operand[] {
    const operands: Operand[] = [];
    this.expect('(');
    do operands.push(this.#nested(() => this.#operand()));
    while (this.#take(','));
    this.expect(')');
    return operands;
  }

  #nested<Result>(parse: () => Result): Result {
    this.#depth += 1;
    if (this.#depth > MAX_DEPTH) throw invalidQuery(`'$filter' nests deeper than ${MAX_DEPTH} levels.`);
    const result = parse();
    this.#depth -= 1;
    return result;
  }

  #peek(): Token {
    const token = this.#tokens[this.#at] ?? this.#tokens.at(-1);
    if (token === undefined) throw new Error('The list of tokens must not be empty.');
    return token;
  }

  #take(kind: TokenKind): boolean {
    if (this.#peek().kind !== kind) return false;
    this.#at += 1;
    return true;
  }

  #takeWord(word: string): boolean {
    const { kind, text } = this.#peek();
    if (kind !== 'name' || text.toLowerCase() !== word) return false;
    this.#at += 1;
    return true;
  }

  #takeBoolean(): boolean | undefined {
    if (this.#takeWord('true')) return true;
    return this.#takeWord('false') ? false : undefined;
  }

  /** Looks up a function if its name and `(` come next. Consumes the name only. */
  #takeFunction<Definition>(functions: Readonly<Record<string, Definition>>): Definition | undefined {
    const { kind, text } = this.#peek();
    const name = text.toLowerCase();
    if (kind !== 'name' || !Object.hasOwn(functions, name) || this.#tokens[this.#at + 1]?.kind !== '(')
      return undefined;
    this.#at += 1;
    return functions[name];
  }
}

function unexpected({ kind, text, position }: Token) {
  const found = kind === 'end' ? 'The expression is incomplete' : `Unexpected '${text}'`;
  return invalidQuery(`${found} at position ${position} in '$filter'.`);
}
