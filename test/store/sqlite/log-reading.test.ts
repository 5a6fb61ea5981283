/** The description of a WAL agrees with what SQLite reads of it, and says what SQLite discards. */
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkDatabase } from '../../../src/cli/checkups/database.js';
import { PassingSetupError } from '../../../src/domain/errors.js';
import { EVERYTHING, OLDEST_FIRST } from '../../../src/domain/query.js';
import { isDamaged, readLog } from '../../../src/store/sqlite/recovery/log-reading.js';
import { SqliteStore } from '../../../src/store/sqlite/sqlite-store.js';
import { commit, deletion, TENANT } from '../../support/domain/changes.js';
import { scratchFolder } from '../../support/files/scratch.js';
import { noSmallDisk, smallDisk } from '../../support/files/small-disk.js';
import { closedFile, copyDatabase, killedFile, PAGE_SIZE } from '../../support/store/database-files.js';

const OBJECTS = 40;
const HEADER = 32;
const FRAME = 24 + PAGE_SIZE;

const PAGE = { size: OBJECTS, from: 'start', after: null, before: null } as const;

const frame = (number: number) => HEADER + number * FRAME;
const flip = (log: Buffer, at: number) => void log.writeUInt8(log.readUInt8(at) ^ 1, at);
const zero = (log: Buffer, from: number, to: number) => void log.fill(0, from, to);

/** The damage done to a WAL, and the sentence about it at the next start and in `doctor`. */
const DAMAGES: readonly (readonly [what: string, damage: (log: Buffer) => void, expected: RegExp])[] = [
  [
    'a header of zeroes',
    (log) => zero(log, 0, HEADER),
    /has a damaged header, so nothing of it can be used\. It holds \d+ valid pages with \d+ commits\./,
  ],
  [
    'a bit turned over in its header',
    (log) => flip(log, 17),
    /has a damaged header, so nothing of it can be used\. It holds \d+ valid pages with \d+ commits\./,
  ],
  [
    'a bit turned over in a page',
    (log) => flip(log, frame(200) + 999),
    /is damaged: only 2\d commits in \d+ pages can be used\. Behind a damaged page follow \d+ valid pages with \d+ commits that cannot\./,
  ],
  [
    'a bit turned over in a checksum',
    (log) => flip(log, frame(200) + 17),
    /is damaged: only 2\d commits .* follow \d+ valid pages/,
  ],
  [
    'a bit turned over in a salt',
    (log) => flip(log, frame(200) + 9),
    /is damaged: only 2\d commits .* follow \d+ valid pages/,
  ],
  [
    'pages of zeroes',
    (log) => zero(log, frame(100), frame(120)),
    /is damaged: only \d+ commits .* follow \d+ valid pages/,
  ],
];

describe('a log that was not closed, with', () => {
  test.each(DAMAGES)(
    '%s, is reported as damaged at the start and by doctor, and is kept',
    async (_what, damage, expected) => {
      const { path, log } = await brokenLog(damage);
      expect((await checkDatabase(`file:${path}`)).findings).toContainEqual({
        state: 'fault',
        about: 'database',
        text: expect.stringMatching(expected),
      });
      const { count, warnings } = await opened(path);
      expect(count).toBeLessThan(OBJECTS);
      expect(warnings).toEqual([expect.stringMatching(expected), expect.stringMatching(/was not closed in order/)]);
      expect(warnings[0]).toMatch(
        /Changes in it that were not in the database file yet are lost\. A copy .* Restore a backup/,
      );
      expect(warnings.join()).not.toMatch(/sound/);
      const copy = readdirSync(join(path, '..')).find((name) => name.includes('-wal.damaged-')) ?? '';
      expect(warnings[0]).toContain(copy);
      expect(readFileSync(join(path, '..', copy)).equals(log)).toBe(true);
    },
  );

  test('an end of zeroes is reported as an incomplete commit or damage', async () => {
    const { path } = await brokenLog((log) => zero(log, log.length - FRAME, log.length));
    const expected =
      /Of its write-ahead log \S+, 39 commits in \d+ pages could be read\. The 1 page behind them could not: a commit cut short, or damage\./;
    expect(await opened(path)).toEqual({ count: OBJECTS - 1, warnings: [expect.stringMatching(expected)] });
    expect(existsSync(`${path}-wal`)).toBe(false);
  });
});

test('a damaged WAL that finds no room for its copy is left for the start that has some', async ({ skip }) => {
  const why = noSmallDisk();
  if (why !== null) return skip(why);
  const broken = await brokenLog((log) => flip(log, frame(200) + 999));
  const disk = smallDisk(4);
  const path = join(disk.folder, 'test.sqlite');
  copyDatabase(broken.path, path);
  disk.fill();
  const full = new PassingSetupError(`The disk of ${disk.folder} is full. Free some space and try again.`);
  expect(() => new SqliteStore(path, () => {})).toThrow(full);
  expect(readFileSync(`${path}-wal`).equals(broken.log)).toBe(true);
  disk.free();
  expect((await opened(path)).warnings[0]).toMatch(/ A copy of the log is kept as /);
});

test('a file is refused if a damaged WAL brings back old pages beside newer ones', async () => {
  const path = join(scratchFolder(), 'test.sqlite');
  await closedFile(`${path}.open`, OBJECTS);
  const store = new SqliteStore(`${path}.open`, () => {});
  const { items } = await store.list(TENANT, { filter: EVERYTHING, order: OLDEST_FIRST, page: PAGE });
  for (const settings of items) await commit(store, deletion(settings));
  const other = new Database(`${path}.open`);
  other.pragma('wal_checkpoint(PASSIVE)');
  other.close();
  copyDatabase(`${path}.open`, path);
  await store.close();
  const log = readFileSync(`${path}-wal`);
  flip(log, frame(100) + 999);
  writeFileSync(`${path}-wal`, log);

  await expect(checkDatabase(`file:${path}`)).rejects.toThrow(/is damaged\. Keep the file/);
  expect(() => new SqliteStore(path, () => {})).toThrow(/is damaged\. Keep the file/);
});

test('with any bits flipped, the part reported as usable is the part that SQLite uses', async () => {
  const folder = scratchFolder();
  const sound = join(folder, 'sound.sqlite');
  await killedFile(sound, OBJECTS);
  const bytes = readFileSync(`${sound}-wal`);
  const bit = fc.oneof(fc.nat(HEADER * 8 - 1), fc.nat(bytes.length * 8 - 1));
  fc.assert(
    fc.property(fc.array(bit, { maxLength: 3 }), fc.nat(bytes.length), (bits, cut) => {
      const log = Buffer.from(bytes.subarray(0, bytes.length - (cut % 5 === 0 ? cut : 0)));
      for (const each of bits)
        if (each >> 3 < log.length) log.writeUInt8(log.readUInt8(each >> 3) ^ (1 << (each & 7)), each >> 3);
      const path = join(folder, 'test.sqlite');
      copyDatabase(sound, path);
      writeFileSync(`${path}-wal`, log);
      rmSync(`${path}-shm`, { force: true });
      const reading = readLog(`${path}-wal`);
      const database = new Database(path);
      const [checkpoint] = database.pragma('wal_checkpoint(PASSIVE)') as [{ readonly log: number }];
      database.close();
      expect(reading?.frames ?? 0).toBe(checkpoint.log);
    }),
    { numRuns: 60 },
  );
});

test('a WAL that restarted is read to its current end, and what is left of the previous one is not damage', async () => {
  const path = join(scratchFolder(), 'test.sqlite');
  const database = new Database(path);
  database.pragma('journal_mode = WAL');
  database.exec('CREATE TABLE note (text)');
  const insert = database.prepare('INSERT INTO note VALUES (?)');
  for (let number = 0; number < 50; number += 1) insert.run('long'.repeat(1000));
  database.pragma('wal_checkpoint(RESTART)');
  for (let number = 0; number < 3; number += 1) insert.run('short');
  const reading = readLog(`${path}-wal`);
  database.close();
  expect(reading).toMatchObject({ isHeaderValid: true, commits: 3, brokenFrames: 0, lostFrames: 0, lostCommits: 0 });
});

test('a transaction that was cut off after it overwrote its own pages is not damage', async () => {
  const path = join(scratchFolder(), 'test.sqlite');
  const database = new Database(path);
  database.pragma('journal_mode = WAL');
  // Few pages in memory, so that the transaction writes them to the WAL before it ends, and some of them again.
  database.pragma('cache_size = 10');
  database.exec('CREATE TABLE note (id INTEGER PRIMARY KEY, text)');
  const write = database.prepare('INSERT OR REPLACE INTO note VALUES (?, ?)');
  database.exec('BEGIN');
  for (const text of ['first', 'second']) {
    for (let id = 0; id < 500; id += 1) write.run(id, text.repeat(100));
  }
  const cutOff = `${path}.cut-off`;
  copyDatabase(path, cutOff);
  database.exec('COMMIT');
  database.close();

  const reading = readLog(`${cutOff}-wal`);
  expect(reading).toMatchObject({ isHeaderValid: true, commits: 1, lostCommits: 0 });
  expect(reading?.lostFrames).toBeGreaterThan(0);
  expect(reading && isDamaged(reading)).toBe(false);
  const recovered = new Database(cutOff);
  expect(recovered.prepare('SELECT count(*) FROM note').pluck().get()).toBe(0);
  recovered.close();
});

async function brokenLog(damage: (log: Buffer) => void): Promise<{ path: string; log: Buffer }> {
  const path = join(scratchFolder(), 'test.sqlite');
  await killedFile(path, OBJECTS);
  const log = readFileSync(`${path}-wal`);
  damage(log);
  writeFileSync(`${path}-wal`, log);
  return { path, log };
}

async function opened(path: string) {
  const warnings: string[] = [];
  const store = new SqliteStore(path, (message) => warnings.push(message));
  const count = await store.count(TENANT, EVERYTHING);
  await store.close();
  return { count, warnings };
}
