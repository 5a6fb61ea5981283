/** The pages that the build made: their files, read when first asked for and then kept. Knows nothing of HTTP. */
import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';

/** How a file can be encoded on its way, the best first. */
export const ENCODINGS = ['br', 'gzip'] as const;
export type Encoding = (typeof ENCODINGS)[number];

/** A file that may be kept for ever, because its name holds its hash. */
export interface Asset {
  readonly mediaType: string;
  /** The encodings in which it can be had, besides none. */
  readonly encodings: readonly Encoding[];
  bytes(encoding: Encoding | null): Promise<Buffer>;
}

export interface PageFiles {
  /** The HTML of a page, with its placeholders. */
  html(page: string): Promise<string>;
  /** Null where there is no such file. */
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

/** The files in a folder that the build filled. Nothing is read before it is asked for. */
export function pageFiles(folder: string): PageFiles {
  const read = remembered((name) => readFile(join(folder, name)));
  let names: ReadonlySet<string> | undefined;
  return {
    html: async (page) => (await read(`${page}.html`)).toString(),
    asset: (name) => {
      names ??= new Set(readdirSync(join(folder, 'assets')));
      const mediaType = MEDIA_TYPES[extname(name)];
      if (mediaType === undefined || !names.has(name)) return null;
      const known = names;
      return {
        mediaType,
        encodings: ENCODINGS.filter((encoding) => known.has(name + SUFFIXES[encoding])),
        bytes: (encoding) => read(`assets/${name}${encoding === null ? '' : SUFFIXES[encoding]}`),
      };
    },
  };
}

function remembered<Value>(make: (key: string) => Promise<Value>): (key: string) => Promise<Value> {
  const made = new Map<string, Promise<Value>>();
  return (key) => {
    const value = made.get(key) ?? make(key);
    made.set(key, value);
    // What failed may succeed the next time.
    value.catch(() => made.delete(key));
    return value;
  };
}
