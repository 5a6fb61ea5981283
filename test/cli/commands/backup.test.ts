/** `backup` and `restore` of the built program, on real files. */
import {
  chownSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { DEVELOPMENT_TENANT } from '../../../src/auth/local-issuer.js';
import { settingsAfter } from '../../../src/domain/change.js';
import { newConnection } from '../../../src/domain/graph-ledger.js';
import { openStore as open } from '../../../src/store/open.js';
import { commit, creation, deletion, TENANT, update, uuid } from '../../support/domain/changes.js';
import { linkOf } from '../../support/domain/graph-link.js';
import { scratchFolder } from '../../support/files/scratch.js';
import { noSmallDisk, smallDisk } from '../../support/files/small-disk.js';
import { start } from '../../support/service/built-program.js';
import { startKillableService } from '../../support/service/killable-service.js';
import { closedFile, killedFile, pagesOf, zeroPages } from '../../support/store/database-files.js';
import { openStore } from '../../support/store/open-store.js';
import { readAll, settingsSource } from '../../support/store/read-all.js';
import { expectWholeTenant } from '../../support/store/writers.js';
import { requestCreate } from '../../support/system/created-objects.js';

const SERVICE_USER = 65532;
const command = (file: string, ...args: readonly string[]) => start(args, { DATABASE_URL: `file:${file}` }).ended;

/** What is kept of an old database: its file, and those whose names begin with its own. */
const filesOf = (kept: string) => readdirSync(dirname(kept)).filter((name) => name.startsWith(basename(kept)));

/** A folder with a closed database of ten objects and a backup of it. */
async function backedUp() {
  const folder = scratchFolder();
  const [file, backup] = [join(folder, 'test.sqlite'), join(folder, 'backup.sqlite')];
  await closedFile(file, 10);
  expect(await command(file, 'backup', '--to', backup)).toMatchObject({ code: 0, stderr: '' });
  return { folder, file, backup };
}

/** How many changes a file has. */
async function changesIn(file: string): Promise<number> {
  const store = await openStore(`file:${file}`);
  const { length } = await expectWholeTenant(store, TENANT);
  await store.close();
  return length;
}

function column(file: string, query: string, ...values: readonly unknown[]): unknown[] {
  const database = new Database(file, { readonly: true });
  const found = database
    .prepare(query)
    .pluck()
    .all(...values);
  database.close();
  return found;
}

describe('backup', () => {
  test('made while 16 writers write holds all that was acknowledged before, as one moment of the log', async () => {
    const folder = scratchFolder();
    const file = join(folder, 'test.sqlite');
    const service = await startKillableService({ DATABASE_URL: `file:${file}`, LOG_LEVEL: 'silent' });
    let [acknowledged, isStopped] = [0, false];
    const writers = Array.from({ length: 16 }, async (_, writer) => {
      for (let number = 0; !isStopped; number += 1) {
        await requestCreate(service, { displayName: `${writer} ${number}` });
        acknowledged += 1;
      }
    });
    await expect.poll(() => acknowledged).toBeGreaterThan(200);
    const before = acknowledged;
    const { code, stdout } = await command(file, 'backup', '--to', `${folder}/backups/`, '--json');
    const after = acknowledged;
    isStopped = true;
    await Promise.all(writers);
    await service.kill();
    expect(code).toBe(0);
    const made = JSON.parse(stdout);
    const store = await openStore(`file:${made.file}`);
    const log = await expectWholeTenant(store, DEVELOPMENT_TENANT);
    expect(made.tenants).toEqual([{ tenantId: DEVELOPMENT_TENANT, position: log.length, at: log.at(-1)?.at }]);
    expect(log.length).toBeGreaterThanOrEqual(before);
    expect(log.length).toBeLessThanOrEqual(after + 16);
  });

  test('is one file that only its owner can read, and is started from without a warning', async () => {
    const { folder, backup } = await backedUp();
    expect(readdirSync(folder).filter((name) => name.startsWith('backup'))).toEqual(['backup.sqlite']);
    expect(statSync(backup).mode & 0o777).toBe(0o600);
    expect((await command(backup, 'doctor')).stdout).not.toContain('not closed');
    expect(await changesIn(backup)).toBe(10);
  });

  test('keeps the latest of a folder, and touches no other file', async () => {
    const folder = scratchFolder();
    const file = join(folder, 'test.sqlite');
    await closedFile(file, 1);
    const backups = join(folder, 'backups');
    mkdirSync(backups);
    writeFileSync(join(backups, 'a.sqlite'), 'mine');
    const names: string[] = [];
    for (let number = 0; number < 4; number += 1) {
      const { stdout } = await command(file, 'backup', '--to', backups, '--keep', '2', '--json');
      names.push(JSON.parse(stdout).file);
    }
    expect(readdirSync(backups).sort()).toEqual(['a.sqlite', ...names.slice(2).map((name) => name.split('/').at(-1))]);
  });

  test('replaces a backup, but neither a database nor any other file', async () => {
    const { folder, file, backup } = await backedUp();
    expect(await command(file, 'backup', '--to', backup)).toMatchObject({ code: 0 });
    const other = join(folder, 'notes.txt');
    writeFileSync(other, 'x'.repeat(200));
    for (const to of [file, other]) {
      const before = readFileSync(to);
      expect(await command(file, 'backup', '--to', to)).toMatchObject({
        code: 78,
        stderr: expect.stringContaining('is not a backup'),
      });
      expect(readFileSync(to)).toEqual(before);
    }
    expect(await command(file, 'backup', '--to', backup, '--keep', '2')).toMatchObject({ code: 78 });
    expect(await command(join(folder, 'none.sqlite'), 'backup', '--to', backup)).toMatchObject({ code: 78 });
    expect(existsSync(join(folder, 'none.sqlite'))).toBe(false);
  });

  test('of a file whose rows contradict its log is refused, and older backups stay', async () => {
    const { folder, file, backup } = await backedUp();
    const before = readFileSync(backup);
    const database = new Database(file);
    database.exec('DELETE FROM settings WHERE id = (SELECT min(id) FROM settings)');
    database.close();
    expect(await command(file, 'backup', '--to', backup)).toMatchObject({
      code: 78,
      stderr: expect.stringContaining('contradicts its own log'),
    });
    expect(readFileSync(backup)).toEqual(before);
    expect(readdirSync(folder).filter((name) => name.startsWith('backup'))).toEqual(['backup.sqlite']);
  });

  test('on PostgreSQL is refused with what to use instead', async () => {
    for (const args of [
      ['backup', '--to', 'x'],
      ['restore', '--from', 'x'],
    ]) {
      expect(await start(args, { DATABASE_URL: 'postgres://u:secret@127.0.0.1:1/x' }).ended).toMatchObject({
        code: 78,
        stderr: expect.stringMatching(/^(?!.*secret).*pg_dump or pg_basebackup: docs\/operations\/backup\.md/),
      });
    }
  });

  test('on a full disk says so and leaves nothing', async ({ skip }) => {
    const cannot = noSmallDisk();
    if (cannot !== null) skip(cannot);
    const folder = scratchFolder();
    const file = join(folder, 'test.sqlite');
    await closedFile(file, 10);
    const disk = smallDisk(1);
    disk.fill();
    const { code, stderr } = await command(file, 'backup', '--to', join(disk.folder, 'backup.sqlite'));
    expect({ code, stderr }).toMatchObject({ code: 75, stderr: expect.stringMatching(/is full\. Free about \d+ MB/) });
    expect(readdirSync(disk.folder)).toEqual(['ballast']);
  });

  test.each(['a folder', 'a file'])('to %s that cannot be made says so', async (place) => {
    const folder = scratchFolder();
    const file = join(folder, 'test.sqlite');
    await closedFile(file, 10);
    const to = `${file}/backups/${place === 'a folder' ? '' : 'backup.sqlite'}`;
    const stderr = `${to} cannot be written (ENOTDIR). Check the folder's permissions and the disk.\n`;
    expect(await command(file, 'backup', '--to', to)).toMatchObject({ code: 78, stderr });
    expect(readdirSync(folder)).toEqual(['test.sqlite']);
  });
});

describe('restore', () => {
  test('replaces the database only with --force, and keeps the old one', async () => {
    const { file, backup } = await backedUp();
    const store = await openStore(`file:${file}`);
    await commit(store, creation(uuid(99)));
    await store.close();
    const refused = await command(file, 'restore', '--from', backup);
    expect(refused).toMatchObject({ code: 78, stderr: expect.stringContaining('--force') });
    const { code, stdout } = await command(file, 'restore', '--from', backup, '--force', '--json');
    expect(code).toBe(0);
    const { kept } = JSON.parse(stdout);
    expect(filesOf(kept)).toEqual([basename(kept)]);
    expect(await changesIn(file)).toBe(10);
    expect(await changesIn(kept)).toBe(11);
  });

  test.skipIf(process.getuid?.() !== 0)('by root leaves the database to the user whose it was', async () => {
    const { file, backup } = await backedUp();
    chownSync(file, SERVICE_USER, SERVICE_USER);
    expect(await command(file, 'restore', '--from', backup, '--force')).toMatchObject({ code: 0 });
    expect(statSync(file)).toMatchObject({ uid: SERVICE_USER, gid: SERVICE_USER });
  });

  test('does not apply the WAL of the old file, and keeps it in the old file', async () => {
    const { folder, backup } = await backedUp();
    const file = join(folder, 'killed.sqlite');
    await killedFile(file, 20);
    const { stdout } = await command(file, 'restore', '--from', backup, '--force', '--json');
    const { kept } = JSON.parse(stdout);
    expect(filesOf(kept)).toEqual([basename(kept)]);
    expect(await changesIn(file)).toBe(10);
    expect(await changesIn(kept)).toBe(20);
  });

  test('replaces a damaged file, whose log is kept beside it', async () => {
    const { folder, backup } = await backedUp();
    const file = join(folder, 'damaged.sqlite');
    await killedFile(file, 20);
    writeFileSync(file, 'x'.repeat(8192));
    const log = readFileSync(`${file}-wal`);
    const { code, stdout } = await command(file, 'restore', '--from', backup, '--force', '--json');
    expect(code).toBe(0);
    const { kept } = JSON.parse(stdout);
    expect(filesOf(kept)).toEqual([basename(kept), `${basename(kept)}-wal`]);
    expect(await changesIn(file)).toBe(10);
    expect(readFileSync(`${kept}-wal`)).toEqual(log);
  });

  test('is refused while a service runs, and with a damaged backup', async () => {
    const { folder, file, backup } = await backedUp();
    const damaged = join(folder, 'damaged.sqlite');
    copyFileSync(backup, damaged);
    zeroPages(
      damaged,
      Array.from({ length: pagesOf(damaged) - 3 }, (_, index) => index + 3),
    );
    expect(await command(file, 'restore', '--from', damaged, '--force')).toMatchObject({
      code: 78,
      stderr: expect.stringContaining('damaged'),
    });
    expect(await command(file, 'restore', '--from', join(folder, 'none'), '--force')).toMatchObject({ code: 78 });
    const service = await startKillableService({ DATABASE_URL: `file:${file}`, LOG_LEVEL: 'silent' });
    expect(await command(file, 'restore', '--from', backup, '--force')).toMatchObject({
      code: 75,
      stderr: `${file} is in use. Stop the service and every other program that uses it first.\n`,
    });
    expect(await requestCreate(service, { displayName: 'Still here' })).toMatchObject({ status: 200 });
    await service.kill();
    expect(await changesIn(file)).toBe(10);
  });

  test('as of a time has the settings of that time and the log until then, and is written on from there', async () => {
    const folder = scratchFolder();
    const file = join(folder, 'test.sqlite');
    const store = await openStore(`file:${file}`);
    const [first] = await commit(store, creation(uuid(1), {}, { at: 1000 }));
    const [second] = await commit(store, creation(uuid(2), {}, { at: 2000 }));
    const [one, two] = [first && settingsAfter(first), second && settingsAfter(second)];
    if (!one || !two) throw new Error('Nothing was created.');
    await commit(store, update(one, { displayName: 'At 3' }, { at: 3000 }));
    const position = 3;
    const wanted = await readAll(settingsSource(store, { asOf: position }));
    await commit(store, deletion(two, { at: 4000 }), creation(uuid(3), {}, { at: 5000 }));
    await commit(store, creation(uuid(4), {}, { tenantId: uuid(77), at: 9000 }));
    await commit(store, creation(uuid(5), {}, { at: 9500, actor: { subject: 'later', clientId: null, kind: 'USER' } }));
    await store.close();
    const to = join(folder, 'drill.sqlite');
    const time = new Date(3500).toISOString();
    const { code, stderr } = await command(file, 'restore', '--from', file, '--to', `file:${to}`, '--as-of', time);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const [hash] = column(file, 'SELECT hash FROM change WHERE tenant_id = ? AND position = ?', TENANT, position);
    expect(await command(to, 'verify')).toMatchObject({
      code: 0,
      stdout: `${TENANT}: ${position} changes agree. The end is ${position}:${hash}\n`,
    });
    expect(column(to, 'SELECT subject FROM actor')).toEqual(['tester']);
    const restored = await openStore(`file:${to}`);
    expect(await readAll(settingsSource(restored))).toEqual(wanted);
    expect(await expectWholeTenant(restored, TENANT)).toHaveLength(position);
    expect(await restored.head(uuid(77))).toMatchObject({ position: 0 });
    await commit(restored, deletion(two, { at: 6000 }));
    expect(await expectWholeTenant(restored, TENANT)).toHaveLength(position + 1);
    expect(await command(to, 'verify')).toMatchObject({ code: 0 });
    expect(await command(file, 'restore', '--from', file, '--as-of', 'yesterday')).toMatchObject({ code: 64 });
    expect(await command(file, 'restore', '--from', file, '--as-of', '2026-02-30T00:00:00Z')).toMatchObject({
      code: 64,
    });
  });
});

describe('the connection to Intune after a restore', () => {
  const connected = async () => {
    const folder = scratchFolder();
    const [file, backup] = [join(folder, 'test.sqlite'), join(folder, 'backup.sqlite')];
    const store = await open(`file:${file}`, () => {});
    await commit(store, creation(uuid(1), {}, { at: 1000 }));
    await commit(store, creation(uuid(2), {}, { at: 2000 }));
    const lease = await store.graphLedger.acquire(TENANT, 'one', 0, 1000);
    if (lease === null) throw new Error('The lease is taken.');
    const facts = { ...newConnection('https://graph.microsoft.com client'), adoptedAt: 5, reviewed: true };
    const links = [1, 2].map((number) => linkOf(number));
    const writes = links.map((link) => ({ write: 'link', link }) as const);
    expect(await store.graphLedger.write(lease, 10, [{ write: 'connection', facts }, ...writes])).toMatchObject({
      held: true,
    });
    await store.close();
    expect((await command(file, 'backup', '--to', backup)).code).toBe(0);
    return { folder, file, backup, links };
  };
  const ledgerOf = async (file: string) => {
    const store = await open(`file:${file}`, () => {});
    const ledger = await store.graphLedger.read(TENANT, 0);
    await store.close();
    return ledger;
  };

  test('waits for a person, and keeps what is linked', async () => {
    const { file, backup, links } = await connected();
    expect((await ledgerOf(backup)).connection).toMatchObject({ reviewed: true });
    expect((await command(file, 'restore', '--from', backup, '--force')).code).toBe(0);
    const ledger = await ledgerOf(file);
    expect(ledger.connection).toMatchObject({ adoptedAt: 5, reviewed: false });
    expect(ledger.links).toEqual(links);
  });

  test('knows nothing of what was cut off', async () => {
    const { file, backup, links } = await connected();
    const asOf = new Date(1500).toISOString();
    expect((await command(file, 'restore', '--from', backup, '--force', '--as-of', asOf)).code).toBe(0);
    const ledger = await ledgerOf(file);
    expect(ledger.connection).toMatchObject({ reviewed: false });
    expect(ledger.links).toEqual(links.slice(0, 1));
    expect(await changesIn(file)).toBe(1);
  });
});
