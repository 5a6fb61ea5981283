/** Reads the pages of a list into one whole. Whatever makes the list doubtful ends it: a part of a list is never given out. */
import type { GraphObject } from '../graph-api.js';
import type { Answered } from './graph-exchange.js';
import { readGraphPage } from './graph-object.js';

const MAX_PAGES = 100;
const MAX_BYTES = 16 * 1024 * 1024;
const NEXT_LINK = '@odata.nextLink';

export class PageReader {
  readonly objects: GraphObject[] = [];
  readonly #ids = new Set<string>();
  readonly #origin: string;
  readonly #visited: Set<string>;
  #bytes = 0;

  constructor(first: URL) {
    this.#origin = first.origin;
    this.#visited = new Set([first.href]);
  }

  /** Takes a page. Returns the address of the next, null after the last, or in words why the list cannot be used. */
  read({ json, bytes }: Answered): URL | null | string {
    this.#bytes += bytes;
    if (this.#bytes > MAX_BYTES) return `a list of more than ${MAX_BYTES} bytes`;
    const page = json === null ? null : readGraphPage(json);
    if (json === null || page === null) return 'no whole list';
    for (const object of page) {
      const id = object.id.toLowerCase();
      if (this.#ids.has(id)) return 'a list that has an object twice, because it changed while it was read';
      this.#ids.add(id);
      this.objects.push(object);
    }
    const next = json[NEXT_LINK] ?? null;
    return next === null ? null : this.#next(next);
  }

  /** The token is sent to the address, so it must be Graph's own. */
  #next(link: unknown): URL | string {
    if (typeof link !== 'string' || !URL.canParse(link)) return 'a next link that is no address';
    const url = new URL(link);
    if (url.origin !== this.#origin || url.username !== '' || url.password !== '')
      return 'a next link of another origin';
    if (this.#visited.has(url.href)) return 'a next link that leads back';
    this.#visited.add(url.href);
    return this.#visited.size > MAX_PAGES ? `a list of more than ${MAX_PAGES} pages` : url;
  }
}
