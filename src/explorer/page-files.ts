/** The built pages and their assets, read on first use and then cached in memory. Knows nothing of HTTP. */
import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';

/** Content encodings of the precompressed files, best first. */
export const ENCODINGS = ['br', 'gzip'] as const;
export type Encoding = (typeof ENCODINGS)[number];

/** A file whose name contains its hash, so that browsers may cache it for ever. */
export interface Asset {
  readonly mediaType: string;
  /** The encodings in which the build has written it. */
  readonly encodings: readonly Encoding[];
  bytes(encoding: Encoding | null): Promise<Buffer>;
}

export interface PageFiles {
  /** The HTML of a page, with the placeholder `{{mode}}`. */
  html(page: string): Promise<string>;
  /** Null if there is no such file. */
  asset(name: string): Asset | null;
}

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
  '.woff2': 'font/woff2',
};
const SUFFIXES = { br: '.br', gzip: '.gz' } as const satisfies Record<Encoding, string>;

/** The files in the build's output folder. */
export function pageFiles(folder: string): PageFiles {
  const read = cachedUntilFailure((name) => readFile(join(folder, name)));
  let names: ReadonlySet<string> | undefined;
  return {
    html: async (page) => (await read(`${page}.html`)).toString(),
    asset: (name) => {
      names ??= new Set(readdirSync(join(folder, 'assets')));
      const mediaType = MEDIA_TYPES[extname(name)];
      if (mediaType === undefined || !names.has(name)) return null;
      const existing = names;
      return {
        mediaType,
        encodings: ENCODINGS.filter((encoding) => existing.has(name + SUFFIXES[encoding])),
        bytes: (encoding) => read(`assets/${name}${encoding === null ? '' : SUFFIXES[encoding]}`),
      };
    },
  };
}

function cachedUntilFailure<Value>(make: (key: string) => Promise<Value>): (key: string) => Promise<Value> {
  const made = new Map<string, Promise<Value>>();
  return (key) => {
    const value = made.get(key) ?? make(key);
    made.set(key, value);
    // A failed read is tried again at the next request.
    value.catch(() => made.delete(key));
    return value;
  };
}
