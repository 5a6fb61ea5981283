/** Splits a `$filter` into tokens. Knows the syntax of OData's literals, not their meaning. */
import { invalidQuery } from '../errors.js';

export type TokenKind = 'name' | 'string' | 'number' | 'enum' | '(' | ')' | ',' | 'end';

export interface Token {
  readonly kind: TokenKind;
  /** A name, a number as written, the content of a string, or the member name of an enum literal. */
  readonly text: string;
  /** The type name of an enum literal. */
  readonly enumType?: string;
  /** Of its first character, counted from 1. */
  readonly position: number;
}

/** A longer `$filter` is refused without being parsed. */
export const MAX_FILTER_LENGTH = 8192;

const SPACE = /\s*/y;
// Two quotes in a row are an escaped quote, not the end of the string.
const STRING = /'((?:[^']|'')*)'(?!')/y;
const NAME = /[A-Za-z_][\w.]*/y;
const NUMBER = /[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])/y;
const PUNCTUATION = /[(),]/y;

/** The tokens of a text; the last one is `end`. Throws for invalid input. */
export function tokensOf(text: string): Token[] {
  if (text.length > MAX_FILTER_LENGTH) {
    throw invalidQuery(`'$filter' is longer than ${MAX_FILTER_LENGTH} characters.`);
  }
  const tokens: Token[] = [];
  let at = 0;
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match !== null) at = pattern.lastIndex;
    return match;
  };
  for (;;) {
    take(SPACE);
    const position = at + 1;
    if (at >= text.length) return [...tokens, { kind: 'end', text: '', position }];
    tokens.push(next(take, text, position));
  }
}

function next(take: (pattern: RegExp) => RegExpExecArray | null, text: string, position: number): Token {
  const string = take(STRING);
  if (string !== null) return { kind: 'string', text: unquoted(string), position };
  const name = take(NAME)?.[0];
  if (name !== undefined) {
    // An enum literal is a type name directly followed by a string.
    const member = text[position - 1 + name.length] === "'" ? take(STRING) : null;
    return member === null
      ? { kind: 'name', text: name, position }
      : { kind: 'enum', text: unquoted(member), enumType: name, position };
  }
  const number = take(NUMBER)?.[0];
  if (number !== undefined) return { kind: 'number', text: number, position };
  const mark = take(PUNCTUATION)?.[0];
  if (mark === '(' || mark === ')' || mark === ',') return { kind: mark, text: mark, position };
  if (text[position - 1] === "'")
    throw invalidQuery(`The string at position ${position} in '$filter' has no closing quote.`);
  throw invalidQuery(`Syntax error at position ${position} in '$filter'.`);
}

function unquoted(match: RegExpExecArray): string {
  return (match[1] ?? '').replaceAll("''", "'");
}
