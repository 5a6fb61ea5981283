/** Clients of both APIs of a running service, for writing and listing; every reply has the same shape. */
import { randomUUID } from 'node:crypto';
import { EXAMPLE } from '../graphql/settings-client.js';
import { expectNoLeak } from '../http/expect-no-leak.js';
import { COLLECTION, EXAMPLE_BODY } from '../rest/rest-client.js';

export interface Reachable {
  readonly url: string;
  readonly token: string;
}

/** Status and error of a response, without its data. */
export interface Reply {
  readonly status: number;
  /** Null if the request succeeded. */
  readonly code: string | null;
  readonly message: string | null;
  readonly retryAfter: string | null;
}

export interface WriteClient {
  readonly name: 'GraphQL' | 'REST';
  /** The API's error code if the storage cannot be used now. */
  readonly unavailable: string;
  create(service: Reachable, id: string): Promise<Reply>;
  rename(service: Reachable, id: string, displayName: string): Promise<Reply>;
  remove(service: Reachable, id: string): Promise<Reply>;
  /** The ids of all objects, sorted, or the error. */
  list(service: Reachable): Promise<readonly string[] | Reply>;
}

/** What the reply to a successful request matches. */
export const DONE = { code: null, message: null, retryAfter: null } as const;

const INPUTS = { create: 'Create', update: 'Update', delete: 'Delete' } as const;

const graphql: WriteClient = {
  name: 'GraphQL',
  unavailable: 'UNAVAILABLE',
  create: (service, id) => mutate(service, 'create', { ...EXAMPLE, id }),
  rename: (service, id, displayName) => mutate(service, 'update', { id, displayName }),
  remove: (service, id) => mutate(service, 'delete', { id }),
  list: async (service) => {
    const ids: string[] = [];
    for (let after: string | null = null; ; ) {
      const query = `query($after: String) {
        derivedCredentials(first: 100, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } }
      }`;
      const { reply, body } = await send(service, 'POST', '/graphql', { query, variables: { after } });
      if (reply.code !== null) return reply;
      const { nodes, pageInfo } = body.data.derivedCredentials;
      ids.push(...nodes.map(({ id }: { readonly id: string }) => id));
      if (!pageInfo.hasNextPage) return ids.sort();
      after = pageInfo.endCursor;
    }
  },
};

const rest: WriteClient = {
  name: 'REST',
  unavailable: 'ServiceUnavailable',
  create: async (service, id) => (await send(service, 'POST', COLLECTION, { ...EXAMPLE_BODY, id })).reply,
  rename: async (service, id, displayName) =>
    (await send(service, 'PATCH', `${COLLECTION}/${id}`, { displayName })).reply,
  remove: async (service, id) => (await send(service, 'DELETE', `${COLLECTION}/${id}`)).reply,
  list: async (service) => {
    const { reply, body } = await send(service, 'GET', `${COLLECTION}?$top=999`);
    return reply.code === null ? body.value.map(({ id }: { readonly id: string }) => id).sort() : reply;
  },
};

export const WRITE_CLIENTS: readonly WriteClient[] = [graphql, rest];

/** Creates objects through each API until it refuses one. `refusals` has one reply per API, in the order of `WRITE_CLIENTS`. */
export async function createUntilRefused(service: Reachable, most: number) {
  const [acknowledged, refused, refusals]: [string[], string[], Reply[]] = [[], [], []];
  for (const client of WRITE_CLIENTS) {
    for (let reply: Reply | undefined; reply === undefined || reply.code === null; ) {
      if (acknowledged.length > most) throw new Error(`Not refused after ${most} creates.`);
      const id = randomUUID();
      reply = await client.create(service, id);
      (reply.code === null ? acknowledged : refused).push(id);
      if (reply.code !== null) refusals.push(reply);
    }
  }
  return { acknowledged, refused, refusals };
}

/** Status and body of `/readyz`. */
export async function readiness({ url }: Pick<Reachable, 'url'>) {
  const response = await fetch(`${url}/readyz`);
  return { status: response.status, body: await response.json() };
}

async function mutate(service: Reachable, verb: keyof typeof INPUTS, input: object): Promise<Reply> {
  const query = `mutation($input: ${INPUTS[verb]}DerivedCredentialSettingsInput!) {
    ${verb}DerivedCredentialSettings(input: $input) { userErrors { code message } }
  }`;
  const { reply, body } = await send(service, 'POST', '/graphql', { query, variables: { input } });
  const [fault] = body.data?.[`${verb}DerivedCredentialSettings`]?.userErrors ?? [];
  return fault === undefined ? reply : { ...reply, ...fault };
}

async function send({ url, token }: Reachable, method: string, address: string, content?: object) {
  const response = await fetch(`${url}${address}`, {
    method,
    headers: { authorization: `Bearer ${token}`, ...(content && { 'content-type': 'application/json' }) },
    ...(content && { body: JSON.stringify(content) }),
  });
  const text = await response.text();
  expectNoLeak(text);
  const body = text === '' ? {} : JSON.parse(text);
  const { error, errors } = body;
  const reply: Reply = {
    status: response.status,
    code: error?.code ?? errors?.[0].extensions.code ?? null,
    message: error?.message ?? errors?.[0].message ?? null,
    retryAfter: response.headers.get('retry-after'),
  };
  return { reply, body };
}
