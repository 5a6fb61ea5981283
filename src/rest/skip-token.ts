/** `$skiptoken`: a place in a list, with the options that make the list what it is, so that the token alone leads on. */
import { invalidQuery } from './errors.js';
import { filterOf, type OptionName, orderOf, type RawOptions, skipOf } from './query-options.js';

/** What decides which objects a list holds and in which order. */
const CARRIED = ['filter', 'search', 'orderby'] as const satisfies readonly OptionName[];

/** The options of a page, those that its token carries included, and the cursor that it begins behind. */
export interface Continued {
  readonly options: RawOptions;
  readonly cursor: string | null;
}

/** The token for the page behind a cursor of the list with these options. */
export function encodeSkipToken(options: RawOptions, cursor: string): string {
  const carried = CARRIED.map((name) => [name, options.get(name)]);
  return Buffer.from(JSON.stringify({ cursor, ...Object.fromEntries(carried) })).toString('base64url');
}

/** Throws for what is no token, and for an option that means another list than the token is of. */
export function continued(options: RawOptions): Continued {
  const token = options.get('skiptoken');
  if (token === undefined) return { options, cursor: null };
  const { cursor, ...carried } = partsOf(token);
  if (typeof cursor !== 'string') throw notOfThisList();
  // It counts from the start of the list: applied again on every page, it would pass over objects that none shows.
  if (skipOf(options) > 0) throw notWith('$skip');
  const all = new Map(options);
  for (const name of CARRIED) {
    const text = carried[name];
    if (text === undefined) all.delete(name);
    else if (typeof text === 'string') all.set(name, text);
    else throw notOfThisList();
    if (options.has(name) && meaning(name, options) !== meaning(name, all)) throw notOfThisList(`'$${name}'`);
  }
  return { options: all, cursor };
}

export function notOfThisList(because?: string) {
  if (because === undefined)
    return invalidQuery("'$skiptoken' is not of this list. Follow '@odata.nextLink' as it is.");
  return invalidQuery(
    `'$skiptoken' is of a list with another ${because}. Leave ${because} out, or begin the list again.`,
  );
}

function notWith(option: string) {
  return invalidQuery(`'$skiptoken' does not go with '${option}'. Leave '${option}' out: the token stands behind it.`);
}

function meaning(name: (typeof CARRIED)[number], options: RawOptions): string {
  const text = options.get(name);
  const alone: RawOptions = new Map(text === undefined ? [] : [[name, text]]);
  return JSON.stringify(name === 'orderby' ? orderOf(alone) : filterOf(alone));
}

function partsOf(token: string): Readonly<Record<string, unknown>> {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(token, 'base64url').toString());
    return typeof parsed === 'object' && parsed !== null ? { ...parsed } : {};
  } catch {
    return {};
  }
}
