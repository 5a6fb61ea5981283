/** How many entries a page holds: `$top`, and what `Prefer: maxpagesize` asks for, within the bounds of the service. */
import type { RestRequest } from './messages.js';
import { type RawOptions, topOf } from './query-options.js';

const PAGE_SIZE = 100;
const MAX_PAGE_SIZE = 999;
const PREFERENCE = /(?:^|[,;\s])((?:odata\.)?maxpagesize)\s*=\s*"?([1-9]\d{0,8})"?(?=$|[,;\s])/i;

/** The size, and the header that says which preference it follows. */
export function pageSizeOf(request: RestRequest, options: RawOptions) {
  const top = topOf(options);
  const [, name, preferred] = PREFERENCE.exec(request.header('prefer') ?? '') ?? [];
  if (name === undefined) return { size: top ?? PAGE_SIZE, headers: {} };
  const most = Math.min(Number(preferred), MAX_PAGE_SIZE);
  return { size: Math.min(top ?? most, most), headers: { 'preference-applied': `${name.toLowerCase()}=${most}` } };
}
