/** Proves what `graph status`, `graph drift`, `graph adopt` and `graph sync` show, do and end with. */
import { expect, test } from 'vitest';
import { desiredTenant } from '../../../support/cli/desired-tenant.js';
import { graphCommands } from '../../../support/cli/graph-commands.js';
import { CONNECTED_TENANT } from '../../../support/connector/connected-service.js';
import { EXAMPLE } from '../../../support/graphql/settings-client.js';

const CONTENT = { ...EXAMPLE, renewalThresholdPercentage: 20 };

test('a tenant without a connection is told so, and nothing else is tried', async () => {
  const { run } = await desiredTenant();
  expect(await run(['graph', 'status'])).toEqual({
    code: 1,
    signal: null,
    stdout: 'Mode off: the tenant is not connected to Microsoft Graph.\n',
    stderr: 'It is not known whether Intune has what is kept here.\n',
  });
  const drift = await run(['graph', 'drift']);
  expect([drift.code, drift.stderr]).toEqual([78, expect.stringContaining('Set GRAPH_MODE')]);
});

test('adopt shows what it would do, does it with --yes, and status says then that all is in sync', async () => {
  const { run, client, graph } = await graphCommands();
  const { derivedCredentialSettings: ours } = await client.create({ ...CONTENT, displayName: 'Both' });
  const theirs = await graph.create(
    { displayName: 'Both', helpUrl: CONTENT.helpUrl, issuer: 'entrustDatacard', notificationType: 'email' },
    CONNECTED_TENANT,
  );
  const extra = await graph.create({ displayName: 'Extra', issuer: 'entrustDatacard' }, CONNECTED_TENANT);
  expect((await run('sync', '--wait', '10')).stdout).toContain('Not adopted yet: nothing is changed until then.');
  const planned = await run('adopt');
  expect(planned).toMatchObject({ code: 2, stderr: 'Nothing was changed. --yes does it.\n' });
  expect(planned.stdout).toBe(
    `= link "Both" (${ours?.id}) to ${theirs.id}\n+ take over "Extra" (${extra.id})\n1 to link, 1 to take over, 0 only here, which push creates in Intune; 0 left to decide about.\n`,
  );
  const waiting = await run('status');
  expect([waiting.code, waiting.stderr]).toEqual([2, expect.stringMatching(/graph adopt"\.\n$/)]);

  expect(await run('adopt', '--yes')).toMatchObject({
    code: 0,
    stderr: '',
    stdout: expect.stringMatching(/\nDone: 1 linked, 1 taken over\.\n$/),
  });
  const synced = await run('sync', '--wait', '10');
  expect([synced.code, synced.stderr]).toEqual([0, '']);
  expect(synced.stdout).toContain('Mode push: Intune gets what is kept here.\nCloud global. Intune was last read at ');
  expect(synced.stdout).toContain('\n2 in sync, 0 not in sync.\n');
  expect(await run('drift')).toMatchObject({ code: 0, stdout: 'No differences.\n', stderr: '' });
});

test('a change that somebody else made in Intune is shown with both sides', async () => {
  const { run, client, graph, adopt } = await graphCommands();
  await adopt();
  const { derivedCredentialSettings: ours } = await client.create({ ...CONTENT, displayName: 'Field staff' });
  expect((await run('sync', '--wait', '10')).code).toBe(0);
  const [theirs] = await graph.objects(CONNECTED_TENANT);
  await graph.update(theirs?.id ?? '', { displayName: 'Field crew', renewalThresholdPercentage: 30 }, CONNECTED_TENANT);
  await expect.poll(async () => (await run('status')).code, { timeout: 10_000 }).toBe(2);

  const status = await run('status');
  expect(status.stdout).toContain(`
"Field staff" (${ours?.id})
    DRIFTED: Somebody else changed or deleted it in Intune.
                                here           in Intune
    displayName                 "Field staff"  "Field crew"
    renewalThresholdPercentage  20             30

0 in sync, 1 not in sync.
`);
  expect(status.stderr).toMatch(/^The sides differ\. "node .* graph drift" shows how/);
  const written = await run('status', '--json');
  expect([written.code, JSON.parse(written.stdout)]).toEqual([
    2,
    expect.objectContaining({ verdict: 'TO_DECIDE', unsettled: [expect.objectContaining({ id: ours?.id })] }),
  ]);
  const drift = await run('drift');
  expect(drift.code).toBe(2);
  expect(drift.stdout).toMatch(
    new RegExp(`^DIFFERENT "Field staff" \\(${ours?.id}\\), in Intune ${theirs?.id}, since .*\n.*\n    displayName `),
  );
  expect((await run('drift', '--kind', 'ONLY_HERE')).stdout).toBe('No differences.\n');
});

test('while Graph cannot be reached, status ends with 1 and says why', async () => {
  const { run, client, proxy, adopt } = await graphCommands();
  await adopt();
  proxy.always('drop before');
  await client.create({ ...CONTENT, displayName: 'Waiting' });
  await expect.poll(async () => (await run('status')).stdout, { timeout: 10_000 }).toContain('UNREACHABLE: ');
  const { code, stdout, stderr } = await run('status');
  expect([code, stderr]).toEqual([1, 'It is not known whether Intune has what is kept here.\n']);
  expect(stdout).toContain('"Waiting" (');
});

test('deletions that wait for a confirmation are listed, and sync carries them out', async () => {
  const { run, client, graph, adopt } = await graphCommands({ GRAPH_MAX_DELETIONS: '0' });
  await adopt();
  const { derivedCredentialSettings: ours } = await client.create({ ...CONTENT, displayName: 'Gone' });
  expect((await run('sync', '--wait', '10')).code).toBe(0);
  await client.remove({ id: ours?.id });
  await expect.poll(async () => (await run('status')).stdout, { timeout: 10_000 }).toContain('DELETIONS_HELD');
  const status = await run('status');
  expect([status.code, status.stderr]).toEqual([2, expect.stringContaining('graph sync --confirm-deletions"')]);
  expect(status.stdout).toContain(`"Gone" (${ours?.id}), deleted here\n    PENDING: `);
  expect((await run('sync', '--confirm-deletions', '--wait', '15')).code).toBe(0);
  expect(await graph.objects(CONNECTED_TENANT)).toEqual([]);
});

test('a connection that only observes is in sync if both sides are equal, without any adoption', async () => {
  const { run, client, graph } = await graphCommands({ GRAPH_MODE: 'observe' });
  await client.create({ ...CONTENT, displayName: 'Same' });
  const { helpUrl } = CONTENT;
  await graph.create(
    { displayName: 'Same', helpUrl, issuer: 'entrustDatacard', notificationType: 'email' },
    CONNECTED_TENANT,
  );
  const equal = await run('sync', '--wait', '10');
  expect([equal.code, equal.stdout]).toEqual([0, expect.stringContaining('\n1 in sync, 0 not in sync.\n')]);
  const { derivedCredentialSettings: ours } = await client.create({ ...CONTENT, displayName: 'Ours' });
  const status = await run('status');
  expect([status.code, status.stderr]).toEqual([2, expect.stringMatching(/^The sides differ\. /)]);
  expect(status.stdout).toContain(`"Ours" (${ours?.id})\n    NOT_CONNECTED: Intune does not get it from here.\n`);
});

test('where Intune decides, status ends with 0 once its objects are recorded here', async () => {
  const { run, client, graph } = await graphCommands({ GRAPH_MODE: 'pull' });
  await graph.create({ displayName: 'Pulled' }, CONNECTED_TENANT);
  await expect.poll(async () => (await run('status')).code, { timeout: 20_000 }).toBe(0);
  expect(await client.list()).toMatchObject([{ displayName: 'Pulled' }]);
});
