/** `verifyStore` names the tenant and the position of whatever was altered in a database, and finds nothing in one that was not. */
import { randomInt } from 'node:crypto';
import { copyFileSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import {
  copyStore,
  forgetInStore,
  type LogEnd,
  logEndsInStore,
  type VerifiedTenant,
  verifyStore,
} from '../../../src/store/open.js';
import { readConnectionUrl } from '../../../src/store/postgres/connections/connection-url.js';
import { connectOnce } from '../../../src/store/postgres/connections/connections.js';
import { commit, creation, OTHER_TENANT, TENANT, uuid } from '../../support/domain/changes.js';
import { live } from '../../support/domain/varied-log.js';
import { scratchFolder } from '../../support/files/scratch.js';
import { DATABASES, databaseFileIn, openStore, POSTGRESQL, SQLITE } from '../../support/store/open-store.js';
import { load } from '../../support/store/postgres-dump.js';

// FAULT_ROUNDS sets another number.
const ROUNDS = Number(process.env['FAULT_ROUNDS'] ?? 60);

async function verified(url: string, seen: readonly LogEnd[] = []): Promise<readonly VerifiedTenant[]> {
  const found: VerifiedTenant[] = [];
  await verifyStore(url, {
    tenantId: null,
    seen,
    onProgress: () => {},
    onTenant: async (tenant) => void found.push(tenant),
    stoppedBy: () => null,
  });
  return found;
}

async function faults(url: string, seen: readonly LogEnd[] = []) {
  const tenants = await verified(url, seen);
  return tenants.flatMap(({ tenantId, fault }) => (fault === null ? [] : [{ tenantId, ...fault }]));
}

describe.each(DATABASES)('$name', ({ urlIn }) => {
  test('a history in which everything has happened is sound, also while it is written', async () => {
    const url = await urlIn(scratchFolder());
    const store = await openStore(url);
    const { length } = await live(store);
    const writing = Promise.all(Array.from({ length: 20 }, (_, n) => commit(store, creation(uuid(500 + n)))));
    expect(await faults(url)).toEqual([]);
    await writing;
    const [own] = await verified(url);
    expect(own).toMatchObject({ tenantId: TENANT, position: length + 20, fault: null });
  });

  test('a log that was cut off or rewritten is found by an end that was seen before', async () => {
    const url = await urlIn(scratchFolder());
    const store = await openStore(url);
    for (let n = 1; n <= 4; n += 1) await commit(store, creation(uuid(n)));
    const [end] = await verified(url);
    const seen = { tenantId: TENANT, position: 4, hash: String(end?.hash) };
    expect(await logEndsInStore(url)).toEqual([seen]);
    await commit(store, creation(uuid(5)));
    const [later] = await logEndsInStore(url);
    if (later === undefined) throw new Error('The log has no end.');
    expect(await verified(url, [seen, later, later])).toMatchObject([{ tenantId: TENANT, seen: 3, fault: null }]);
    const rewritten = { ...seen, hash: 'another' };
    expect(await verified(url, [later, rewritten, seen])).toMatchObject([{ seen: 0, fault: { position: 4 } }]);
    expect(await verified(url, [seen, { ...seen, position: 9 }])).toMatchObject([
      { seen: 1, fault: { position: 6, what: expect.stringMatching(/cut off/) } },
    ]);
    expect(await faults(url, [{ ...seen, tenantId: OTHER_TENANT }])).toMatchObject([
      { tenantId: OTHER_TENANT, position: 1, what: expect.stringMatching(/cut off\. It went up to 4\.$/) },
    ]);
  });
});

test.each(DATABASES)(
  'in $name a subject is erased while a store is open, and verify still passes',
  async ({ urlIn }) => {
    const url = await urlIn(scratchFolder());
    const store = await openStore(url);
    await live(store);
    const before = await verified(url);
    const asked = { subject: 'bob', tenantId: TENANT };
    const [shown] = await forgetInStore(url, { ...asked, erase: false });
    expect(shown).toMatchObject({ tenantId: TENANT, changes: expect.any(Number) });
    expect(await store.countChanges(TENANT, { subjects: ['bob'] })).toBe(shown?.changes);
    expect(await forgetInStore(url, { ...asked, erase: true })).toEqual([shown]);
    expect(await verified(url)).toEqual(before);
    expect(await store.countChanges(TENANT, { subjects: ['bob'] })).toBe(0);
    expect(await store.countChanges(TENANT, { subjects: [shown?.shownAs ?? ''] })).toBe(shown?.changes);
    expect(await forgetInStore(url, { ...asked, erase: true })).toEqual([]);
    // A person who comes back is another actor.
    const bob = { subject: 'bob', clientId: null, kind: 'USER' } as const;
    await commit(store, creation(uuid(700), {}, { actor: bob }));
    expect(await store.countChanges(TENANT, { subjects: ['bob'] })).toBe(1);
    expect(await faults(url)).toEqual([]);
  },
);

describe('a database of the release before the hashes', () => {
  const released = (name: string) => fileURLToPath(new URL(`../../system/released/${name}`, import.meta.url));
  const chained = expect.arrayContaining([expect.objectContaining({ position: expect.any(Number), fault: null })]);

  test('of SQLite is chained by the migration', async () => {
    const folder = scratchFolder();
    copyFileSync(released('schema-4.sqlite'), databaseFileIn(folder));
    const url = await SQLITE.urlIn(folder);
    await expect(verified(url)).rejects.toThrow(/has schema 4, and its log may have no hashes\. Start this release/);
    await openStore(url);
    expect(await verified(url)).toEqual(chained);
    expect(await faults(url)).toEqual([]);
  });

  test('of PostgreSQL is chained by the migration', async () => {
    const url = await POSTGRESQL.urlIn(scratchFolder());
    load(url, readFileSync(released('schema-2.sql'), 'utf8'));
    await openStore(url);
    expect(await verified(url)).toEqual(chained);
    expect(await faults(url)).toEqual([]);
  });
});

const COLUMNS = {
  change: {
    key: 'position',
    columns: [
      ...['position', 'settings_id', 'version', 'kind', 'at', 'recorded_at', 'created_at', 'actor', 'actor_client_id'],
      ...['actor_kind', 'origin', 'request_id', 'snapshot_format', 'after', 'hash'],
    ],
    positionOf: 'position',
  },
  settings: {
    key: 'id',
    columns: [
      ...['id', 'display_name', 'help_url', 'issuer', 'notification_type', 'renewal_threshold_percentage', 'version'],
      ...['created_at', 'updated_at', 'position'],
    ],
    positionOf: 'position',
  },
  superseded: { key: 'until', columns: ['until', 'since'], positionOf: 'until' },
  tenant: { key: 'tenant_id', columns: ['position', 'at', 'settings'], positionOf: 'position' },
  actor: {
    key: 'key',
    columns: ['key', 'subject', 'salt', 'commitment'],
    positionOf:
      '(SELECT min(position) FROM change WHERE change.tenant_id = actor.tenant_id AND change.actor = actor.key)',
  },
} as const;
const BITS_OF_A_NUMBER = 42;

test(`a bit that is flipped in any of ${ROUNDS} places of a file is found, with its tenant and position`, async () => {
  const folder = scratchFolder();
  const url = await SQLITE.urlIn(folder);
  await live(await openStore(url));
  const database = new Database(databaseFileIn(folder));
  database.pragma('ignore_check_constraints = ON');
  let done = 0;
  while (done < ROUNDS) {
    const names = Object.keys(COLUMNS) as (keyof typeof COLUMNS)[];
    const table = names[randomInt(names.length)] ?? 'change';
    const { key, columns, positionOf } = COLUMNS[table];
    const column = columns[randomInt(columns.length)] ?? key;
    const rows = database
      .prepare<[], [string, unknown, unknown, number]>(
        `SELECT tenant_id, ${key}, ${column}, ${positionOf} FROM ${table}`,
      )
      .raw()
      .all();
    const [tenantId, id, value, position] = rows[randomInt(rows.length)] ?? ['', null, null, 0];
    if (value === null) continue;
    const altered = flipped(value as string | number);
    const write = (from: unknown, where: unknown, to: unknown) =>
      database
        .prepare(`UPDATE OR IGNORE ${table} SET ${column} = ? WHERE tenant_id = ? AND ${key} = ? AND ${column} = ?`)
        .run(to, tenantId, where, from).changes;
    if (write(value, id, altered) === 0) continue;
    const place = `${table}.${column} of ${id}: ${value} → ${altered}`;
    const found = await faults(url);
    expect(
      found.map((fault) => fault.tenantId),
      place,
    ).toEqual([tenantId]);
    const expected = [position];
    if (table === 'tenant') expected.push(position + 1);
    // The row is found where it is missing, or before that where it is one too many.
    if (column === 'until') expected.push(Math.min(position, Number(altered)));
    expect(expected, `${place}, ${JSON.stringify(found)}`).toContain(found[0]?.position);
    write(altered, column === key ? altered : id, value);
    done += 1;
  }
  expect(await faults(url)).toEqual([]);
  database.close();
}, 600_000);

function flipped(value: string | number): string | number {
  if (typeof value === 'number') return Number(BigInt(value) ^ (1n << BigInt(randomInt(BITS_OF_A_NUMBER))));
  const bytes = Buffer.from(value);
  const at = randomInt(bytes.length);
  // Of the lower bits, so that ASCII stays ASCII.
  bytes.writeUInt8(bytes.readUInt8(at) ^ (1 << randomInt(7)), at);
  return bytes.toString();
}

test.each([
  ['an entry', `UPDATE change SET request_id = 'another' WHERE position = 3`, 3],
  ['an entry that is missing', 'DELETE FROM change WHERE position = 5', 5],
  ['the last entry', 'DELETE FROM change WHERE position = (SELECT max(position) FROM change)', 16],
  ['a subject', `UPDATE actor SET subject = 'mallory' WHERE subject = 'bob'`, 2],
  ['a row of the settings', `UPDATE settings SET display_name = 'another' WHERE display_name = 'B'`, 16],
])('in PostgreSQL %s is found', async (_what, spoil, position) => {
  const url = await POSTGRESQL.urlIn(scratchFolder());
  await live(await openStore(url));
  const client = await connectOnce(readConnectionUrl(url));
  await client.query(`${spoil.includes('WHERE') ? spoil : ''} AND tenant_id = '${TENANT}'`);
  await client.end();
  expect(await faults(url)).toMatchObject([{ tenantId: TENANT, position }]);
});

test('both databases give the same content the same hash if the actor is the same', async () => {
  const [file, server] = [await SQLITE.urlIn(scratchFolder()), await POSTGRESQL.urlIn(scratchFolder())];
  await live(await openStore(file));
  await (await openStore(server)).close();
  await copyStore({ from: file, to: server }, () => {}, {
    onProgress: () => {},
    onTenant: async () => {},
    stoppedBy: () => null,
  });
  const [copied, original] = [await verified(server), await verified(file)];
  expect(copied).toEqual(original);
  expect(copied.map(({ tenantId, fault }) => [tenantId, fault])).toEqual(
    [
      [TENANT, null],
      [OTHER_TENANT, null],
    ].toSorted(),
  );
});
