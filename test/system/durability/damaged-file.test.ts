/**
 * The database file is truncated, or bits are flipped, while the service has it open: reads of the damaged part fail with
 * "storage is damaged", other reads succeed, and the next start refuses the file. Restored, it holds everything acknowledged.
 */
import { randomUUID } from 'node:crypto';
import { readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { scratchFolder } from '../../support/files/scratch.js';
import { expectNoLeak } from '../../support/http/expect-no-leak.js';
import { serve } from '../../support/service/built-program.js';
import { type StartedService, startService } from '../../support/service/started-service.js';
import { PAGE_SIZE } from '../../support/store/database-files.js';
import { SQLITE } from '../../support/store/open-store.js';
import { createUntilRefused, DONE, type Reply, readiness, WRITE_CLIENTS } from '../../support/system/write-clients.js';

const OBJECTS = 60;
const DAMAGED = { status: 503, message: 'The storage is damaged.', retryAfter: null };
const DEGRADED = { status: 200, body: { status: 'degraded', message: DAMAGED.message } };
const REFUSED = /is damaged\. Keep the file for analysis and restore a backup in its place\./;

/** What happens to the file. */
const MISHAPS: readonly (readonly [what: string, damage: (file: string) => void])[] = [
  ['a file that lost its second half', (file) => truncateSync(file, Math.floor(pageCount(file) / 2) * PAGE_SIZE)],
  ['a bit that turned over in every page of the objects', (file) => turnBit(file, 'settings')],
];

describe.each(MISHAPS)('%s', (_what, damage) => {
  test('is answered as damaged, refused at the next start, and complete once it is put right', async () => {
    const { service, file, ids } = await filled();
    const mend = spoil(file, damage);
    for (const client of WRITE_CLIENTS) {
      expect(await client.list(service), client.name).toEqual({ ...DAMAGED, code: client.unavailable });
    }
    expect(await readiness(service)).toEqual(DEGRADED);
    const { acknowledged, refused, refusals } = await createUntilRefused(service, 0);
    expect(acknowledged).toEqual([]);
    expect(refusals).toEqual(WRITE_CLIENTS.map(({ unavailable }) => ({ ...DAMAGED, code: unavailable })));
    service.child.kill('SIGTERM');
    expect(await service.ended).toMatchObject({ code: 0, stderr: '' });
    await expect(serve({ DATABASE_URL: `file:${file}`, LOG_LEVEL: 'silent' })).rejects.toThrow(REFUSED);

    mend();
    const restarted = await startService({}, join(file, '..'), SQLITE);
    await expectStored(restarted, ids);
    for (const id of refused) expect(await WRITE_CLIENTS[0]?.create(restarted, id)).toMatchObject(DONE);
    expect(await readiness(restarted)).toEqual({ status: 200, body: { status: 'ready' } });
  });
});

describe('a bit that turned over in the log alone', () => {
  test('keeps nobody from reading the objects, and is no more there once it is put right', async () => {
    const { service, file, ids } = await filled();
    const mend = spoil(file, () => turnBit(file, 'change'));
    expect(await history(service)).toEqual({ ...DAMAGED, code: 'UNAVAILABLE' });
    await expectStored(service, ids);
    expect(await readiness(service)).toEqual(DEGRADED);

    mend();
    expect(await history(service)).toEqual({ status: 200, message: null, retryAfter: null, code: null });
    const id = randomUUID();
    expect(await WRITE_CLIENTS[1]?.create(service, id)).toMatchObject(DONE);
    await expectStored(service, [...ids, id]);
  });
});

/** A service whose objects are all in the database file, none in the WAL. */
async function filled() {
  const folder = scratchFolder();
  const file = join(folder, 'test.sqlite');
  const service = await startService({}, folder, SQLITE);
  const ids = Array.from({ length: OBJECTS }, () => randomUUID());
  const replies = await Promise.all(
    ids.map((id, index) => WRITE_CLIENTS[index % WRITE_CLIENTS.length]?.create(service, id)),
  );
  for (const answer of replies) expect(answer).toMatchObject(DONE);
  elsewhere(file, (database) => database.pragma('wal_checkpoint(TRUNCATE)'));
  return { service, file, ids };
}

/** Damages the file and makes the service read it again. Returns a function that restores it. */
function spoil(file: string, damage: (file: string) => void): () => void {
  const sound = readFileSync(file);
  damage(file);
  forgetPages(file);
  return () => {
    writeFileSync(file, sound, { flag: 'r+' });
    forgetPages(file);
  };
}

/** A commit by another process makes SQLite drop the pages that it has cached in memory. */
function forgetPages(file: string): void {
  elsewhere(file, (database) => database.exec('UPDATE shutdown SET clean = 1; UPDATE shutdown SET clean = 0'));
}

/** Flips one bit in the type byte of each leaf page of a table. */
function turnBit(file: string, table: string): void {
  const pages = elsewhere(file, (database) =>
    database.prepare("SELECT pageno FROM dbstat WHERE name = ? AND pagetype = 'leaf'").pluck().all(table),
  );
  const bytes = readFileSync(file);
  for (const page of pages) {
    const at = (Number(page) - 1) * PAGE_SIZE;
    bytes.writeUInt8(bytes.readUInt8(at) ^ 0x40, at);
  }
  writeFileSync(file, bytes, { flag: 'r+' });
}

function pageCount(file: string): number {
  return readFileSync(file).length / PAGE_SIZE;
}

/** Uses the file through another connection, as another program would. */
function elsewhere<Result>(file: string, work: (database: Database.Database) => Result): Result {
  const database = new Database(file);
  try {
    return work(database);
  } finally {
    database.close();
  }
}

async function history({ url, token }: StartedService): Promise<Reply> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ query: '{ changes(first: 100) { nodes { id after { displayName } } } }' }),
  });
  const text = await response.text();
  expectNoLeak(text);
  const [error] = JSON.parse(text).errors ?? [];
  return {
    status: response.status,
    code: error?.extensions.code ?? null,
    message: error?.message ?? null,
    retryAfter: response.headers.get('retry-after'),
  };
}

async function expectStored(service: StartedService, ids: readonly string[]): Promise<void> {
  for (const client of WRITE_CLIENTS) expect(await client.list(service), client.name).toEqual(ids.toSorted());
}
