/** What a client's `Accept` header says of the media types of a GraphQL answer. Asked before anything is carried out. */

const RANGE = /^\s*(\*\/\*|application\/(?:\*|json|graphql-response\+json))\s*(?:;|$)/i;
const QUALITY = /;\s*q=([0-9.]+)/i;
const ANYTHING_OR_JSON = /^\s*(?:\*\/\*|application\/json)?\s*$/i;

/**
 * The part of an `Accept` header that speaks of answers, without other parameters; null where it takes none of them. Empty
 * where the usual `application/json` will do, which spares the comparison of types.
 */
export function acceptedTypes(accept = ''): string | null {
  if (ANYTHING_OR_JSON.test(accept)) return '';
  const taken = accept.split(',').flatMap((range) => {
    const [, type] = RANGE.exec(range) ?? [];
    const [, quality = '1'] = QUALITY.exec(range) ?? [];
    return type !== undefined && Number(quality) > 0 ? [`${type};q=${quality}`] : [];
  });
  return taken.length === 0 ? null : taken.join(',');
}
