/** All servers of the benchmark do the same work: the same responses, and the same rows in the database. */
import { describe, expect, test } from 'vitest';
import { OPERATION_NAMES } from '../../bench/load/operations.js';
import { peersOn, type ServerName, STORE_NAMES, STORES } from '../../bench/stores.js';
import { measuredServers } from '../support/bench/measured-servers.js';
import { readRow } from '../support/bench/read-row.js';

// Values that each server generates.
const GENERATED = { id: 'own', createdAt: 'own', updatedAt: 'own' };
const LAST_CHANGE = 'SELECT * FROM change ORDER BY at DESC, position DESC LIMIT 1';
const POSITIONS = `SELECT position, settings = (SELECT count(*) FROM settings WHERE settings.tenant_id = tenant.tenant_id) AS counted
  FROM tenant WHERE tenant_id = ?`;
const COUNTS = 'SELECT (SELECT count(*) FROM settings) AS settings, (SELECT count(*) FROM change) AS changes';
// 100 of one tenant, and ten of each of two others.
const FILLED = 120;

type Content = Awaited<ReturnType<ReturnType<typeof measuredServers>['answerOf']>>['content'];

/** PostGraphile has cursors of its own form. */
function withoutCursor(content: Content): Content {
  const { pageInfo } = content ?? {};
  if (typeof pageInfo !== 'object' || pageInfo === null || !('endCursor' in pageInfo)) return content;
  return { ...content, pageInfo: { ...pageInfo, endCursor: typeof pageInfo.endCursor } };
}

describe.each(STORE_NAMES)('over %s', (store) => {
  const servers: readonly ServerName[] = STORES[store].servers;
  const { serverOf, answerOf, generator, callersFile } = measuredServers(store, servers);

  function rowOf(name: ServerName, sql: string, ...values: readonly unknown[]) {
    return readRow(serverOf(name).databaseUrl, sql, ...values);
  }

  /** The rows that a create writes, without generated values. */
  async function rowsAfterCreate(name: ServerName) {
    await answerOf(name, 'create');
    const {
      settings_id: id,
      at,
      created_at,
      request_id,
      actor,
      actor_client_id,
      commit_id,
      position,
      hash,
      ...entry
    } = await rowOf(name, LAST_CHANGE);
    const stored = await rowOf(name, 'SELECT * FROM settings WHERE tenant_id = ? AND id = ?', entry['tenant_id'], id);
    const { created_at: created, updated_at: updated, position: settingsPosition, ...settings } = stored;
    const tenant = await rowOf(name, POSITIONS, entry['tenant_id']);
    const agrees = [
      at === created_at && at === created && at === updated,
      position === settingsPosition && position === tenant['position'],
      Boolean(tenant['counted']),
    ];
    return { settings: { ...settings, ...GENERATED }, entry, agrees };
  }

  describe.each(OPERATION_NAMES)('the operation %s', (operation) => {
    test.each(peersOn(store))('is answered by %s as by the service', async (peer) => {
      const [ours, theirs] = [await answerOf('service', operation), await answerOf(peer, operation)];
      expect([ours.fault, theirs.fault]).toEqual([null, null]);
      const made = operation === 'create' ? GENERATED : {};
      const comparable = (content: Content) => ({
        ...(peer === 'postgraphile' ? withoutCursor(content) : content),
        ...made,
      });
      expect(comparable(theirs.content)).toEqual(comparable(ours.content));
    });
  });

  test.each(peersOn(store))('%s leaves the same rows after a create as the service', async (peer) => {
    const [ours, theirs] = [await rowsAfterCreate('service'), await rowsAfterCreate(peer)];
    expect(theirs.entry).toEqual(ours.entry);
    expect(theirs.settings).toEqual(ours.settings);
    // The time, the position and the number of settings agree in all rows.
    expect(ours.agrees).toEqual([true, true, true]);
    expect(theirs.agrees).toEqual([true, true, true]);
  });

  test.each(servers)('%s works on after created objects were removed from its database', async (name) => {
    await answerOf(name, 'create');
    serverOf(name).removeCreated();
    expect(await rowOf(name, COUNTS)).toEqual({ settings: FILLED, changes: FILLED });
    for (const operation of OPERATION_NAMES) expect((await answerOf(name, operation)).fault).toBeNull();
    expect(await rowOf(name, COUNTS)).toEqual({ settings: FILLED + 1, changes: FILLED + 1 });
  });

  test('the service refuses requests without a valid token', async () => {
    const { fault } = await answerOf('service', 'read', 'no.such.token');
    expect(fault).toMatch(/^401 /);
  });

  test.each(servers)('the load generator accepts the responses of %s', async (name) => {
    const { url, pid, databasePid, protocol } = serverOf(name);
    const target = { url, pid, databasePid, protocol, callersFile: callersFile() };
    const load = { target, scenario: 'mix', connections: 4, until: { requests: 64 } } as const;
    const { requests, serverCpuSeconds, databaseCpuSeconds } = await generator().run(load);
    expect(requests).toBe(64);
    expect(serverCpuSeconds).toBeGreaterThan(0);
    expect(databaseCpuSeconds > 0).toBe(store === 'postgres');
  });

  if (STORES[store].others > 0) {
    test.each(servers)('creates of the other tenants are written by %s for each of them', async (name) => {
      const { url, pid, databasePid, protocol, removeCreated } = serverOf(name);
      removeCreated();
      const target = { url, pid, databasePid, protocol, callersFile: callersFile() };
      await generator().run({ target, scenario: 'spread', connections: 4, until: { requests: 40 } });
      const tenants = 'SELECT count(*) AS tenants FROM tenant WHERE position > 10 AND position < 100';
      expect(await rowOf(name, tenants)).toEqual({ tenants: 2 });
      expect(await rowOf(name, COUNTS)).toEqual({ settings: FILLED + 40, changes: FILLED + 40 });
    });
  }
});
