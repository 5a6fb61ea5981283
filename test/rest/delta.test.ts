/** Proves that a client that follows the links of `delta` ends up with the tenant's state, whatever others write meanwhile. */
import { expect, test } from 'vitest';
import { DEVELOPMENT_TENANT } from '../../src/auth/local-issuer.js';
import { encodeChangeCursor } from '../../src/feed/change-cursor.js';
import { uuid } from '../support/domain/changes.js';
import {
  COLLECTION,
  type Entity,
  EXAMPLE_BODY,
  expectStatus,
  type GraphError,
  type RestClient,
  restClient,
  tenantClient,
} from '../support/rest/rest-client.js';
import { boot } from '../support/service/boot.js';

const DELTA = `${COLLECTION}/delta`;

type Removed = { readonly id: string; readonly '@removed': { readonly reason: string } };

interface DeltaPage {
  readonly '@odata.context': string;
  readonly '@odata.nextLink'?: string;
  readonly '@odata.deltaLink'?: string;
  readonly value: readonly (Entity | Removed)[];
}

const read = async (client: RestClient, address: string) =>
  expectStatus(200, await client.send<DeltaPage>('GET', address));
const isRemoved = (entry: Entity | Removed): entry is Removed => '@removed' in entry;

/** The state of a delta client: the objects by id, and the next link. */
class Copy {
  readonly objects = new Map<string, Entity>();
  #link: string;

  constructor(start: string) {
    this.#link = start;
  }

  /** Follows the links until the delta link. Returns the number of pages. */
  async catchUp(client: RestClient): Promise<number> {
    for (let pages = 1; ; pages += 1) {
      const page = await read(client, this.#link);
      for (const entry of page.value) this.#apply(entry);
      const [next, end] = [page['@odata.nextLink'], page['@odata.deltaLink']];
      expect([next, end].filter((link) => link !== undefined)).toHaveLength(1);
      this.#link = next ?? end ?? '';
      if (end !== undefined) return pages;
    }
  }

  #apply(entry: Entity | Removed): void {
    if (isRemoved(entry)) {
      this.objects.delete(entry.id);
      return;
    }
    const known = this.objects.get(entry.id);
    // Versions only increase: no change is repeated or out of order.
    if (known !== undefined) expect(versionOf(entry)).toBeGreaterThan(versionOf(known));
    this.objects.set(entry.id, entry);
  }
}

const versionOf = (entity: Entity) => Number(/\d+/.exec(entity['@odata.etag'])?.[0]);

async function create(client: RestClient, count: number): Promise<readonly string[]> {
  const ids: string[] = [];
  for (let index = 0; index < count; index += 1) ids.push((await client.create({ displayName: `Name ${index}` })).id);
  return ids;
}

test('it begins with what exists, goes on with the changes in pages, each object once a page, and says where to go on', async () => {
  const service = await boot();
  const client = restClient(service);
  const objects = await create(client, 3);
  const [first = '', second = '', third = ''] = objects.toSorted();
  const gone = await client.create();
  await client.send('DELETE', `${COLLECTION}/${gone.id}`);

  const one = await read(client, `${DELTA}?$top=2`);
  // Written after the first page: appears among the changes, not among the existing objects.
  await client.send('PATCH', `${COLLECTION}/${first}`, { body: { displayName: 'New' } });
  await client.send('DELETE', `${COLLECTION}/${second}`);
  await client.send('PATCH', `${COLLECTION}/${third}`, { body: { displayName: 'New' } });
  expect(one).toEqual({
    '@odata.context': `${service.url}/beta/$metadata#deviceManagement/derivedCredentials/$delta`,
    '@odata.nextLink': expect.stringMatching(
      /\/beta\/deviceManagement\/derivedCredentials\/delta\?\$top=2&\$skiptoken=[\w.-]+$/,
    ),
    value: [expect.objectContaining({ id: first }), expect.objectContaining({ id: second })],
  });
  const two = await read(client, one['@odata.nextLink'] ?? '');
  expect(two.value).toEqual([expect.objectContaining({ id: third, '@odata.etag': 'W/"1"' })]);
  expect(two['@odata.deltaLink']).toMatch(/\?\$top=2&\$deltatoken=[\w-]+$/);

  const three = await read(client, two['@odata.deltaLink'] ?? '');
  expect(three.value).toEqual([
    expect.objectContaining({ id: first, displayName: 'New' }),
    { id: second, '@removed': { reason: 'deleted' } },
  ]);
  const four = await read(client, three['@odata.nextLink'] ?? '');
  expect(four.value).toEqual([expect.objectContaining({ id: third, displayName: 'New' })]);
  expect(four['@odata.deltaLink']).toMatch(/\?\$top=2&\$deltatoken=[\w-]+$/);

  const whole = await read(client, DELTA);
  const object = async (id: string) => (await client.send('GET', `${COLLECTION}/${id}`, {})).body;
  expect(whole.value).toEqual(
    [await object(first), await object(third)].map((entry) => without(entry, '@odata.context')),
  );
});

function without(entry: unknown, name: string): unknown {
  const { [name]: _, ...rest } = entry as Record<string, unknown>;
  return '@odata.etag' in rest ? rest : entry;
}

test('a link to the end returns the changes after it, and stays valid', async () => {
  const client = restClient(await boot());
  await create(client, 2);
  const { '@odata.deltaLink': link = '' } = await read(client, DELTA);
  expect((await read(client, link)).value).toEqual([]);
  const [id] = await create(client, 1);
  for (let time = 0; time < 2; time += 1) {
    expect((await read(client, link)).value.map((entry) => entry.id)).toEqual([id]);
  }
});

test('an object created and deleted between two readings is not returned, and one returned before is reported as removed', async () => {
  const client = restClient(await boot());
  const [known = ''] = await create(client, 1);
  const { '@odata.deltaLink': link = '' } = await read(client, DELTA);
  const [passing = ''] = await create(client, 1);
  await client.send('PATCH', `${COLLECTION}/${passing}`, { body: { displayName: 'New' } });
  await client.send('DELETE', `${COLLECTION}/${passing}`);
  const removed = (id: string) => ({ id, '@removed': { reason: 'deleted' } });
  expect((await read(client, link)).value).toEqual([]);
  const [shown] = (await read(client, `${link}&$top=1`)).value;
  expect(shown).toMatchObject({ id: passing, displayName: 'Name 0' });
  await client.send('DELETE', `${COLLECTION}/${known}`);
  expect((await read(client, link)).value).toEqual([removed(known)]);
  const one = new Copy(`${link}&$top=1`);
  await one.catchUp(client);
  expect([...one.objects.keys()]).toEqual([]);
});

test('an empty log ends at once, and latest skips what has been', async () => {
  const client = restClient(await boot());
  const empty = await read(client, DELTA);
  expect(empty.value).toEqual([]);
  const [first] = await create(client, 1);
  const latest = await read(client, `${DELTA}?$deltatoken=latest`);
  expect(latest.value).toEqual([]);
  const [second] = await create(client, 1);
  expect((await read(client, latest['@odata.deltaLink'] ?? '')).value.map(({ id }) => id)).toEqual([second]);
  expect((await read(client, empty['@odata.deltaLink'] ?? '')).value.map(({ id }) => id)).toEqual([first, second]);
});

test('only the selected properties come, and the id always', async () => {
  const client = restClient(await boot());
  const [first = ''] = await create(client, 1);
  const { value, ...page } = await read(client, `${DELTA}?$select=issuer`);
  expect(Object.keys(value[0] ?? {}).sort()).toEqual(['@odata.etag', '@odata.type', 'id', 'issuer']);
  expect(page['@odata.context']).toMatch(/#deviceManagement\/derivedCredentials\(issuer\)\/\$delta$/);
  expect(page['@odata.deltaLink']).toContain('$select=issuer');
  expect(value[0]?.id).toBe(first);
});

test.each(['/delta()', '/microsoft.graph.delta', '/microsoft.graph.delta()', '/DELTA'])(
  'the changes are at %s too',
  async (segment) => {
    const client = restClient(await boot());
    const [id] = await create(client, 1);
    expect((await read(client, `${COLLECTION}${segment}`)).value.map((entry) => entry.id)).toEqual([id]);
  },
);

test('a token of another tenant, of another kind or made up is refused', async () => {
  const service = await boot();
  const [one, other] = [tenantClient(service, 1), tenantClient(service, 2)];
  await create(one, 3);
  await create(other, 3);
  const link = (await read(one, `${DELTA}?$top=1`))['@odata.nextLink'] ?? '';
  const list = await one.list({ $top: 1 });
  const listToken = new URL(list['@odata.nextLink'] ?? '').searchParams.get('$skiptoken');
  const token = new URL(link).searchParams.get('$skiptoken');
  const refused = [
    [other, link],
    [one, link.slice(0, -4)],
    [one, `${DELTA}?$deltatoken=`],
    [one, `${DELTA}?$deltatoken=garbage`],
    [one, `${DELTA}?$deltatoken=LATEST`],
    [one, `${DELTA}?$skiptoken=${listToken}`],
    [one, `${DELTA}?$skiptoken=${token}.`],
    [one, `${DELTA}?$skiptoken=.${listToken}`],
    [other, `${DELTA}?$skiptoken=${token}`],
    [one, `${DELTA}?$skiptoken=${token}&$deltatoken=${token}`],
    [one, `${DELTA}?$deltatoken=${Buffer.from('1.1.AAAAAAAAAAA').toString('base64url')}`],
    [one, `${COLLECTION}?$skiptoken=${token}`],
    [one, `${DELTA}?$filter=true`],
  ] as const;
  for (const [client, address] of refused) {
    const { status, body } = await client.send<GraphError>('GET', address);
    expect([status, body.error?.code], address).toEqual([400, 'BadRequest']);
  }
  expect((await one.send('GET', `${DELTA}?$skiptoken=${token}`)).status).toBe(200);
});

const WRITERS = 8;
const ROUNDS = 6;
const WRITES_EACH = 6;

/** Creates, updates and deletes at random among a few ids that all writers share. Refused writes are expected. */
async function writeAtRandom(client: RestClient, round: number): Promise<void> {
  for (let write = 0; write < WRITES_EACH; write += 1) {
    const id = uuid(round * 8 + Math.floor(Math.random() * 8));
    const body = { displayName: `Name ${Math.random()}` };
    const address = `${COLLECTION}/${id}`;
    const chosen = Math.random();
    const { status } =
      chosen < 0.4
        ? await client.send('POST', COLLECTION, { body: { ...EXAMPLE_BODY, ...body, id } })
        : await client.send(chosen < 0.75 ? 'PATCH' : 'DELETE', address, chosen < 0.75 ? { body } : {});
    expect([200, 201, 204, 404, 409]).toContain(status);
  }
}

test('a reader among busy writers misses nothing and gets nothing twice', async () => {
  const client = restClient(await boot());
  const [small, large] = [new Copy(`${DELTA}?$top=3`), new Copy(DELTA)];
  let pages = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    let writing = true;
    const writers = Promise.all(Array.from({ length: WRITERS }, () => writeAtRandom(client, round))).finally(() => {
      writing = false;
    });
    while (writing) {
      pages += await small.catchUp(client);
      await large.catchUp(client);
    }
    await writers;
    await Promise.all([small.catchUp(client), large.catchUp(client)]);
    const state = new Map((await client.list({ $top: 999 })).value.map((entity) => [entity.id, entity]));
    expect(small.objects).toEqual(state);
    expect(large.objects).toEqual(state);
  }
  expect(pages).toBeGreaterThan(ROUNDS);
});

test('a link from before a restore is refused while it is ahead of the log', async () => {
  const client = restClient(await boot());
  const ahead = `${DELTA}?$deltatoken=${encodeChangeCursor(DEVELOPMENT_TENANT, 1)}`;
  const { error } = await expectStatus(400, await client.send<GraphError>('GET', ahead));
  expect(error.message).toMatch(/^The log of this tenant ends before this cursor/);
});
