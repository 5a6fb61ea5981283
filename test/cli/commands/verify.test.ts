/** `verify` and `forget` of the built program, on real files. */
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { commit, creation, OTHER_TENANT, TENANT, uuid } from '../../support/domain/changes.js';
import { scratchFolder } from '../../support/files/scratch.js';
import { start } from '../../support/service/built-program.js';
import { openStore } from '../../support/store/open-store.js';

const BOB = { subject: 'bob', clientId: null, kind: 'USER' } as const;
const command = (file: string, ...args: readonly string[]) =>
  start(args, { DATABASE_URL: `file:${file}`, LOG_LEVEL: 'silent' }).ended;

/** A closed file with two tenants, in each of which Bob made a change. */
async function twoTenants(): Promise<string> {
  const file = join(scratchFolder(), 'test.sqlite');
  const store = await openStore(`file:${file}`);
  for (const tenantId of [TENANT, OTHER_TENANT]) {
    await commit(store, creation(uuid(1), {}, { tenantId, actor: BOB }));
    await commit(store, creation(uuid(2), {}, { tenantId }));
  }
  await store.close();
  return file;
}

test('verify says of each tenant how many changes agree, or where the first fault is', async () => {
  const file = await twoTenants();
  const sound = (tenantId: string) => `${tenantId}: 2 changes agree\\. The end is 2:[\\w+/]{43}=\n`;
  const { code, stdout } = await command(file, 'verify');
  expect({ code, stdout }).toEqual({
    code: 0,
    stdout: expect.stringMatching(new RegExp(`^${sound(TENANT)}${sound(OTHER_TENANT)}$`)),
  });
  const database = new Database(file);
  database.prepare(`UPDATE change SET request_id = 'another' WHERE tenant_id = ? AND position = 2`).run(TENANT);
  database.close();
  const faulty = await command(file, 'verify');
  expect(faulty).toMatchObject({
    code: 65,
    stdout: expect.stringContaining(`${TENANT}: fault at position 2. The entry is not`),
  });
  expect(faulty.stderr).toMatch(/^The history of 1 of 2 tenants is not what was recorded\./);
  expect(JSON.parse((await command(file, 'verify', '--json')).stdout)).toMatchObject([
    { tenantId: TENANT, position: 1, fault: { position: 2 } },
    { tenantId: OTHER_TENANT, position: 2, fault: null },
  ]);
  expect(await command(file, 'verify', '--tenant', OTHER_TENANT)).toMatchObject({ code: 0 });
  expect(await command(file, 'verify', '--tenant', 'mine')).toMatchObject({ code: 64 });
});

test('an end that was kept elsewhere shows that a log was cut off, or rewritten with new hashes', async () => {
  const file = await twoTenants();
  const { stdout } = await command(file, 'verify', '--tenant', TENANT);
  const end = /The end is (\S+)/.exec(stdout)?.[1] ?? '';
  const seen = (text: string, ...args: readonly string[]) => command(file, 'verify', '--seen', text, ...args);
  expect(await seen(end, '--tenant', TENANT)).toMatchObject({ code: 0 });
  expect(await seen(end.replace('2:', '3:'), '--tenant', TENANT)).toMatchObject({
    code: 65,
    stdout: `${TENANT}: fault at position 3. The entry is missing: the log was cut off. It went up to 3.\n`,
  });
  expect(await seen(`2:${'A'.repeat(43)}=`, '--tenant', TENANT)).toMatchObject({
    code: 65,
    stdout: `${TENANT}: fault at position 2. The log was rewritten: it had another hash at this position.\n`,
  });
  expect(await seen(end)).toMatchObject({ code: 64, stderr: expect.stringContaining('Name its --tenant') });
  expect(await seen('2', '--tenant', TENANT)).toMatchObject({ code: 64 });
});

test('forget shows what it would erase, erases it with --yes, says so in a log that is off, and leaves the chain as it is', async () => {
  const file = await twoTenants();
  const before = await command(file, 'verify');
  const asked = await command(file, 'forget', '--subject', 'bob');
  expect(asked).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/Nothing was erased\. Give --yes to erase it\.\n$/),
  });
  expect(subjectsIn(file)).toContain('bob');
  const one = await command(file, 'forget', '--subject', 'bob', '--tenant', TENANT, '--yes');
  const shown = /erased:\d+/.exec(one.stdout)?.[0];
  expect(JSON.parse(one.stderr)).toMatchObject({
    level: 40,
    audit: true,
    msg: 'a subject was erased',
    erased: { tenantId: TENANT, changes: 1, shownAs: shown },
    user: process.getuid?.() ?? null,
  });
  expect([asked.stderr, one.stderr.includes('bob')]).toEqual(['', false]);
  expect(one.stdout).toMatch(new RegExp(`^${TENANT}: the author of one change is now shown as erased:\\d+\\.\n$`));
  expect(subjectsIn(file)).toContain('bob');
  expect(await command(file, 'forget', '--subject', 'bob', '--yes')).toMatchObject({ code: 0 });
  expect(subjectsIn(file)).not.toContain('bob');
  expect(await command(file, 'verify')).toEqual(before);
  expect(await command(file, 'forget', '--subject', 'bob', '--yes')).toMatchObject({
    stdout: 'No log has this subject.\n',
  });
  expect(await command(file, 'forget')).toMatchObject({ code: 64 });
});

test('forget that fails at the second tenant has logged the first, which is erased', async () => {
  const file = await twoTenants();
  const database = new Database(file);
  const [first, second] = [TENANT, OTHER_TENANT].sort();
  database.exec(
    `CREATE TRIGGER fault BEFORE UPDATE ON actor WHEN old.tenant_id = '${second}' BEGIN SELECT raise(ABORT, 'fault'); END`,
  );
  database.close();
  const { code, stderr } = await command(file, 'forget', '--subject', 'bob', '--yes');
  const [line = '', message] = stderr.split('\n');
  expect(JSON.parse(line)).toMatchObject({ audit: true, erased: { tenantId: first, changes: 1 } });
  expect([code, message]).toEqual([78, expect.stringContaining('SQLITE_CONSTRAINT_TRIGGER')]);
  expect(subjectsIn(file).filter((subject) => subject === 'bob')).toHaveLength(1);
});

function subjectsIn(file: string): unknown[] {
  const database = new Database(file, { readonly: true });
  const found = database.prepare('SELECT subject FROM actor').pluck().all();
  database.close();
  return found;
}
