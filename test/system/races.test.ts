/**
 * Sixteen clients create, retry, update, delete, revert and batch the same few objects at once, in one program and in two on
 * one file: each change that is told is in the log, once, and the log is whole and replays to what stands.
 */
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DEVELOPMENT_TENANT } from '../../src/auth/local-issuer.js';
import type { ChangeRequest } from '../../src/domain/draft.js';
import { decodeChangeCursor } from '../../src/feed/change-cursor.js';
import { changeRequestArbitrary, HISTORY_IDS } from '../support/domain/random-history.js';
import { scratchFolder } from '../support/files/scratch.js';
import { type ChangeEntry, type SettingsClient, settingsClient } from '../support/graphql/settings-client.js';
import { pagesForward, settingsLists } from '../support/graphql/settings-lists.js';
import { type Booted, boot } from '../support/service/boot.js';
import { startKillableService } from '../support/service/killable-service.js';

const CLIENTS = 16;
const CHANGES_EACH = 4;

type Asked = Pick<Booted, 'graphql'>;
type Deed = ChangeRequest | readonly ChangeRequest[];

const batchArbitrary = fc.array(
  changeRequestArbitrary.filter((request) => !('revert' in request)),
  { minLength: 1, maxLength: 4 },
);
const id = fc.constantFrom(...HISTORY_IDS);
/** What also brings a deleted object back, so that there is always something to race for. */
const reversionArbitrary = fc.record({ revert: fc.record({ id, toVersion: fc.integer({ min: 1, max: 3 }) }) });
const deedArbitrary: fc.Arbitrary<Deed> = fc.oneof(
  { arbitrary: reversionArbitrary, weight: 2 },
  { arbitrary: changeRequestArbitrary, weight: 3 },
  { arbitrary: batchArbitrary, weight: 1 },
);

/** The changes that came of what was asked for. */
async function changesBy(client: SettingsClient, deed: Deed): Promise<ChangeEntry[]> {
  if (!('length' in deed)) {
    const { change } = await changeBy(client, deed);
    return change === null ? [] : [change];
  }
  const { results } = await client.apply(deed.map((request) => ({ ...request })));
  return results.flatMap(({ change }) => change ?? []);
}

function changeBy(client: SettingsClient, request: ChangeRequest) {
  if ('create' in request) return client.create({ ...request.create });
  if ('update' in request) return client.update({ ...request.update });
  if ('delete' in request) return client.remove({ ...request.delete });
  return client.revert({ ...request.revert });
}

/**
 * Lets all clients loose at once, spread over the programs, until each has been told of some changes, however many of its
 * requests are refused on the way, and answers with every change that they were told of.
 */
async function race(programs: readonly Asked[]): Promise<ChangeEntry[]> {
  const clients = Array.from({ length: CLIENTS }, async (_, number) => {
    const client = settingsClient(programs[number % programs.length] as Asked);
    const told: ChangeEntry[] = [];
    while (told.length < CHANGES_EACH) {
      const [deed] = fc.sample(deedArbitrary, 1) as [Deed];
      // Each is sent again at once, as by a client that has heard nothing.
      const answers = await Promise.all([changesBy(client, deed), changesBy(client, deed)]);
      told.push(...answers.flat());
    }
    return told;
  });
  return (await Promise.all(clients)).flat();
}

/** The log is whole, tells exactly what the clients were told, and replays to what stands, in the eyes of this program. */
async function expectWhole(program: Asked, told: readonly ChangeEntry[]): Promise<void> {
  const { changes, settings } = settingsLists(program);
  const edges = (await pagesForward(changes, 100)).flatMap((page) => page.edges);
  const positions = edges.map(({ cursor }) => decodeChangeCursor(DEVELOPMENT_TENANT, cursor));
  expect(positions).toEqual(edges.map((_, index) => index + 1));
  const log = edges.map(({ node }) => node);
  expect(log.map(({ at }) => at)).toEqual(log.map(({ at }) => at).sort());
  const byId = (one: ChangeEntry, other: ChangeEntry) => (one.id < other.id ? -1 : 1);
  expect([...told].sort(byId)).toEqual([...log].sort(byId));

  const standing = new Map<string, object>();
  for (const id of new Set(log.map(({ settingsId }) => settingsId))) {
    const own = log.filter(({ settingsId }) => settingsId === id);
    expect(own.map(({ version }) => version)).toEqual(own.map((_, index) => index + 1));
    expect(own.map(({ before }) => before)).toEqual([null, ...own.slice(0, -1).map(({ after }) => after)]);
    const last = own.at(-1);
    const created = own.findLast(({ kind }) => kind === 'CREATED');
    if (!last?.after) continue;
    standing.set(id, { ...last.after, id, version: last.version, createdAt: created?.at, updatedAt: last.at });
  }
  const { nodes } = await settings({ first: 100, orderBy: { field: 'ID' } });
  expect(nodes).toEqual([...standing.keys()].sort().map((id) => standing.get(id)));
}

test('In one program, all that 16 clients are told is in the log, and the log replays to what stands', async () => {
  const service = await boot();
  const told = await race([service]);
  await expectWhole(service, told);
});

test('In two programs on one file it is the same, and both see the same', async () => {
  const environment = { DATABASE_URL: `file:${join(scratchFolder(), 'test.sqlite')}`, LOG_LEVEL: 'silent' };
  const first = await startKillableService(environment);
  const second = await startKillableService(environment, first.token);
  const told = await race([first, second]);
  for (const program of [first, second]) await expectWhole(program, told);
});
