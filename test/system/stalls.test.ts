/**
 * No permitted request blocks the others: while the dearest request of each kind is answered, the built program answers
 * `/livez` about as fast as when it has nothing to do.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { DEVELOPMENT_TENANT } from '../../src/auth/local-issuer.js';
import type { Change, RecordedChange } from '../../src/domain/change.js';
import { settingsAfter } from '../../src/domain/change.js';
import { SqliteStore } from '../../src/store/sqlite/sqlite-store.js';
import { creation, update, uuid } from '../support/domain/changes.js';
import { scratchFolder } from '../support/files/scratch.js';
import { manyObject } from '../support/graphql/many-changes.js';
import { delayProbe } from '../support/http/delay-probe.js';
import { startService } from '../support/service/started-service.js';
import { databaseFileIn } from '../support/store/open-store.js';

const SETTINGS = 10_000;
const CHANGES = 50_000;
const PER_COMMIT = 100;
// Objects with a long history.
const HISTORIES = 100;
// What the machine adds: far less than the requests took on the event loop when they ran there.
const ALLOWANCE_MS = 150;
const TIMES_IDLE = 5;
const FIRST = Date.UTC(2026, 0, 1);
// Half of all changes are earlier.
const MIDDLE = new Date(FIRST + CHANGES / 2).toISOString();

const aliases = (count: number, field: string) =>
  `{ ${Array.from({ length: count }, (_, index) => `a${index}: ${field}`).join(' ')} }`;
const page = (args: string) => `derivedCredentials(first: 1, ${args}) { nodes { id } totalCount }`;
const APPLY = `mutation($input: ApplyDerivedCredentialSettingsChangesInput!) {
  applyDerivedCredentialSettingsChanges(input: $input) { userErrors { message } }
}`;
const CONNECTION =
  'derivedCredentials(first: 3) { nodes { id displayName changes(first: 2) { nodes { id kind at } } } }';

interface Sent {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
}

test('the dearest request of each kind leaves the event loop free for others', async () => {
  const folder = scratchFolder();
  await fill(databaseFileIn(folder));
  const service = await startService({}, folder);
  const headers = { authorization: `Bearer ${service.token}`, 'content-type': 'application/json' };
  const post = async (body: Sent) => {
    const response = await fetch(`${service.url}/graphql`, { method: 'POST', headers, body: JSON.stringify(body) });
    expect(await response.json()).not.toHaveProperty('errors');
  };
  const get = async (query: string) => {
    const response = await fetch(`${service.url}/beta/deviceManagement/derivedCredentials${query}`, { headers });
    expect(response.status).toBe(200);
    await response.text();
  };
  const requests: Readonly<Record<string, () => Promise<unknown>>> = {
    'ten counts of the past': () => post({ query: aliases(10, page(`asOf: { time: "${MIDDLE}" }`)) }),
    'a page of the past, by a field without an index': () =>
      post({ query: `{ ${page(`asOf: { time: "${MIDDLE}" }, orderBy: { field: HELP_URL }`)} }` }),
    'ten searches of names': () =>
      post({ query: aliases(10, page('filter: { displayName: { containsIgnoreCase: "no" } }')) }),
    'ten pages in an order without an index': () =>
      post({ query: aliases(10, page('orderBy: { field: UPDATED_AT }')) }),
    'ten searches of the log': () =>
      post({ query: aliases(10, 'changes(first: 1, filter: { origin: { eq: REST } }) { nodes { id } totalCount }') }),
    'ten counts by kind': () =>
      post({ query: aliases(10, 'changes(first: 1, filter: { kind: { eq: UPDATED } }) { totalCount }') }),
    'a search over REST': () => get(`?$filter=endswith(helpUrl,'zz')&$count=true&$top=100`),
    'a page far into a list over REST': () => get('?$orderby=displayName&$skip=9900&$top=100'),
    'all objects over REST, as of now': () => get('/delta'),
    'the most objects': () =>
      post({
        query:
          '{ derivedCredentials(first: 98) { nodes { changes(first: 97) { nodes { id kind at origin requestId } } } } }',
      }),
    '64 batches of 100 creations at once': () => Promise.all(Array.from({ length: 64 }, () => post(creations()))),
    'an operation that is compiled': async () => {
      for (let times = 0; times < 30; times += 1) await post({ query: `{ ${CONNECTION} }` });
    },
    'a large operation that is compiled': async () => {
      const query = aliases(
        10,
        CONNECTION.replace('id kind at', 'id kind at before { displayName } after { displayName }'),
      );
      for (let times = 0; times < 30; times += 1) await post({ query });
    },
  };
  const probe = await delayProbe(service.url);
  await pause(1_000);
  const idle = await probe.worst();
  const bound = TIMES_IDLE * idle + ALLOWANCE_MS;
  const delays: Record<string, number> = {};
  for (const [name, send] of Object.entries(requests)) {
    await probe.worst();
    await send();
    delays[name] = Math.round(await probe.worst());
  }
  if (process.env['SHOW_DELAYS'] !== undefined)
    process.stdout.write(`idle ${idle} ${JSON.stringify(delays, null, 2)}\n`);
  expect(Object.entries(delays).filter(([, delay]) => delay > bound)).toEqual([]);
});

function creations(): Sent {
  const { id: _, ...content } = manyObject(0);
  return { query: APPLY, variables: { input: { changes: Array.from({ length: 100 }, () => ({ create: content })) } } };
}

/** Writes the tenant's objects and their updates, one millisecond after the other. */
async function fill(file: string): Promise<void> {
  const store = new SqliteStore(file, () => {});
  const latest: RecordedChange[] = [];
  let at = FIRST;
  const write = async (numbers: readonly number[]) => {
    const changes = numbers.map((number): Change => {
      at += 1;
      const settings = latest[number] && settingsAfter(latest[number]);
      if (settings)
        return update(settings, { displayName: `Second name ${number}` }, { tenantId: DEVELOPMENT_TENANT, at });
      const { id: _, ...content } = manyObject(number);
      return creation(
        uuid(number),
        { ...content, helpUrl: `https://example.com/${number}` },
        { tenantId: DEVELOPMENT_TENANT, at },
      );
    });
    const result = await store.commit(changes as [Change, ...Change[]]);
    if (result.outcome !== 'committed') throw new Error('The changes were not committed.');
    for (const [index, change] of result.changes.entries()) latest[numbers[index] ?? -1] = change;
  };
  const numberOf = (change: number) => {
    if (change < SETTINGS) return change;
    return change % 2 === 0 ? (change / 2) % HISTORIES : HISTORIES + (change % (SETTINGS - HISTORIES));
  };
  for (let from = 0; from < CHANGES; from += PER_COMMIT) {
    await write(Array.from({ length: PER_COMMIT }, (_, index) => numberOf(from + index)));
  }
  await store.close();
}
