/** The common GraphQL clients with default options, and how each exposes an error. */
import { ApolloClient, ApolloLink, HttpLink, InMemoryCache } from '@apollo/client';
import { CombinedGraphQLErrors } from '@apollo/client/errors';
import { Client, type Exchange, fetchExchange } from '@urql/core';
import { type DocumentNode, Kind } from 'graphql';
import { ClientError, GraphQLClient } from 'graphql-request';

export interface Asked {
  readonly url: string;
  readonly token: string | null;
  readonly document: DocumentNode;
  readonly variables?: Record<string, unknown>;
}

/** The HTTP requests and responses of a client. */
export interface Exchanged {
  readonly method: string;
  readonly hash: boolean;
  readonly text: boolean;
  readonly status: number;
}

/** The error, by its name in the client, with its code and request id; or the data. */
export interface Shown {
  readonly error: string | null;
  readonly code: unknown;
  readonly requestId: unknown;
  readonly data: unknown;
}

export interface ShownOverHttp extends Shown {
  readonly exchanged: readonly Exchanged[];
}

type Ask = (asked: Asked, fetch: typeof globalThis.fetch) => Promise<Shown>;

const NOTHING = { error: null, code: undefined, requestId: undefined, data: null };

/** Sends an operation with each client, by its name in the guide. */
export const CLIENTS: Readonly<Record<string, (asked: Asked) => Promise<ShownOverHttp>>> = {
  'Apollo Client': recorded((asked, fetch) => askApollo(apolloClient(asked, fetch), asked)),
  urql: recorded((asked, fetch) => askUrql(urqlClient(asked, fetch), asked)),
  'graphql-request': recorded(async ({ url, token, document, variables = {} }, fetch) => {
    const client = new GraphQLClient(`${url}/graphql`, { fetch, headers: headersOf(token) });
    try {
      return { ...NOTHING, data: await client.request(document, variables) };
    } catch (error) {
      if (!(error instanceof ClientError)) throw error;
      return shown('ClientError', error.response.errors, error.response.data);
    }
  }),
};

export function apolloClient(
  { url, token }: Pick<Asked, 'url' | 'token'>,
  fetch: typeof globalThis.fetch,
  ...links: readonly ApolloLink[]
): ApolloClient {
  const http = new HttpLink({ uri: `${url}/graphql`, headers: headersOf(token), fetch });
  return new ApolloClient({ link: ApolloLink.from([...links, http]), cache: new InMemoryCache() });
}

export async function askApollo(client: ApolloClient, { document: query, variables = {} }: Asked): Promise<Shown> {
  try {
    const { data } = isMutation(query)
      ? await client.mutate({ mutation: query, variables })
      : await client.query({ query, variables, fetchPolicy: 'network-only' });
    return { ...NOTHING, data };
  } catch (error) {
    if (CombinedGraphQLErrors.is(error)) return shown('CombinedGraphQLErrors', error.errors, error.data);
    return { ...NOTHING, error: String(error) };
  }
}

export function urqlClient(
  { url, token }: Pick<Asked, 'url' | 'token'>,
  fetch: typeof globalThis.fetch,
  ...exchanges: readonly Exchange[]
): Client {
  return new Client({
    url: `${url}/graphql`,
    fetch,
    fetchOptions: { headers: headersOf(token) },
    preferGetMethod: false,
    exchanges: [...exchanges, fetchExchange],
  });
}

export async function askUrql(client: Client, { document, variables = {} }: Asked): Promise<Shown> {
  const source = isMutation(document) ? client.mutation(document, variables) : client.query(document, variables);
  const { error, data } = await source.toPromise();
  if (error === undefined) return { ...NOTHING, data };
  return error.networkError ? { ...NOTHING, error: String(error) } : shown('graphQLErrors', error.graphQLErrors, data);
}

function isMutation({ definitions }: DocumentNode): boolean {
  return definitions.some((each) => each.kind === Kind.OPERATION_DEFINITION && each.operation === 'mutation');
}

/** Records the HTTP exchanges. */
export function recorder(): { readonly fetch: typeof globalThis.fetch; readonly exchanged: Exchanged[] } {
  const exchanged: Exchanged[] = [];
  return {
    exchanged,
    fetch: async (address, init = {}) => {
      const response = await fetch(address, init);
      const { method = 'GET', body } = init;
      const sent = body == null ? Object.fromEntries(new URL(String(address)).searchParams) : JSON.parse(String(body));
      const hash = JSON.stringify(sent.extensions ?? '').includes('sha256Hash');
      exchanged.push({ method, hash, text: Boolean(sent.query), status: response.status });
      return response;
    },
  };
}

function recorded(ask: Ask): (asked: Asked) => Promise<ShownOverHttp> {
  return async (asked) => {
    const { fetch, exchanged } = recorder();
    return { ...(await ask(asked, fetch)), exchanged };
  };
}

type StreamResult = { readonly extensions?: Readonly<Record<string, unknown>> | undefined };

function shown(error: string, errors: readonly StreamResult[] = [], data: unknown = null): Shown {
  const [first] = errors;
  return { error, code: first?.extensions?.['code'], requestId: first?.extensions?.['requestId'], data };
}

function headersOf(token: string | null): Record<string, string> {
  return token === null ? {} : { authorization: `Bearer ${token}` };
}
