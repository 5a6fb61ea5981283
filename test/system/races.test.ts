/**
 * Sixteen clients concurrently create, retry, update, delete, revert and batch the same few objects, in one process and in two
 * on one database: every change reported to a client is in the log once, the log has no gap, and replaying it gives the objects.
 */
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
import { environmentIn } from '../support/store/open-store.js';

const CLIENTS = 16;
const CHANGES_EACH = 4;

type Connected = Pick<Booted, 'graphql'>;
type Operation = ChangeRequest | readonly ChangeRequest[];

const batchArbitrary = fc.array(
  changeRequestArbitrary.filter((request) => !('revert' in request)),
  { minLength: 1, maxLength: 4 },
);
const id = fc.constantFrom(...HISTORY_IDS);
/** Reverts also restore deleted objects, so that there is always an object to race for. */
const reversionArbitrary = fc.record({ revert: fc.record({ id, toVersion: fc.integer({ min: 1, max: 3 }) }) });
const operationArbitrary: fc.Arbitrary<Operation> = fc.oneof(
  { arbitrary: reversionArbitrary, weight: 2 },
  { arbitrary: changeRequestArbitrary, weight: 3 },
  { arbitrary: batchArbitrary, weight: 1 },
);

/** Sends an operation. Returns the changes that it recorded. */
async function changesBy(client: SettingsClient, operation: Operation): Promise<ChangeEntry[]> {
  if (!('length' in operation)) {
    const { change } = await changeBy(client, operation);
    return change === null ? [] : [change];
  }
  const { results } = await client.apply(operation.map((request) => ({ ...request })));
  return results.flatMap(({ change }) => change ?? []);
}

function changeBy(client: SettingsClient, request: ChangeRequest) {
  if ('create' in request) return client.create({ ...request.create });
  if ('update' in request) return client.update({ ...request.update });
  if ('delete' in request) return client.remove({ ...request.delete });
  return client.revert({ ...request.revert });
}

/**
 * Runs all clients concurrently, spread over the processes, until each has had some changes recorded, however many of its
 * requests are refused. Returns every change that was reported to a client.
 */
async function race(programs: readonly Connected[]): Promise<ChangeEntry[]> {
  const clients = Array.from({ length: CLIENTS }, async (_, number) => {
    const client = settingsClient(programs[number % programs.length] as Connected);
    const reported: ChangeEntry[] = [];
    while (reported.length < CHANGES_EACH) {
      const [operation] = fc.sample(operationArbitrary, 1) as [Operation];
      // Each is sent twice, as by a client that retries.
      const answers = await Promise.all([changesBy(client, operation), changesBy(client, operation)]);
      reported.push(...answers.flat());
    }
    return reported;
  });
  return (await Promise.all(clients)).flat();
}

/** As read from this process, the log has no gap, contains exactly the reported changes, and replaying it gives the objects. */
async function expectWhole(program: Connected, reported: readonly ChangeEntry[]): Promise<void> {
  const { changes, settings } = settingsLists(program);
  const edges = (await pagesForward(changes, 100)).flatMap((page) => page.edges);
  const positions = edges.map(({ cursor }) => decodeChangeCursor(DEVELOPMENT_TENANT, cursor));
  expect(positions).toEqual(edges.map((_, index) => index + 1));
  const log = edges.map(({ node }) => node);
  expect(log.map(({ at }) => at)).toEqual(log.map(({ at }) => at).sort());
  const byId = (one: ChangeEntry, other: ChangeEntry) => (one.id < other.id ? -1 : 1);
  expect([...reported].sort(byId)).toEqual([...log].sort(byId));

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

test('In one process, every change reported to 16 clients is in the log, and replaying the log gives the objects', async () => {
  const service = await boot();
  const reported = await race([service]);
  await expectWhole(service, reported);
});

test('In two processes on one database the same holds, and both read the same', async () => {
  const environment = await environmentIn(scratchFolder());
  const first = await startKillableService(environment);
  const second = await startKillableService(environment, first.token);
  const reported = await race([first, second]);
  for (const program of [first, second]) await expectWhole(program, reported);
});
