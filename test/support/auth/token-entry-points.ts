/** Every way in that asks for a token, and how its answer to one token reads in a word. */

import { COLLECTION } from '../rest/rest-client.js';
import type { Booted } from '../service/boot.js';

export interface TokenFace {
  readonly name: string;
  /** As `401 UNAUTHENTICATED`: the status and the face's own code, `-` where it tells none. */
  answerTo(authorization: string | null): Promise<string>;
  /** What it says to a token that is refused, to one that cannot be judged, and to a good one. */
  readonly refused: string;
  readonly unavailable: string;
  readonly accepted: string;
}

const GRAPHQL = { refused: '401 UNAUTHENTICATED', unavailable: '503 UNAVAILABLE', accepted: '200 -' };
const REST = { refused: '401 InvalidAuthenticationToken', unavailable: '503 ServiceUnavailable', accepted: '200 -' };
// The whole of what a token that allows nothing may still ask for.
const VIEWER = '{viewer{tenantId}}';

export function tokenFaces({ url }: Booted): readonly TokenFace[] {
  const face = (name: string, words: typeof GRAPHQL | typeof REST, path: string, body?: object): TokenFace => ({
    name,
    ...words,
    answerTo: async (authorization) => {
      const headers = {
        ...(authorization !== null && { authorization }),
        ...(body && { 'content-type': 'application/json' }),
      };
      const init = { method: body ? 'POST' : 'GET', headers, body: body ? JSON.stringify(body) : null };
      return wordsOf(await fetch(`${url}${path}`, init));
    },
  });
  return [
    face('GraphQL by POST', GRAPHQL, '/graphql', { query: VIEWER }),
    face('GraphQL by GET', GRAPHQL, `/graphql?query=${VIEWER}`),
    face('REST', REST, `${COLLECTION}/delta?$deltatoken=latest`),
    face('REST batch', REST, '/$batch', { requests: [] }),
  ];
}

/** The status and the face's code; also what every refusal owes its client. */
async function wordsOf(response: Response): Promise<string> {
  const { errors, error } = JSON.parse(await response.text());
  const code = errors?.[0].extensions.code ?? error?.code ?? '-';
  const { status, headers } = response;
  const challenge = headers.get('www-authenticate')?.startsWith('Bearer ') === true;
  const retry = /^[1-9]\d*$/.test(headers.get('retry-after') ?? '');
  const owed = (challenge ? 401 : retry ? 503 : 200) === status;
  return `${status} ${code}${owed ? '' : ' with the wrong headers'}`;
}
