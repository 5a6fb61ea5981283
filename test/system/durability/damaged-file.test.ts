/**
 * A file that loses its end, or of which one bit turns over, while the service has it open: what cannot be read is told as
 * damaged, the rest goes on being read, and the next start refuses the file. Put right, it holds everything acknowledged.
 */
import { randomUUID } from 'node:crypto';
import { readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { scratchFolder } from '../../support/files/scratch.js';
import { expectNoLeak } from '../../support/http/expect-no-leak.js';
import { serve } from '../../support/service/process.js';
import { type Served, served } from '../../support/service/served.js';
import { PAGE_SIZE } from '../../support/store/database-files.js';
import { createUntilRefused, DONE, readiness, type Told, WRITING_FACES } from '../../support/system/write-clients.js';

const OBJECTS = 60;
const DAMAGED = { status: 503, message: 'The storage is damaged.', retryAfter: null };
const DEGRADED = { status: 200, body: { status: 'degraded', message: DAMAGED.message } };
const REFUSED = /is damaged\. Keep the file for analysis and restore a backup in its place\./;

/** What happens to the file, and how both faces then tell of the list of objects. */
const MISHAPS: readonly (readonly [what: string, damage: (file: string) => void])[] = [
  ['a file that lost its second half', (file) => truncateSync(file, Math.floor(pageCount(file) / 2) * PAGE_SIZE)],
  ['a bit that turned over in every page of the objects', (file) => turnBit(file, 'settings')],
];

describe.each(MISHAPS)('%s', (_what, damage) => {
  test('is told as damaged, refused at the next start, and complete once it is put right', async () => {
    const { service, file, ids } = await filled();
    const mend = spoil(file, damage);
    for (const face of WRITING_FACES) {
      expect(await face.list(service), face.name).toEqual({ ...DAMAGED, code: face.unavailable });
    }
    expect(await readiness(service)).toEqual(DEGRADED);
    const { acknowledged, refused, told } = await createUntilRefused(service, 0);
    expect(acknowledged).toEqual([]);
    expect(told).toEqual(WRITING_FACES.map(({ unavailable }) => ({ ...DAMAGED, code: unavailable })));
    service.child.kill('SIGTERM');
    expect(await service.ended).toMatchObject({ code: 0, stderr: '' });
    await expect(serve({ DATABASE_URL: `file:${file}`, LOG_LEVEL: 'silent' })).rejects.toThrow(REFUSED);

    mend();
    const restarted = await served({}, join(file, '..'));
    await expectHoldings(restarted, ids);
    for (const id of refused) expect(await WRITING_FACES[0]?.create(restarted, id)).toMatchObject(DONE);
    expect(await readiness(restarted)).toEqual({ status: 200, body: { status: 'ready' } });
  });
});

describe('a bit that turned over in the log alone', () => {
  test('keeps nobody from reading the objects, and is no more there once it is put right', async () => {
    const { service, file, ids } = await filled();
    const mend = spoil(file, () => turnBit(file, 'change'));
    expect(await history(service)).toEqual({ ...DAMAGED, code: 'UNAVAILABLE' });
    await expectHoldings(service, ids);
    expect(await readiness(service)).toEqual(DEGRADED);

    mend();
    expect(await history(service)).toEqual({ status: 200, message: null, retryAfter: null, code: null });
    const id = randomUUID();
    expect(await WRITING_FACES[1]?.create(service, id)).toMatchObject(DONE);
    await expectHoldings(service, [...ids, id]);
  });
});

/** A service whose objects are all in its file, and none in its log. */
async function filled() {
  const folder = scratchFolder();
  const file = join(folder, 'test.sqlite');
  const service = await served({}, folder);
  const ids = Array.from({ length: OBJECTS }, () => randomUUID());
  const told = await Promise.all(
    ids.map((id, index) => WRITING_FACES[index % WRITING_FACES.length]?.create(service, id)),
  );
  for (const answer of told) expect(answer).toMatchObject(DONE);
  elsewhere(file, (database) => database.pragma('wal_checkpoint(TRUNCATE)'));
  return { service, file, ids };
}

/** Spoils the file and has the service read it anew. Returns the way to put it right. */
function spoil(file: string, damage: (file: string) => void): () => void {
  const sound = readFileSync(file);
  damage(file);
  forgetPages(file);
  return () => {
    writeFileSync(file, sound, { flag: 'r+' });
    forgetPages(file);
  };
}

/** A commit of another program makes every other give up the pages that it has in memory, as would memory that runs short. */
function forgetPages(file: string): void {
  elsewhere(file, (database) => database.exec('UPDATE shutdown SET clean = 1; UPDATE shutdown SET clean = 0'));
}

/** Turns over one bit of the kind of each leaf page of a table. */
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

/** Works on the file as another program. */
function elsewhere<Result>(file: string, work: (database: Database.Database) => Result): Result {
  const database = new Database(file);
  try {
    return work(database);
  } finally {
    database.close();
  }
}

async function history({ url, token }: Served): Promise<Told> {
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

async function expectHoldings(service: Served, ids: readonly string[]): Promise<void> {
  for (const face of WRITING_FACES) expect(await face.list(service), face.name).toEqual(ids.toSorted());
}
