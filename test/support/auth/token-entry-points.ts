/** Every endpoint that requires a token, and its response to a token as a short text. */
import { COLLECTION } from '../rest/rest-client.js';
import type { Booted } from '../service/boot.js';

export interface TokenEndpoint {
  readonly name: string;
  /** The status and the API's error code, such as `401 UNAUTHENTICATED`; `-` if there is no code. */
  answerTo(authorization: string | null): Promise<string>;
  /** The outcome for a refused token, for one whose keys cannot be fetched, and for a valid one. */
  readonly refused: string;
  readonly unavailable: string;
  readonly accepted: string;
}

const GRAPHQL = { refused: '401 UNAUTHENTICATED', unavailable: '503 UNAVAILABLE', accepted: '200 -' };
const REST = { refused: '401 InvalidAuthenticationToken', unavailable: '503 ServiceUnavailable', accepted: '200 -' };
// Needs no permission.
const VIEWER = '{viewer{tenantId}}';

export function tokenEndpoints({ url }: Booted): readonly TokenEndpoint[] {
  const endpoint = (
    name: string,
    outcomes: typeof GRAPHQL | typeof REST,
    path: string,
    body?: object,
  ): TokenEndpoint => ({
    name,
    ...outcomes,
    answerTo: async (authorization) => {
      const headers = {
        ...(authorization !== null && { authorization }),
        ...(body && { 'content-type': 'application/json' }),
      };
      const init = { method: body ? 'POST' : 'GET', headers, body: body ? JSON.stringify(body) : null };
      return outcomeOf(await fetch(`${url}${path}`, init));
    },
  });
  return [
    endpoint('GraphQL by POST', GRAPHQL, '/graphql', { query: VIEWER }),
    endpoint('GraphQL by GET', GRAPHQL, `/graphql?query=${VIEWER}`),
    endpoint('REST', REST, `${COLLECTION}/delta?$deltatoken=latest`),
    endpoint('REST batch', REST, '/$batch', { requests: [] }),
  ];
}

/** The status and the API's error code, and whether the headers that belong to the status are present. */
async function outcomeOf(response: Response): Promise<string> {
  const { errors, error } = JSON.parse(await response.text());
  const code = errors?.[0].extensions.code ?? error?.code ?? '-';
  const { status, headers } = response;
  const challenge = headers.get('www-authenticate')?.startsWith('Bearer ') === true;
  const retry = /^[1-9]\d*$/.test(headers.get('retry-after') ?? '');
  const hasExpectedHeaders = (challenge ? 401 : retry ? 503 : 200) === status;
  return `${status} ${code}${hasExpectedHeaders ? '' : ' with the wrong headers'}`;
}
