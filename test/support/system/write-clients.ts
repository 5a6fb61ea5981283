/** Writing and reading through either face of a running program, whose refusals are told in one form. */
import { randomUUID } from 'node:crypto';
import { EXAMPLE } from '../graphql/settings-client.js';
import { expectNoLeak } from '../http/expect-no-leak.js';
import { COLLECTION, EXAMPLE_BODY } from '../rest/rest-client.js';

export interface Reachable {
  readonly url: string;
  readonly token: string;
}

/** What a client sees of an answer, apart from what it was asked for. */
export interface Told {
  readonly status: number;
  /** Null where nothing was refused. */
  readonly code: string | null;
  readonly message: string | null;
  readonly retryAfter: string | null;
}

export interface WritingFace {
  readonly name: 'GraphQL' | 'REST';
  /** What the face calls a storage that cannot be used now. */
  readonly unavailable: string;
  create(service: Reachable, id: string): Promise<Told>;
  rename(service: Reachable, id: string, displayName: string): Promise<Told>;
  remove(service: Reachable, id: string): Promise<Told>;
  /** The ids of all objects, sorted, or how the list was refused. */
  list(service: Reachable): Promise<readonly string[] | Told>;
}

/** That all went well. */
export const DONE = { code: null, message: null, retryAfter: null } as const;

const INPUTS = { create: 'Create', update: 'Update', delete: 'Delete' } as const;

const graphql: WritingFace = {
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
      const { told, body } = await send(service, 'POST', '/graphql', { query, variables: { after } });
      if (told.code !== null) return told;
      const { nodes, pageInfo } = body.data.derivedCredentials;
      ids.push(...nodes.map(({ id }: { readonly id: string }) => id));
      if (!pageInfo.hasNextPage) return ids.sort();
      after = pageInfo.endCursor;
    }
  },
};

const rest: WritingFace = {
  name: 'REST',
  unavailable: 'ServiceUnavailable',
  create: async (service, id) => (await send(service, 'POST', COLLECTION, { ...EXAMPLE_BODY, id })).told,
  rename: async (service, id, displayName) =>
    (await send(service, 'PATCH', `${COLLECTION}/${id}`, { displayName })).told,
  remove: async (service, id) => (await send(service, 'DELETE', `${COLLECTION}/${id}`)).told,
  list: async (service) => {
    const { told, body } = await send(service, 'GET', `${COLLECTION}?$top=999`);
    return told.code === null ? body.value.map(({ id }: { readonly id: string }) => id).sort() : told;
  },
};

export const WRITING_FACES: readonly WritingFace[] = [graphql, rest];

/** Creates objects through every face until each has refused one; answers with what was and was not acknowledged. */
export async function createUntilRefused(service: Reachable, most: number) {
  const [acknowledged, refused, told]: [string[], string[], Told[]] = [[], [], []];
  for (const face of WRITING_FACES) {
    for (let answer: Told | undefined; answer === undefined || answer.code === null; ) {
      if (acknowledged.length > most) throw new Error(`Not refused after ${most} creates.`);
      const id = randomUUID();
      answer = await face.create(service, id);
      (answer.code === null ? acknowledged : refused).push(id);
      if (answer.code !== null) told.push(answer);
    }
  }
  return { acknowledged, refused, told };
}

/** What `/readyz` says. */
export async function readiness({ url }: Pick<Reachable, 'url'>) {
  const response = await fetch(`${url}/readyz`);
  return { status: response.status, body: await response.json() };
}

async function mutate(service: Reachable, verb: keyof typeof INPUTS, input: object): Promise<Told> {
  const query = `mutation($input: ${INPUTS[verb]}DerivedCredentialSettingsInput!) {
    ${verb}DerivedCredentialSettings(input: $input) { userErrors { code message } }
  }`;
  const { told, body } = await send(service, 'POST', '/graphql', { query, variables: { input } });
  const [fault] = body.data?.[`${verb}DerivedCredentialSettings`]?.userErrors ?? [];
  return fault === undefined ? told : { ...told, ...fault };
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
  const told: Told = {
    status: response.status,
    code: error?.code ?? errors?.[0].extensions.code ?? null,
    message: error?.message ?? errors?.[0].message ?? null,
    retryAfter: response.headers.get('retry-after'),
  };
  return { told, body };
}
