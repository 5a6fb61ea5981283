/** The page size of a request: from `$top` and `Prefer: maxpagesize`, at most `MAX_PAGE_SIZE`. */
import type { RestRequest } from './messages.js';
import { type RawOptions, topOf } from './query-options.js';

const PAGE_SIZE = 100;
const MAX_PAGE_SIZE = 999;
const PREFERENCE = /(?:^|[,;\s])((?:odata\.)?maxpagesize)\s*=\s*"?([1-9]\d{0,8})"?(?=$|[,;\s])/i;

/** The page size, and the `Preference-Applied` header if the preference was used. */
export function pageSizeOf(request: RestRequest, options: RawOptions) {
  const top = topOf(options);
  const [, name, preferred] = PREFERENCE.exec(request.header('prefer') ?? '') ?? [];
  if (name === undefined) return { size: top ?? PAGE_SIZE, headers: {} };
  const max = Math.min(Number(preferred), MAX_PAGE_SIZE);
  return { size: Math.min(top ?? max, max), headers: { 'preference-applied': `${name.toLowerCase()}=${max}` } };
}
