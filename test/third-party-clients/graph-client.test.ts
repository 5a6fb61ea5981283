/** Proves that Microsoft's Graph client, unmodified, works against the REST API over plain HTTP on loopback. */
import {
  BatchRequestContent,
  BatchResponseContent,
  Client,
  type Context,
  GraphError,
  HTTPMessageHandler,
  type Middleware,
  RetryHandler,
} from '@microsoft/microsoft-graph-client';
import { describe, expect, test } from 'vitest';
import {
  type Connect,
  type Entity,
  EXAMPLE_ENTITY,
  failureIn,
  graphClientContract,
  type ListOptions,
  MODES,
} from '../support/rest/graph-client-contract.js';
import { boot } from '../support/service/boot.js';

const COLLECTION = '/deviceManagement/derivedCredentials';

interface PageBody {
  readonly value: readonly Entity[];
  readonly '@odata.nextLink'?: string;
}

/** Signs requests to any address; the client's own handler leaves the token out over http. */
class SigningHandler implements Middleware {
  readonly #token: string;
  #next: Middleware | undefined;

  constructor(token: string) {
    this.#token = token;
  }

  async execute(context: Context): Promise<void> {
    context.options = {
      ...context.options,
      headers: { ...(context.options?.headers as Record<string, string>), Authorization: `Bearer ${this.#token}` },
    };
    await this.#next?.execute(context);
  }

  setNext(next: Middleware): void {
    this.#next = next;
  }
}

function clientOf(url: string, token: string): Client {
  const middleware = [new SigningHandler(token), new RetryHandler(), new HTTPMessageHandler()];
  return Client.initWithMiddleware({ baseUrl: url, defaultVersion: 'beta', middleware });
}

function listRequest(client: Client, { filter, orderby, select, top }: ListOptions) {
  const request = client.api(COLLECTION);
  // The client sends options as they are given.
  if (filter !== undefined) request.filter(encodeURIComponent(filter));
  if (orderby !== undefined) request.orderby(`${orderby.property} ${orderby.descending ? 'desc' : 'asc'}`);
  if (select !== undefined) request.select([...select]);
  if (top !== undefined) request.top(top);
  return request;
}

/** Follows the links; its own page iterator takes addresses for paths unless they are https. */
async function pagesOf(client: Client, url: string, options: ListOptions): Promise<readonly Entity[]> {
  const entities: Entity[] = [];
  let page: PageBody = await listRequest(client, options).get();
  for (;;) {
    entities.push(...page.value);
    const link = page['@odata.nextLink'];
    if (link === undefined) return entities;
    page = await client.api(link.slice(`${url}/beta`.length)).get();
  }
}

const connect: Connect = (url, token) => {
  const client = clientOf(url, token);
  return {
    create: (content) => client.api(COLLECTION).post(content),
    get: (id) => client.api(`${COLLECTION}/${id}`).get(),
    patch: (id, changes, etag) => {
      const request = client.api(`${COLLECTION}/${id}`);
      return (etag === undefined ? request : request.header('If-Match', etag)).patch(changes);
    },
    remove: (id) => client.api(`${COLLECTION}/${id}`).delete(),
    page: async (options) => ((await listRequest(client, options).get()) as PageBody).value,
    pages: (options) => pagesOf(client, url, options),
    etagOf: (entity) => String(entity['@odata.etag']),
    failureOf: async (error) => {
      if (!(error instanceof GraphError)) throw error;
      return { status: error.statusCode, code: error.code, message: error.message };
    },
  };
};

graphClientContract('the Graph client', connect);

describe.each(MODES)('$mode', ({ environment }) => {
  test('a batch creates, reads what it created, and reports which step failed', async () => {
    const { url, token } = await boot(environment);
    const client = clientOf(url, await token());
    const id = 'cb6eed73-ed73-cb6e-73ed-6ecb73ed6ecb';
    const address = `${url}${COLLECTION}`;
    const headers = { 'Content-Type': 'application/json' };
    const create = new Request(address, { method: 'POST', headers, body: JSON.stringify({ ...EXAMPLE_ENTITY, id }) });
    const remove = new Request(`${address}/not-there`, { method: 'DELETE' });
    const batch = new BatchRequestContent([
      { id: 'create', request: create },
      { id: 'read', request: new Request(`${address}/${id}`), dependsOn: ['create'] },
      { id: 'remove', request: remove, dependsOn: ['read'] },
      { id: 'never', request: new Request(`${address}/${id}`, { method: 'DELETE' }), dependsOn: ['remove'] },
    ]);
    const answers = new BatchResponseContent(await client.api('/$batch').post(await batch.getContent()));
    const statuses = [...answers.getResponses()].map(([step, { status }]) => `${step} ${status}`);
    expect(statuses).toEqual(['create 201', 'read 200', 'remove 404', 'never 424']);
    expect(await answers.getResponseById('read').json()).toMatchObject({ ...EXAMPLE_ENTITY, id });
  });

  test('the number of objects comes as text and beside a page', async () => {
    const { url, token } = await boot(environment);
    const client = clientOf(url, await token());
    await client.api(COLLECTION).post(EXAMPLE_ENTITY);
    expect(await client.api(`${COLLECTION}/$count`).get()).toBe('1');
    expect(await client.api(COLLECTION).count(true).top(1).get()).toMatchObject({ '@odata.count': 1 });
  });
});

test('an error names the request under which the log knows it', async () => {
  const { url, token } = await boot();
  const error = await clientOf(url, await token())
    .api(`${COLLECTION}/not-there`)
    .get()
    .catch((reason: unknown) => reason as GraphError);
  expect(error.requestId).toBe(error.headers.get('request-id'));
  expect(error.date).toBeInstanceOf(Date);
});

test('without our handler it sends no token over http, and gets the error for that', async () => {
  const { url, token } = await boot();
  const bearer = await token();
  const plain = Client.init({
    baseUrl: url,
    defaultVersion: 'beta',
    customHosts: new Set([new URL(url).hostname]),
    authProvider: (done) => done(null, bearer),
  });
  const failure = await failureIn(connect(url, bearer), plain.api(COLLECTION).get());
  expect(failure).toMatchObject({ status: 401, code: 'InvalidAuthenticationToken' });
});
