/** Cursors and ETags that clients got before a copy to another database are valid after it, and miss nothing. */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { uuid } from '../support/domain/changes.js';
import { scratchFolder } from '../support/files/scratch.js';
import { subscribe } from '../support/graphql/follower.js';
import { COLLECTION, type EntityList, expectStatus, restClient } from '../support/rest/rest-client.js';
import { boot } from '../support/service/boot.js';
import { start } from '../support/service/built-program.js';
import { DATABASES } from '../support/store/open-store.js';

type Delta = EntityList & { readonly '@odata.deltaLink': string };

const [SQLITE, POSTGRES] = DATABASES;
const QUERY = 'subscription ($after: String) { changes(after: $after) { cursor node { settingsId kind } } }';

interface Told {
  readonly changes: { readonly cursor: string; readonly node: { readonly settingsId: string; readonly kind: string } };
}

test.each([
  [SQLITE, POSTGRES],
  [POSTGRES, SQLITE],
])('from $name', async (from, to) => {
  const folder = scratchFolder();
  const [source, target] = [await from.urlIn(folder), await to.urlIn(scratchFolder())];
  const LOCAL_KEY_FILE = join(folder, 'key.json');
  const before = await boot({ DATABASE_URL: source, LOCAL_KEY_FILE }, folder);
  const token = await before.token();
  const client = await restClient(before);
  for (const number of [1, 2]) await client.create({ id: uuid(number) });
  const { '@odata.deltaLink': link } = expectStatus(200, await client.send<Delta>('GET', `${COLLECTION}/delta`));
  const { data } = await before.graphql<{ changes: { edges: readonly { readonly cursor: string }[] } }>(
    '{ changes(first: 1) { edges { cursor } } }',
  );
  const cursor = data?.changes.edges[0]?.cursor ?? '';
  const etag = (await client.send('GET', `${COLLECTION}/${uuid(1)}`)).headers.get('etag');
  expect([link, cursor, etag]).toEqual([
    expect.stringContaining('deltatoken'),
    expect.stringMatching(/./),
    expect.any(String),
  ]);
  await before.stop();

  expect(await start(['copy', '--from', source, '--to', target]).ended).toMatchObject({ code: 0 });

  const after = await boot({ DATABASE_URL: target, LOCAL_KEY_FILE }, folder);
  const there = await restClient(after);
  await there.create({ id: uuid(3) });
  const moved = link.replace(before.url, after.url);
  const delta = expectStatus(200, await there.send<Delta>('GET', moved));
  expect(delta.value.map(({ id }) => id)).toEqual([uuid(3)]);
  const seen: string[] = [];
  const follower = { url: after.url, transport: 'WebSocket', token } as const;
  for await (const { data: told } of subscribe<Told>(follower, { query: QUERY, variables: { after: cursor } })) {
    seen.push(told?.changes.node.settingsId ?? '');
    if (seen.length === 2) break;
  }
  expect(seen).toEqual([uuid(2), uuid(3)]);
  const unchanged = await there.send('GET', `${COLLECTION}/${uuid(1)}`, { headers: { 'if-none-match': etag ?? '' } });
  expect(unchanged.status).toBe(304);
});
