/**
 * One number in the database file is altered, as a flipped bit would do: every write that reads it is refused as "storage is
 * damaged" and writes nothing, and readiness reports the service as degraded.
 */
import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { DEVELOPMENT_TENANT } from '../../../src/auth/local-issuer.js';
import { EXAMPLE, mutation, settingsClient } from '../../support/graphql/settings-client.js';
import { bootOnSqlite } from '../../support/service/boot.js';
import { withDatabase } from '../../support/store/damage.js';
import {
  DONE,
  type Reachable,
  readiness,
  WRITE_CLIENTS,
  type WriteClient,
} from '../../support/system/write-clients.js';

const [KEPT, DELETED] = [randomUUID(), randomUUID()];
const DAMAGED = { status: 503, message: 'The storage is damaged.', retryAfter: null };
// A later time in the file also makes the clock seem to be behind: that message follows this one.
const DEGRADED = {
  status: 200,
  body: { status: 'degraded', message: expect.stringMatching(/^The storage is damaged\./) },
};
const TABLES = ['tenant', 'settings', 'change', 'superseded'];

type Write = (client: WriteClient, service: Reachable) => ReturnType<WriteClient['create']>;
const create: Write = (client, service) => client.create(service, randomUUID());
const rename: Write = (client, service) => client.rename(service, KEPT, 'Renamed');
const remove: Write = (client, service) => client.remove(service, KEPT);
const EVERY_WRITE = { create, rename, remove };
const OF_THE_OBJECT = { rename, remove };

const OF_KEPT = `settings_id = '${KEPT}'`;
/** What is altered, and the writes that read it. */
const ALTERED: readonly (readonly [what: string, sql: string, writes: Readonly<Record<string, Write>>])[] = [
  ['a position that is lower', 'UPDATE tenant SET position = position - 1', EVERY_WRITE],
  ['a position that is much lower', 'UPDATE tenant SET position = 1', EVERY_WRITE],
  ['a position that is higher', 'UPDATE tenant SET position = position + 4', EVERY_WRITE],
  ['a position that is much higher', 'UPDATE tenant SET position = position + 1099511627776', EVERY_WRITE],
  ['a position below all that are given', 'UPDATE tenant SET position = -5', EVERY_WRITE],
  ['a later time', 'UPDATE tenant SET at = at + 4294967296', EVERY_WRITE],
  ['an earlier time', 'UPDATE tenant SET at = at - 1', EVERY_WRITE],
  ['no position', 'DELETE FROM tenant', EVERY_WRITE],
  ['a position of the log that is higher', 'UPDATE change SET position = 12 WHERE position = 4', EVERY_WRITE],
  ['an object of a lower version', `UPDATE settings SET version = 1 WHERE id = '${KEPT}'`, OF_THE_OBJECT],
  ['an object of a higher version', `UPDATE settings SET version = 6 WHERE id = '${KEPT}'`, OF_THE_OBJECT],
  ['an object of version 0', `UPDATE settings SET version = 0 WHERE id = '${KEPT}'`, OF_THE_OBJECT],
  [
    'a percentage that is none',
    `UPDATE settings SET renewal_threshold_percentage = 148 WHERE id = '${KEPT}'`,
    OF_THE_OBJECT,
  ],
  ['a change of a higher version', `UPDATE change SET version = 6 WHERE ${OF_KEPT} AND version = 2`, OF_THE_OBJECT],
  ['an object of another id', `UPDATE settings SET id = '${randomUUID()}' WHERE id = '${KEPT}'`, OF_THE_OBJECT],
  [
    'a change of another object',
    `UPDATE change SET settings_id = '${randomUUID()}' WHERE ${OF_KEPT} AND version = 2`,
    OF_THE_OBJECT,
  ],
];

describe.each(ALTERED)('%s', (_what, sql, writes) => {
  test.each(Object.entries(writes))('is answered as damage to a %s, which writes nothing', async (_name, write) => {
    const service = await filled();
    const reachable = { url: service.url, token: await service.token() };
    withDatabase(service.databaseFile, (database) => {
      database.pragma('ignore_check_constraints = ON');
      database.pragma('foreign_keys = OFF');
      database.exec(sql);
    });
    const before = contentOf(service);
    for (const client of WRITE_CLIENTS) {
      expect(await write(client, reachable), client.name).toEqual({ ...DAMAGED, code: client.unavailable });
    }
    expect(await readiness(service)).toEqual(DEGRADED);
    expect(contentOf(service)).toEqual(before);
  });
});

test('a row that is in the way of an object that comes back is answered as damage, and nothing is written', async () => {
  const service = await filled();
  withDatabase(service.databaseFile, (database) =>
    database.exec(`INSERT INTO settings (tenant_id, id, display_name, issuer, notification_type,
      renewal_threshold_percentage, version, created_at, updated_at)
      SELECT tenant_id, '${DELETED}', 'In the way', issuer, notification_type, 1, 2, created_at, updated_at FROM settings`),
  );
  const before = contentOf(service);
  const { errors } = await service.graphql(mutation('Revert'), { input: { id: DELETED, toVersion: 1 } });
  expect(errors).toMatchObject([{ message: DAMAGED.message, extensions: { code: 'UNAVAILABLE' } }]);
  expect(await readiness(service)).toEqual(DEGRADED);
  expect(contentOf(service)).toEqual(before);
});

test('an object whose row is lost is answered as damage to whoever reads it or creates it again', async () => {
  const service = await filled();
  withDatabase(service.databaseFile, (database) => database.exec('DELETE FROM settings'));
  const found = await service.graphql(`{ derivedCredentialSettings(id: "${KEPT}") { id } }`);
  const created = await service.graphql(mutation('Create'), { input: { ...EXAMPLE, id: KEPT } });
  for (const { errors } of [found, created]) {
    expect(errors).toMatchObject([{ message: DAMAGED.message, extensions: { code: 'UNAVAILABLE' } }]);
  }
});

test('other tenants go on writing', async () => {
  const service = await filled();
  const token = await service.token({ tenantId: randomUUID() });
  withDatabase(service.databaseFile, (database) => database.exec('UPDATE tenant SET position = position + 4'));
  for (const client of WRITE_CLIENTS) {
    expect(await client.create({ url: service.url, token }, randomUUID())).toMatchObject(DONE);
  }
});

test('of several writes at the same time those that meet no damage are made', async () => {
  const service = await filled();
  const reachable = { url: service.url, token: await service.token() };
  withDatabase(service.databaseFile, (database) =>
    database.exec(`UPDATE settings SET version = 6 WHERE id = '${KEPT}'`),
  );
  const [client] = WRITE_CLIENTS;
  const answers = await Promise.all([
    client?.create(reachable, randomUUID()),
    client?.remove(reachable, KEPT),
    client?.create(reachable, randomUUID()),
  ]);
  expect(answers).toMatchObject([DONE, { ...DAMAGED, code: 'UNAVAILABLE' }, DONE]);
  const positions = withDatabase(service.databaseFile, (database) =>
    database.prepare('SELECT position FROM change').pluck().all(),
  );
  expect(positions).toEqual([1, 2, 3, 4, 5, 6]);
});

/** A service whose tenant has an object of version 2 and one that is deleted. */
async function filled() {
  const service = await bootOnSqlite();
  const client = settingsClient(service);
  await client.create({ ...EXAMPLE, id: KEPT });
  await client.create({ ...EXAMPLE, id: DELETED });
  await client.update({ id: KEPT, displayName: 'Second' });
  await client.remove({ id: DELETED });
  return service;
}

function contentOf({ databaseFile }: { readonly databaseFile: string }): unknown {
  return withDatabase(databaseFile, (database) =>
    TABLES.map((table) => database.prepare(`SELECT * FROM ${table} WHERE tenant_id = ?`).all(DEVELOPMENT_TENANT)),
  );
}
