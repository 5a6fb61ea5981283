/** Translates places in the bundle to places in the sources, using the source maps beside the bundle. */
import { existsSync, readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { fileURLToPath } from 'node:url';

/** A place in a file. Lines and columns count from 0, as in V8's profiles. */
export interface Place {
  readonly url: string;
  readonly lineNumber: number;
  readonly columnNumber: number;
}

const maps = new Map<string, SourceMap | null>();

/** The place in the source, or the same place if there is no source map for it. */
export function sourceOf(place: Place): Place {
  const entry = mapOf(place.url)?.findEntry(place.lineNumber, place.columnNumber);
  if (entry === undefined || !('originalSource' in entry)) return place;
  const { originalSource, originalLine, originalColumn } = entry;
  return { url: new URL(originalSource, place.url).href, lineNumber: originalLine, columnNumber: originalColumn };
}

function mapOf(url: string): SourceMap | null {
  const cached = maps.get(url);
  if (cached !== undefined) return cached;
  const file = url.startsWith('file:') ? `${fileURLToPath(url)}.map` : '';
  const map = existsSync(file) ? new SourceMap(JSON.parse(readFileSync(file, 'utf8'))) : null;
  maps.set(url, map);
  return map;
}
