/** Absolute addresses in answers. They begin with the request's root, which is never taken from an unchecked header. */

import { COLLECTION, PROPERTIES, type Property } from '../graph/vocabulary.js';
import type { RestRequest } from './messages.js';

/** What describes an answer: the collection, and the selected properties where they are not all. */
export function contextUrl({ root }: RestRequest, select: readonly Property[]): string {
  const all = PROPERTIES.every((property) => select.includes(property));
  return `${root}/$metadata#${COLLECTION}${all ? '' : `(${select.join(',')})`}`;
}

export function entityUrl({ root }: RestRequest, id: string): string {
  return `${root}/${COLLECTION}/${id}`;
}

/** The request's own address with a token in place of what the token stands for. */
export function nextLink(request: RestRequest, name: 'skiptoken' | 'deltatoken', token: string): string {
  const kept = new URLSearchParams(request.query);
  for (const key of [...kept.keys()]) {
    if (/^\$?(?:skip|skiptoken|deltatoken|filter|search|orderby)$/i.test(key)) kept.delete(key);
  }
  // Some clients do not decode "+", and all of them read "%20".
  const query = [...kept, [`$${name}`, token]].map(
    ([key = '', value = '']) => `${readable(key)}=${encodeURIComponent(value)}`,
  );
  return `${request.root}/${request.path}?${query.join('&')}`;
}

function readable(key: string): string {
  return encodeURIComponent(key).replace(/^%24/, '$');
}
