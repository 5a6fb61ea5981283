/** Reads OData query options from a query string. The `$` in front of a name is optional. */
import type { Filter, Order, SortKey } from '../domain/query.js';
import { PROPERTIES, type Property, propertyNamed } from '../graph/vocabulary.js';
import { badRequest, invalidQuery } from './errors.js';
import { parseFilter } from './filter/filter-parser.js';
import { combined } from './filter/filter-syntax.js';
import { parseSearch } from './filter/search-parser.js';

const KNOWN = [
  'filter',
  'orderby',
  'select',
  'top',
  'skip',
  'skiptoken',
  'deltatoken',
  'count',
  'search',
  'expand',
  'format',
] as const;
export type OptionName = (typeof KNOWN)[number];

const JSON_FORMAT = /^(?:application\/)?json\b/i;
const MAX_TOP = 999;
const MAX_SKIP = 1_000_000;
const BY_ID: Order = [{ field: 'id', direction: 'ASC' }];

/** The decoded values of the options, by name without `$`. */
export type RawOptions = ReadonlyMap<OptionName, string>;

/** Reads the options and throws if one is not in `allowed`. Ignores unknown parameters without `$`, as OData requires. */
export function readOptions(query: string, allowed: readonly OptionName[]): RawOptions {
  const options = new Map<OptionName, string>();
  for (const [key, value] of pairsIn(query)) {
    const name = KNOWN.find((known) => known === key.toLowerCase().replace(/^\$/, ''));
    if (name === undefined) {
      if (key.startsWith('$')) throw invalidQuery(`The query option '${key.slice(0, 32)}' is not known.`);
      continue;
    }
    if (!allowed.includes(name)) throw invalidQuery(`The query option '$${name}' is not supported here.`);
    if (options.has(name)) throw invalidQuery(`The query option '$${name}' is given more than once.`);
    if (name === 'format' && !JSON_FORMAT.test(value)) throw invalidQuery("'$format' must be json: answers are JSON.");
    options.set(name, value);
  }
  return options;
}

/** `$filter` and `$search` combined; matches everything if both are missing. */
export function filterOf(options: RawOptions): Filter {
  const [filter, search] = [options.get('filter'), options.get('search')];
  const filters: Filter[] = [];
  if (filter !== undefined) filters.push(parseFilter(filter));
  if (search !== undefined) filters.push(parseSearch(search));
  return combined('and', filters);
}

/** `$orderby`, most significant property first; by id if left out. */
export function orderOf(options: RawOptions): Order {
  const text = options.get('orderby');
  if (text === undefined) return BY_ID;
  return text.split(',').map(orderItem);
}

/** `$select`; all properties if it is left out or `*`. */
export function selectOf(options: RawOptions): readonly Property[] {
  const text = options.get('select');
  if (text === undefined || text.trim() === '*') return PROPERTIES;
  return text.split(',').map((name) => property(name.trim(), '$select'));
}

/** `$top`, the maximum number of results; undefined if left out. */
export function topOf(options: RawOptions): number | undefined {
  return wholeNumber(options, 'top', 1, MAX_TOP);
}

/** `$skip`, the number of results to skip; 0 if left out. */
export function skipOf(options: RawOptions): number {
  return wholeNumber(options, 'skip', 0, MAX_SKIP) ?? 0;
}

/** `$count=true`. */
export function countOf(options: RawOptions): boolean {
  const text = options.get('count')?.toLowerCase();
  if (text === undefined || text === 'false') return false;
  if (text === 'true') return true;
  throw invalidQuery("'$count' must be true or false.");
}

/** Throws for invalid percent-encoding, which URLSearchParams would silently replace and so search for another text. */
function pairsIn(query: string): URLSearchParams {
  try {
    decodeURIComponent(query);
  } catch {
    throw badRequest('The URL is not percent-encoded correctly.');
  }
  return new URLSearchParams(query);
}

function orderItem(text: string): SortKey {
  const [name = '', direction = 'asc', ...others] = text.trim().split(/\s+/);
  const lower = direction.toLowerCase();
  if ((lower !== 'asc' && lower !== 'desc') || others.length > 0) {
    throw invalidQuery(`'${text.trim().slice(0, 64)}' in '$orderby' is not a property name with asc or desc.`);
  }
  return { field: property(name, '$orderby'), direction: lower === 'asc' ? 'ASC' : 'DESC' };
}

function property(name: string, option: string): Property {
  const found = propertyNamed(name);
  if (found === undefined) throw invalidQuery(`Could not find a property named '${name.slice(0, 64)}' in '${option}'.`);
  return found;
}

function wholeNumber(options: RawOptions, name: OptionName, min: number, max: number): number | undefined {
  const text = options.get(name);
  if (text === undefined) return undefined;
  const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= min && value <= max)) {
    throw invalidQuery(`The value of '$${name}' must be a whole number from ${min} to ${max}.`);
  }
  return value;
}
