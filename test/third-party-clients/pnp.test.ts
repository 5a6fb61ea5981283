/** Proves that PnPjs, unmodified, works against the REST API. It writes `%24` and `+` where others write `$` and spaces. */
import {
  GraphBrowser,
  GraphCollection,
  GraphInstance,
  GraphQueryable,
  graphDelete,
  graphPatch,
  graphPost,
  type IGraphCollection,
  type IGraphQueryable,
  Paged,
} from '@pnp/graph';
import { createBatch } from '@pnp/graph/batching.js';
import { BearerToken, body, HttpRequestError, InjectHeaders } from '@pnp/queryable';
import { describe, expect, test } from 'vitest';
import {
  type Connect,
  type Entity,
  EXAMPLE_ENTITY,
  type Failure,
  graphClientContract,
  type ListOptions,
  MODES,
} from '../support/rest/graph-client-contract.js';
import { boot } from '../support/service/boot.js';

const PATH = 'deviceManagement/derivedCredentials';

function rootOf(url: string, token: string): IGraphQueryable {
  return GraphQueryable(`${url}/beta`).using(GraphBrowser({ baseUrl: `${url}/beta` }), BearerToken(token));
}

function listOf(root: IGraphQueryable, { filter, orderby, select, top }: ListOptions) {
  const list = GraphCollection(root, PATH);
  if (filter !== undefined) list.filter(filter);
  if (orderby !== undefined) list.orderBy(orderby.property, !orderby.descending);
  if (select !== undefined) list.select(...select);
  if (top !== undefined) list.top(top);
  return list;
}

async function pagesOf(list: IGraphCollection<Entity[]>): Promise<readonly Entity[]> {
  const entities: Entity[] = [];
  for await (const page of list) entities.push(...page);
  return entities;
}

async function failureOf(error: unknown): Promise<Failure> {
  if (!(error instanceof HttpRequestError)) throw error;
  const answer = (await error.response.json()) as { readonly error: Omit<Failure, 'status'> };
  expect(error.message).toContain(String(answer.error.code));
  return { status: error.status, code: answer.error.code, message: answer.error.message };
}

const connect: Connect = (url, token) => {
  const root = rootOf(url, token);
  const item = (id: string) => GraphInstance(GraphCollection(root, PATH), id);
  return {
    create: (content) => graphPost(GraphCollection(root, PATH), body(content)),
    get: (id) => item(id)(),
    patch: (id, changes, etag) => {
      const target = etag === undefined ? item(id) : item(id).using(InjectHeaders({ 'If-Match': etag }));
      return graphPatch(target, body(changes));
    },
    remove: (id) => graphDelete(item(id)),
    page: async (options) => await listOf(root, options)(),
    pages: async (options) => pagesOf(listOf(root, options)),
    etagOf: (entity) => String(entity['@odata.etag']),
    failureOf,
  };
};

graphClientContract('PnPjs', connect);

describe.each(MODES)('$mode', ({ environment }) => {
  test('a batch creates, reads what it created, and reports which step failed', async () => {
    const { url, token } = await boot(environment);
    const root = rootOf(url, await token());
    const id = 'cb6eed73-ed73-cb6e-73ed-6ecb73ed6ecb';
    const [behavior, execute] = createBatch(root);
    const batched = () => GraphCollection(root, PATH).using(behavior);
    const created = graphPost(batched(), body({ ...EXAMPLE_ENTITY, id }));
    const read = GraphInstance(GraphCollection(root, PATH), id).using(behavior)();
    const missing = GraphInstance(GraphCollection(root, PATH), 'not-there').using(behavior)();
    const failure = missing.catch(failureOf);
    await execute();
    expect(await created).toMatchObject({ ...EXAMPLE_ENTITY, id });
    expect(await read).toMatchObject({ ...EXAMPLE_ENTITY, id });
    expect(await failure).toMatchObject({ status: 404, code: 'ResourceNotFound' });
  });

  test('a search finds names, with their number beside the page', async () => {
    const { url, token } = await boot(environment);
    const root = rootOf(url, await token());
    const client = connect(url, await token());
    for (const displayName of ['Field staff', 'Field office', 'Head office']) {
      await client.create({ ...EXAMPLE_ENTITY, displayName });
    }
    const list = GraphCollection(root, PATH).search('"field" AND NOT "office"').using(Paged(true));
    list.query.set('$count', 'true');
    expect(await list()).toMatchObject({ count: 1, hasNext: false, value: [{ displayName: 'Field staff' }] });
  });
});
