/** Builds the absolute URLs in responses. They begin with `root`, which never comes from an unchecked header. */
import { COLLECTION, PROPERTIES, type Property } from '../graph/vocabulary.js';
import type { RestRequest } from './messages.js';

/** `@odata.context`: the collection, and the selected properties if not all are selected. */
export function contextUrl({ root }: RestRequest, select: readonly Property[]): string {
  const all = PROPERTIES.every((property) => select.includes(property));
  return `${root}/$metadata#${COLLECTION}${all ? '' : `(${select.join(',')})`}`;
}

export function entityUrl({ root }: RestRequest, id: string): string {
  return `${root}/${COLLECTION}/${id}`;
}

/** The request's own URL, with a token instead of the options that the token contains. */
export function nextLink(request: RestRequest, name: 'skiptoken' | 'deltatoken', token: string): string {
  const kept = new URLSearchParams(request.query);
  for (const key of [...kept.keys()]) {
    if (/^\$?(?:skip|skiptoken|deltatoken|filter|search|orderby)$/i.test(key)) kept.delete(key);
  }
  // A space becomes "%20", because some clients do not decode "+".
  const query = [...kept, [`$${name}`, token]].map(
    ([key = '', value = '']) => `${encodeURIComponent(key).replace(/^%24/, '$')}=${encodeURIComponent(value)}`,
  );
  return `${request.root}/${request.path}?${query.join('&')}`;
}
