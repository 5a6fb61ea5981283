/** Parses OData's `$search` into a filter on the display name. Words and "phrases" ignore case; AND, OR, NOT combine them. */
import type { Filter } from '../../domain/query.js';
import { invalidQuery } from '../errors.js';
import { combined } from './filter-syntax.js';

// A term is a word or a quoted phrase. `displayName:` may precede a phrase, outside or inside of the quotes. Single and
// typographic quotes are accepted, because people and word processors use them. An apostrophe inside a word is part of it.
const PREFIX = '(?:displayName:)?';
const DOUBLE = String.raw`"((?:[^"\\]|\\.)*)"`;
const TYPOGRAPHIC = String.raw`[\u201C\u201D\u201E]([^\u201C\u201D\u201E]*)[\u201C\u201D]`;
const SINGLE = String.raw`'((?:[^']|'(?=\S))*)'(?=\s|$)`;
const TERM = new RegExp(String.raw`\s*(?:${PREFIX}(?:${DOUBLE}|${TYPOGRAPHIC}|${SINGLE})|([^\s"]+))`, 'iy');
const MAX_LENGTH = 1024;

/** Parses a `$search`. Terms without an operator between them must all match. */
export function parseSearch(text: string): Filter {
  const alternatives = split(termsOf(text), 'OR').map((part) =>
    combined('and', split(part, 'AND').flatMap(conjunction)),
  );
  return combined('or', alternatives);
}

interface Term {
  readonly text: string;
  readonly phrase: boolean;
}

function termsOf(text: string): Term[] {
  if (text.length > MAX_LENGTH) throw invalidQuery(`'$search' is longer than ${MAX_LENGTH} characters.`);
  const terms: Term[] = [];
  TERM.lastIndex = 0;
  while (text.slice(TERM.lastIndex).trim() !== '') {
    const position = TERM.lastIndex + 1;
    const match = TERM.exec(text);
    if (match === null) throw invalidQuery(`Syntax error at position ${position} in '$search'.`);
    const [, quoted, typographic, single, word] = match;
    const phrase = quoted?.replace(/\\(.)/g, '$1') ?? typographic ?? single;
    terms.push({ text: phrase ?? word ?? '', phrase: phrase !== undefined });
  }
  if (terms.length === 0) throw invalidQuery("'$search' is empty.");
  return terms;
}

function split(terms: readonly Term[], operator: string): Term[][] {
  const parts: Term[][] = [[]];
  for (const term of terms) {
    if (!term.phrase && term.text === operator) parts.push([]);
    else parts.at(-1)?.push(term);
  }
  if (parts.some((part) => part.length === 0))
    throw invalidQuery(`'${operator}' in '$search' needs a term on each side.`);
  return parts;
}

function conjunction(terms: readonly Term[]): Filter[] {
  const filters: Filter[] = [];
  let negated = false;
  for (const term of terms) {
    if (!term.phrase && term.text === 'NOT') {
      negated = !negated;
      continue;
    }
    filters.push(negated ? { op: 'not', filter: nameContains(term.text) } : nameContains(term.text));
    negated = false;
  }
  if (negated) throw invalidQuery("'NOT' in '$search' must be followed by a term.");
  return filters;
}

/** Removes the property name that Graph clients put in front of the text: `"displayName:field"`. */
function nameContains(text: string): Filter {
  const value = text.replace(/^displayName:/i, '').toLowerCase();
  return { op: 'contains', field: 'displayName', fold: 'lower', value };
}
