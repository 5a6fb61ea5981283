/** The media type of a GraphQL response, chosen by the `Accept` header of the request. */
import { LRUCache } from 'lru-cache';
import Negotiator from 'negotiator';

/** For clients that accept anything, and for the error to those that accept neither type. */
export const JSON_TYPE = 'application/json; charset=utf-8';
const RESPONSE_TYPES = [JSON_TYPE, 'application/graphql-response+json; charset=utf-8'];

const RANGE = /^\s*(\*\/\*|application\/(?:\*|json|graphql-response\+json))\s*(?:;|$)/i;
const QUALITY = /;\s*q=([0-9.]+)/i;
const ANYTHING_OR_JSON = /^\s*(?:\*\/\*|application\/json)?\s*$/i;

// All clients of one kind send the same header.
const known = new LRUCache<string, { readonly type: string | null }>({ max: 100, maxSize: 20_000, sizeCalculation });

/** Null if the client accepts neither type. */
export function responseType(accept = ''): string | null {
  if (ANYTHING_OR_JSON.test(accept)) return JSON_TYPE;
  const { type } = known.get(accept) ?? { type: negotiated(accept) };
  known.set(accept, { type });
  return type;
}

/** Ignores other media ranges, and all parameters but the weight. */
function negotiated(accept: string): string | null {
  const ranges = accept.split(',').flatMap((range) => {
    const [, type] = RANGE.exec(range) ?? [];
    const [, quality = '1'] = QUALITY.exec(range) ?? [];
    return type === undefined ? [] : [`${type};q=${quality}`];
  });
  return new Negotiator({ headers: { accept: ranges.join(',') } }).mediaType(RESPONSE_TYPES) ?? null;
}

function sizeCalculation(_entry: object, accept: string): number {
  return accept.length;
}
