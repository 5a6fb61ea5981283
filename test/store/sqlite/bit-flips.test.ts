/**
 * With any one bit of a database file or its WAL flipped, the file is refused, or each read and write succeeds or reports
 * damage. There is no other error, no crash, and no acknowledged change is lost.
 */
import { randomInt } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Refusal, SetupError } from '../../../src/domain/errors.js';
import { EVERYTHING, FIELDS, OLDEST_FIRST } from '../../../src/domain/query.js';
import type { Store } from '../../../src/domain/store.js';
import { inspectSqliteFile } from '../../../src/store/sqlite/recovery/inspect-sqlite-file.js';
import { SqliteStore } from '../../../src/store/sqlite/sqlite-store.js';
import { commit, TENANT, update, uuid } from '../../support/domain/changes.js';
import { scratchFolder } from '../../support/files/scratch.js';
import {
  type End,
  type Flip,
  filledFiles,
  flipArbitrary,
  flipped,
  type Request,
  requestsArbitrary,
  runRequests,
} from '../../support/store/bit-flips.js';
import { closedFile, copyDatabase } from '../../support/store/database-files.js';

const OBJECTS = 40;
const PAGE = { size: 100, from: 'start', after: null, before: null } as const;

type Outcome = 'refused' | 'right' | 'unseen' | 'damaged';

// BIT_FLIP_ROUNDS sets another number. A failed run prints its seed; BIT_FLIP_SEED repeats that run.
const ROUNDS = Number(process.env['BIT_FLIP_ROUNDS'] ?? 60);
const SEED = Number(process.env['BIT_FLIP_SEED'] ?? randomInt(2 ** 31));

test('reads and writes of a file with one flipped bit succeed or report the damage', async () => {
  process.stdout.write(`BIT_FLIP_SEED=${SEED} BIT_FLIP_ROUNDS=${ROUNDS}\n`);
  const folder = scratchFolder();
  const files = await filledFiles(folder);
  const path = join(folder, 'test.sqlite');
  copyDatabase(files.killed, path);
  const truth = (await runRequests(path, [])).holds;
  const ends = new Map<End, number>();
  const round = async (flip: Flip, requests: readonly Request[]) => {
    for (const suffix of ['', '-wal', '-shm']) rmSync(`${path}${suffix}`, { force: true });
    flipped(files, path, flip);
    const { end, warnings, holds } = await runRequests(path, requests);
    ends.set(end, (ends.get(end) ?? 0) + 1);
    if (flip.target.startsWith('log') && end !== 'refused' && holds !== truth) {
      expect(warnings.join()).toMatch(/is damaged|damaged header|could not/);
    }
  };
  await fc.assert(fc.asyncProperty(flipArbitrary, requestsArbitrary, round), { seed: SEED, numRuns: ROUNDS });
  for (const end of ['damaged', 'answered'] as const) expect(ends.get(end), end).toBeGreaterThan(0);
});

test.each([
  ['a snapshot that is no JSON', `UPDATE change SET after = '{"displayName"'`],
  ['a snapshot without a name', `UPDATE change SET after = json_remove(after, '$.displayName')`],
  ['a snapshot of another kind', `UPDATE change SET after = '[]'`],
  ['an issuer that is none', `UPDATE settings SET issuer = 'PUREBRED' || char(1)`],
  ['a snapshot of a form still to come', 'UPDATE change SET snapshot_format = 2'],
  ['a creation without content', 'UPDATE change SET after = NULL'],
  ['a deletion with content', `UPDATE change SET kind = 'DELETED'`],
  ['a kind that is none', `UPDATE change SET kind = 'CREATEE'`],
  ['an actor of no kind', `UPDATE change SET actor_kind = 'user'`],
  ['an origin that is none', `UPDATE change SET origin = ''`],
  ['a notification type that is none', `UPDATE settings SET notification_type = 'none'`],
  ['a time beyond all numbers', 'UPDATE settings SET updated_at = 9007199254740993'],
  ['a time beyond all dates', 'UPDATE settings SET created_at = 8640000000000001'],
  ['a number of settings below all', 'UPDATE tenant SET settings = -1'],
  ['a version beyond all that are told', 'UPDATE settings SET version = 2147483648'],
  ['a time of the log beyond all numbers', 'UPDATE tenant SET at = -9007199254740993'],
])('Reads of %s tell of damage', async (_what, spoil) => {
  const file = join(scratchFolder(), 'test.sqlite');
  await spoiltFile(file, spoil);
  expect(await outcomeOf(file, null)).toEqual({ outcome: 'damaged', text: null });
});

test.each([
  ['a table of another name', 'CREATE TABLE tenant', 'CREATE TABLE tenaot'],
  ['a column of another name', 'snapshot_format INTEGER', 'snapshot_formau INTEGER'],
  ['a reference to another column', 'REFERENCES tenant (tenant_id)', 'REFERENCES tenant (tenant_ie)'],
  ['a limit of another size', 'BETWEEN 1 AND 99', 'BETWEEN 1 AND 19'],
  ['an index in another order', 'issuer, created_at, id)', 'issuer, updated_at, id)'],
])('A file whose schema has %s is refused', async (_what, right, wrong) => {
  const file = join(scratchFolder(), 'test.sqlite');
  await closedFile(file, 1);
  const bytes = readFileSync(file, 'latin1');
  expect(bytes.includes(right)).toBe(true);
  writeFileSync(file, bytes.replaceAll(right, wrong), 'latin1');
  expect(() => inspectSqliteFile(file)).toThrow(/is damaged/);
  expect(await outcomeOf(file, null)).toEqual({ outcome: 'refused', text: null });
});

test('a value of another type than its column is reported as damage when it is used', async () => {
  const file = join(scratchFolder(), 'test.sqlite');
  await closedFile(file, 1);
  const database = new Database(file);
  // As a flipped bit in the header of a row would do, which holds the type of each value.
  database.unsafeMode();
  database.pragma('writable_schema = ON');
  database.exec("UPDATE sqlite_schema SET sql = replace(sql, 'STRICT, ', '') WHERE name = 'settings'");
  database.close();
  const loose = new Database(file);
  loose.exec('UPDATE settings SET help_url = CAST(help_url AS BLOB)');
  loose.unsafeMode();
  loose.pragma('writable_schema = ON');
  loose.exec(`UPDATE sqlite_schema SET sql = replace(sql, ') WITHOUT', ') STRICT, WITHOUT') WHERE name = 'settings'`);
  loose.close();
  expect(await outcomeOf(file, null)).toEqual({ outcome: 'damaged', text: null });
});

const NAMED = { op: 'contains', field: 'displayName', value: 'no such name' } as const;
const THRESHOLD = { op: 'gte', field: 'renewalThresholdPercentage', value: 100 } as const;
/** Reads of the past that need the content of a snapshot, if only to filter it out. */
const PAST_READS: readonly (readonly [what: string, read: (store: Store) => Promise<unknown>])[] = [
  ['an object', (store) => store.find(TENANT, uuid(0), 1)],
  ['a list', (store) => store.list(TENANT, { filter: EVERYTHING, order: OLDEST_FIRST, page: PAGE }, 1)],
  ['a list by name', (store) => store.list(TENANT, { filter: NAMED, order: OLDEST_FIRST, page: PAGE }, 1)],
  ['a count by name or threshold', (store) => store.count(TENANT, { op: 'or', filters: [NAMED, THRESHOLD] }, 1)],
];

describe.each([
  ['no JSON', `UPDATE change SET after = '{"displayName"'`],
  ['no text of JSON, but a number', 'UPDATE change SET after = 1'],
  ['a list', `UPDATE change SET after = '[]'`],
  ['without the name', `UPDATE change SET after = json_remove(after, '$.displayName')`],
  ['with null for a name', `UPDATE change SET after = json_set(after, '$.displayName', NULL)`],
])('where a snapshot is %s', (_what, spoil) => {
  test.each(PAST_READS)('the past of %s is reported as damaged', async (_read, read) => {
    const file = join(scratchFolder(), 'test.sqlite');
    await closedFile(file, 1);
    await changeAgain(file);
    spoilFile(file, spoil);
    const store = new SqliteStore(file, () => {});
    await expect(read(store)).rejects.toMatchObject({ code: 'UNAVAILABLE', message: 'The storage is damaged.' });
    expect(await store.check()).toBe('The storage is damaged.');
    expect(await store.find(TENANT, uuid(0))).toMatchObject({ version: 2 });
    await store.close();
  });
});

/** A file with one object, changed by SQL that no release runs. */
async function spoiltFile(file: string, spoil: string): Promise<void> {
  await closedFile(file, 1);
  spoilFile(file, spoil);
}

/** Updates the object, so that the log alone has its first content. */
async function changeAgain(file: string): Promise<void> {
  const store = new SqliteStore(file, () => {});
  const settings = await store.find(TENANT, uuid(0));
  if (settings === null) throw new Error('The object is missing.');
  await commit(store, update(settings, { helpUrl: null }));
  await store.close();
}

function spoilFile(file: string, spoil: string): void {
  const database = new Database(file);
  database.pragma('ignore_check_constraints = ON');
  database.exec(spoil);
  database.close();
}

/** The result of reading everything. Throws unexpected errors. `unseen`: a wrong value that is as plausible as the right one. */
async function outcomeOf(file: string, truth: string | null): Promise<{ outcome: Outcome; text: string | null }> {
  let store: Store;
  try {
    store = new SqliteStore(file, () => {});
  } catch (error) {
    if (error instanceof SetupError) return { outcome: 'refused', text: null };
    throw error;
  }
  try {
    const text = JSON.stringify(await everything(store));
    return { outcome: text === truth ? 'right' : 'unseen', text };
  } catch (error) {
    if (error instanceof Refusal && error.message === 'The storage is damaged.')
      return { outcome: 'damaged', text: null };
    throw error;
  } finally {
    await store.close();
  }
}

async function everything(store: Store): Promise<unknown[]> {
  const read: unknown[] = [await store.check()];
  for (let index = 0; index < OBJECTS; index += 1) {
    read.push(await store.find(TENANT, uuid(index)), await store.findLatestChange(TENANT, uuid(index)));
  }
  for (const field of FIELDS) {
    read.push(await store.list(TENANT, { filter: EVERYTHING, order: [{ field, direction: 'ASC' }], page: PAGE }));
  }
  for (const filter of [{}, { kinds: ['CREATED' as const] }, { subjects: ['tester'], from: 0, upTo: 5000 }]) {
    read.push(await store.listChanges(TENANT, { filter, page: PAGE }), await store.countChanges(TENANT, filter));
  }
  const asOf = OBJECTS / 2;
  read.push(await store.list(TENANT, { filter: EVERYTHING, order: OLDEST_FIRST, page: PAGE }, asOf));
  read.push(await store.count(TENANT, NAMED, asOf), await store.find(TENANT, uuid(1), asOf));
  read.push(await store.head(TENANT), await store.positionAt(TENANT, 5000));
  return read;
}
