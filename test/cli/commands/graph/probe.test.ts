/** Proves that `graph probe` finds out how Graph behaves, records it if asked to, and leaves nothing behind. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openStore } from '../../../../src/store/open.js';
import { CONNECTED_TENANT } from '../../../support/connector/connected-service.js';
import { faultProxy } from '../../../support/connector/fault-proxy.js';
import type { Behaviour } from '../../../support/connector/forwarder.js';
import { graphStandIn } from '../../../support/connector/graph-stand-in.js';
import { tokenEndpoint } from '../../../support/connector/token-endpoint.js';
import { scratchFolder } from '../../../support/files/scratch.js';
import { start } from '../../../support/service/built-program.js';

async function probed(behaviour: Behaviour = {}) {
  const graph = await graphStandIn();
  const proxy = await faultProxy(graph.url, behaviour);
  const { environment } = await tokenEndpoint(graph);
  const folder = scratchFolder();
  const secret = join(folder, 'secret');
  writeFileSync(secret, 'a secret of the test');
  const databaseUrl = `file:${join(folder, 'test.sqlite')}`;
  const running = (...args: readonly string[]) =>
    start(['graph', 'probe', ...args], {
      ...environment,
      DATABASE_URL: databaseUrl,
      GRAPH_MODE: 'observe',
      GRAPH_URL: proxy.url,
      GRAPH_CLIENT_ID: '99999999-8888-4777-8666-555555555555',
      GRAPH_CLIENT_SECRET_FILE: secret,
      GRAPH_SETTLE_SECONDS: '1',
    });
  const facts = async () => {
    const store = await openStore(databaseUrl, () => {});
    const { connection } = await store.graphLedger.read(CONNECTED_TENANT, 0);
    await store.close();
    return connection;
  };
  return { graph, proxy, running, run: (...args: readonly string[]) => running(...args).ended, facts };
}

test('a dry run reads the list, and sends no write', async () => {
  const { run, proxy } = await probed();
  const { code, stdout } = await run('--dry-run');
  expect([code, stdout]).toEqual([
    0,
    expect.stringMatching(
      /^Tenant .* Permissions on the token: DeviceManagementServiceConfig\.ReadWrite\.All\.\nIntune can be read, and has 0 objects\.\n/,
    ),
  ]);
  expect(proxy.requests.map(({ method }) => method)).toEqual(['GET']);
});

test('without --dry-run or --yes nothing is asked of Graph', async () => {
  const { run, proxy } = await probed();
  expect(await run()).toMatchObject({ code: 64, stdout: '' });
  expect(proxy.requests).toEqual([]);
});

test('a Graph that keeps ids and updates in place is recognised and recorded, and other objects are left alone', async () => {
  const { run, graph, facts } = await probed({ listLagMs: 400 });
  const other = await graph.create({ issuer: 'xTec' }, CONNECTED_TENANT);
  const { code, stdout } = await run('--yes', '--record');
  expect(code).toBe(0);
  expect(stdout).toContain('Graph keeps the id that is sent with a new object.\n');
  const [, ms] = /The list showed the new object after (\d+) ms, a read by its id after \d+ ms\./.exec(stdout) ?? [];
  expect(Number(ms)).toBeGreaterThanOrEqual(250);
  expect(stdout).toMatch(/An update changes the object itself\. A read showed it after \d+ ms\.\nRecorded/);
  expect(await facts()).toMatchObject({ keepsIds: true, updatesInPlace: true, adoptedAt: null });
  expect(await graph.objects(CONNECTED_TENANT)).toEqual([other]);
});

test('a Graph that refuses ids and makes a new object of an update is recognised, and both objects are removed', async () => {
  const { run, graph } = await probed({ refusesIds: true, patchMakesNew: true });
  const { code, stdout } = await run('--yes');
  expect(code).toBe(0);
  expect(stdout).toContain('Graph does not keep the id that is sent with a new object.\n');
  expect(stdout).toContain('An update makes a new object, so the service will send none and ask a person instead.\n');
  expect(stdout).toContain('Nothing was recorded. A service learns this by itself');
  expect(await graph.objects(CONNECTED_TENANT)).toEqual([]);
});

test('a create whose answer is lost is found by its name and removed', async () => {
  const { run, graph, proxy } = await probed();
  proxy.fail('504 after', { method: 'POST' });
  const { code, stderr } = await run('--yes');
  expect([code, stderr]).toEqual([75, expect.stringContaining('The object could not be created. ')]);
  expect(await graph.objects(CONNECTED_TENANT)).toEqual([]);
});

test('Ctrl-C in the middle ends it early, and what was made is removed', async () => {
  const { running, graph, proxy } = await probed();
  proxy.fail('hang', { method: 'PATCH' });
  const { child, ended } = running('--yes');
  await expect.poll(() => proxy.requests.some(({ method }) => method === 'PATCH'), { timeout: 10_000 }).toBe(true);
  child.kill('SIGINT');
  const { code, stderr } = await ended;
  expect([code, stderr]).toEqual([75, expect.stringContaining('The object could not be updated. ')]);
  expect(await graph.objects(CONNECTED_TENANT)).toEqual([]);
});
