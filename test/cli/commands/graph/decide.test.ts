/** Proves that `graph resolve` and `graph retry` carry out what a person decides, and overwrite nothing that was not shown. */
import { expect, test } from 'vitest';
import { graphCommands } from '../../../support/cli/graph-commands.js';
import { CONNECTED_TENANT } from '../../../support/connector/connected-service.js';
import { EXAMPLE } from '../../../support/graphql/settings-client.js';

const CONTENT = { ...EXAMPLE, renewalThresholdPercentage: 20 };

/** A tenant in sync whose only object somebody then renames in Intune. */
async function drifted() {
  const commands = await graphCommands();
  const { adopt, client, run, graph } = commands;
  await adopt();
  const { derivedCredentialSettings: ours } = await client.create({ ...CONTENT, displayName: 'Ours' });
  expect((await run('sync', '--wait', '10')).code).toBe(0);
  const [theirs] = await graph.objects(CONNECTED_TENANT);
  await graph.update(theirs?.id ?? '', { displayName: 'Theirs' }, CONNECTED_TENANT);
  await expect.poll(async () => (await run('drift')).stdout, { timeout: 10_000 }).toContain('"Theirs"');
  return { ...commands, id: ours?.id ?? '' };
}

test('--take ours shows both sides and sends ours again', async () => {
  const { run, graph, id } = await drifted();
  const { code, stdout, stderr } = await run('resolve', '--id', id.toUpperCase(), '--take', 'ours');
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).toMatch(/^DIFFERENT "Ours" .*\n.*\n {4}displayName {2}"Ours" {2}"Theirs"\n\nDone\.\n {4}/);
  expect((await run('sync', '--wait', '10')).code).toBe(0);
  expect(await graph.objects(CONNECTED_TENANT)).toMatchObject([{ displayName: 'Ours' }]);
});

test('--take theirs records here what Intune has', async () => {
  const { run, client, id } = await drifted();
  expect(await run('resolve', '--id', id, '--take', 'theirs')).toMatchObject({ code: 0, stderr: '' });
  expect(await client.list()).toMatchObject([{ id, displayName: 'Theirs' }]);
  expect((await run('sync', '--wait', '10')).code).toBe(0);
});

test('an object that only Intune has is taken over, or left alone and no longer shown', async () => {
  const { run, client, graph, adopt } = await graphCommands();
  await adopt();
  const wanted = await graph.create({ displayName: 'Wanted' }, CONNECTED_TENANT);
  const other = await graph.create({ displayName: 'Other' }, CONNECTED_TENANT);
  await expect.poll(async () => (await run('drift')).stdout, { timeout: 10_000 }).toContain('2 differences.');
  const taken = await run('resolve', '--graph-id', wanted.id, '--take', 'theirs');
  expect([taken.code, taken.stdout]).toEqual([
    0,
    expect.stringMatching(/^ONLY_IN_GRAPH in Intune .*[\s\S]*\nDone\.\n/),
  ]);
  expect((await run('resolve', '--graph-id', other.id, '--take', 'ignore')).code).toBe(0);
  expect(await client.list()).toMatchObject([{ displayName: 'Wanted' }]);
  expect((await run('sync', '--wait', '10')).code).toBe(0);
  expect(await graph.objects(CONNECTED_TENANT)).toHaveLength(2);
});

test('a decision about nothing is refused in words', async () => {
  const { run, adopt } = await graphCommands();
  await adopt();
  expect(await run('resolve', '--take', 'ours')).toMatchObject({
    code: 64,
    stderr: expect.stringMatching(/^error: give --id, --graph-id, or both\.\nRun "node \S+ graph resolve --help"/),
  });
  expect(await run('resolve', '--graph-id', 'nothing', '--take', 'ours')).toMatchObject({
    code: 65,
    stderr: expect.stringMatching(/\nNothing was done\.\n$/),
  });
});

test('retry sends a refused change again', async () => {
  const { run, client, graph, proxy, adopt } = await graphCommands();
  await adopt();
  proxy.fail('400', { method: 'POST' });
  proxy.fail('400', { method: 'POST' });
  const { derivedCredentialSettings: ours } = await client.create({ ...CONTENT, displayName: 'Refused' });
  await expect.poll(async () => (await run('status')).stdout, { timeout: 10_000 }).toContain('REFUSED: ');
  const status = await run('status');
  expect([status.code, status.stderr]).toEqual([2, expect.stringContaining('graph retry"')]);
  expect(status.stdout).toContain('BadRequest');
  proxy.heal();
  expect(await run('retry', ours?.id ?? '')).toMatchObject({ code: 0, stdout: expect.stringMatching(/^Done\.\n/) });
  expect((await run('sync', '--wait', '10')).code).toBe(0);
  expect(await graph.objects(CONNECTED_TENANT)).toHaveLength(1);
  expect(await run('retry', ours?.id ?? '')).toMatchObject({ code: 65, stdout: '' });
});
