/** Where in the sources a piece of bundled code comes from, as the source map beside the bundle tells. */
import { existsSync, readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { fileURLToPath } from 'node:url';

/** A place in a file, counted from 0 as V8's profiles do. */
export interface Place {
  readonly url: string;
  readonly lineNumber: number;
  readonly columnNumber: number;
}

const maps = new Map<string, SourceMap | null>();

/** The place in the source; the same place where no map knows of it. */
export function sourceOf(place: Place): Place {
  const entry = mapOf(place.url)?.findEntry(place.lineNumber, place.columnNumber);
  if (entry === undefined || !('originalSource' in entry)) return place;
  const { originalSource, originalLine, originalColumn } = entry;
  return { url: new URL(originalSource, place.url).href, lineNumber: originalLine, columnNumber: originalColumn };
}

function mapOf(url: string): SourceMap | null {
  const known = maps.get(url);
  if (known !== undefined) return known;
  const file = url.startsWith('file:') ? `${fileURLToPath(url)}.map` : '';
  const map = existsSync(file) ? new SourceMap(JSON.parse(readFileSync(file, 'utf8'))) : null;
  maps.set(url, map);
  return map;
}
