/** `$skiptoken`: a cursor, together with the options that define the list, so that the token alone identifies the next page. */
import { invalidQuery } from './errors.js';
import { filterOf, type OptionName, orderOf, type RawOptions, skipOf } from './query-options.js';

/** The options in a token: they define which objects a list has, and their order. */
const LIST_OPTIONS = ['filter', 'search', 'orderby'] as const satisfies readonly OptionName[];

/** The options of a page, including those in its token, and the cursor after which the page starts. */
export interface PageStart {
  readonly options: RawOptions;
  readonly cursor: string | null;
}

/** The token of the page that starts after a cursor, in the list with these options. */
export function encodeSkipToken(options: RawOptions, cursor: string): string {
  const listOptions = LIST_OPTIONS.map((name) => [name, options.get(name)]);
  return Buffer.from(JSON.stringify({ cursor, ...Object.fromEntries(listOptions) })).toString('base64url');
}

/** Reads the token, if there is one. Throws if it is invalid, or if an option contradicts it. */
export function pageStartOf(options: RawOptions): PageStart {
  const token = options.get('skiptoken');
  if (token === undefined) return { options, cursor: null };
  const { cursor, ...fromToken } = decoded(token);
  if (typeof cursor !== 'string') throw invalidSkipToken();
  // $skip counts from the start of the list. Applied on every page, it would lose objects.
  if (skipOf(options) > 0) {
    throw invalidQuery(
      "'$skiptoken' cannot be combined with '$skip'. Leave '$skip' out: the token already accounts for it.",
    );
  }
  const all = new Map(options);
  for (const name of LIST_OPTIONS) {
    const text = fromToken[name];
    if (text === undefined) all.delete(name);
    else if (typeof text === 'string') all.set(name, text);
    else throw invalidSkipToken();
    if (options.has(name) && meaning(name, options) !== meaning(name, all)) throw invalidSkipToken(`'$${name}'`);
  }
  return { options: all, cursor };
}

export function invalidSkipToken(option?: string) {
  return invalidQuery(
    option === undefined
      ? "'$skiptoken' is not a token of this list. Follow '@odata.nextLink' unchanged."
      : `'$skiptoken' belongs to a list with another ${option}. Leave ${option} out, or start the list again.`,
  );
}

/** The parsed value of one option, in a form that can be compared. */
function meaning(name: (typeof LIST_OPTIONS)[number], options: RawOptions): string {
  const text = options.get(name);
  const alone: RawOptions = new Map(text === undefined ? [] : [[name, text]]);
  return JSON.stringify(name === 'orderby' ? orderOf(alone) : filterOf(alone));
}

function decoded(token: string): Readonly<Record<string, unknown>> {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(token, 'base64url').toString());
    return typeof parsed === 'object' && parsed !== null ? { ...parsed } : {};
  } catch {
    return {};
  }
}
