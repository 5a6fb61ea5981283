/** The media type of a GraphQL answer, by the client's `Accept` header. Asked for before anything is carried out. */
import { LRUCache } from 'lru-cache';
import Negotiator from 'negotiator';

/** The type for clients that accept anything, and for telling those that accept none of the types. */
export const JSON_TYPE = 'application/json; charset=utf-8';
const ANSWER_TYPES = [JSON_TYPE, 'application/graphql-response+json; charset=utf-8'];

const RANGE = /^\s*(\*\/\*|application\/(?:\*|json|graphql-response\+json))\s*(?:;|$)/i;
const QUALITY = /;\s*q=([0-9.]+)/i;
const ANYTHING_OR_JSON = /^\s*(?:\*\/\*|application\/json)?\s*$/i;

// Clients of one kind all send the same.
const known = new LRUCache<string, { readonly type: string | null }>({ max: 100, maxSize: 20_000, sizeCalculation });

/** Null where the header takes none of the types that there are. */
export function answerType(accept = ''): string | null {
  if (ANYTHING_OR_JSON.test(accept)) return JSON_TYPE;
  const { type } = known.get(accept) ?? { type: negotiated(accept) };
  known.set(accept, { type });
  return type;
}

/** By the ranges that speak of answers, whatever parameters they have beside their weight. */
function negotiated(accept: string): string | null {
  const taken = accept.split(',').flatMap((range) => {
    const [, type] = RANGE.exec(range) ?? [];
    const [, quality = '1'] = QUALITY.exec(range) ?? [];
    return type === undefined ? [] : [`${type};q=${quality}`];
  });
  return new Negotiator({ headers: { accept: taken.join(',') } }).mediaType(ANSWER_TYPES) ?? null;
}

function sizeCalculation(_entry: object, accept: string): number {
  return accept.length;
}
