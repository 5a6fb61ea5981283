/** Proves what `plan` shows and ends with, and which entries mean which objects. */
import { describe, expect, test } from 'vitest';
import { idForName } from '../../../src/desired/plan/name-based-id.js';
import { READ_PERMISSION } from '../../../src/domain/caller.js';
import { desired, desiredTenant } from '../../support/cli/desired-tenant.js';
import { uuid } from '../../support/domain/changes.js';
import { applyAll, creations, manyObject } from '../../support/graphql/many-changes.js';
import { EXAMPLE } from '../../support/graphql/settings-client.js';
import { closedPortUrl } from '../../support/http/answering-server.js';

const CONTENT = { ...EXAMPLE, renewalThresholdPercentage: 20 };
const entry = (displayName: string, more: object = {}) => ({ ...CONTENT, displayName, ...more });

test('every kind of change is shown, and nothing is changed', async () => {
  const { client, plan, service } = await desiredTenant();
  for (const [number, name] of ['Same', 'Changed', 'Issuer', 'Gone', 'Kept'].entries())
    await client.create(entry(name, { id: uuid(number) }));
  const before = await client.changes();
  const file = desired(
    entry('Same', { id: uuid(0) }),
    entry('New', { helpUrl: 'HTTPS://Example.com', notificationType: 'NONE' }),
    entry('Changed “anew”', { id: uuid(1), helpUrl: null, renewalThresholdPercentage: 30 }),
    entry('Issuer', { issuer: 'PUREBRED' }),
    { displayName: 'Gone', Ensure: 'Absent' },
    { displayName: 'Never there', Ensure: 'absent' },
  );
  const { code, stdout, stderr } = await plan(file, '--replace');
  const breaks = 'breaks the credentials on devices until users enrol again';
  const expected = `Tenant 00000000-0000-4000-8000-000000000001 at ${service.url}

+ create "New" (${idForName('New')})
    helpUrl: "https://example.com/"
    issuer: ENTRUST_DATACARD
    notificationType: NONE
    renewalThresholdPercentage: 20

~ update "Changed" (${uuid(1)})
    displayName: "Changed" → "Changed “anew”"
    helpUrl: "https://example.com/helpUrl/" → null
    renewalThresholdPercentage: 20 → 30

-/+ replace "Issuer" (${uuid(2)}) by ${idForName('Issuer')}: ${breaks}
    issuer: ENTRUST_DATACARD → PUREBRED

- delete "Gone" (${uuid(3)}): ${breaks}

1 to create, 1 to update, 1 to replace, 1 to delete; 2 unchanged, 1 not in the file (--prune deletes them).
`;
  expect({ code, stdout, stderr }).toEqual({
    code: 2,
    stdout: expected,
    stderr: 'Nothing was changed. apply makes these changes.\n',
  });
  const pruned = await plan(file, '--replace', '--prune');
  expect([pruned.code, pruned.stdout]).toEqual([2, expect.stringContaining(`\n- delete "Kept" (${uuid(4)}): `)]);
  expect(pruned.stdout).toContain('1 to replace, 2 to delete; 2 unchanged.\n');
  expect(await client.changes()).toEqual(before);
});

test('a tenant that is as the file wants it ends with 0, also where the file leaves objects out', async () => {
  const { client, plan } = await desiredTenant();
  await client.create(entry('One'));
  await client.create(entry('Two'));
  const all = await plan(desired(entry('One'), entry('Two')));
  expect(all).toMatchObject({ code: 0, stderr: '' });
  expect(all.stdout).toMatch(/\n\nNo changes: all is as the file wants it \(2 unchanged\)\.\n$/);
  const one = await plan(desired(entry('One')));
  expect([one.code, one.stderr]).toEqual([0, '']);
  expect(one.stdout).toMatch(/\n\nNo changes; 1 unchanged, 1 not in the file \(--prune deletes them\)\.\n$/);
});

test('all faults of a file are reported before any request is sent', async () => {
  const { plan } = await desiredTenant();
  const file = desired(entry(' '), entry('One', { issuer: 'nobody' }));
  const { code, stdout, stderr } = await plan(file, '--url', await closedPortUrl());
  expect([code, stdout]).toEqual([65, '']);
  expect(stderr).toMatch(
    /^desired\.yaml:1:\d+: .* blank.*\ndesired\.yaml:1:\d+: .*"nobody".*\n2 faults\. Nothing was changed\.\n$/,
  );
});

describe('an entry', () => {
  test('without an id means the one object of its name, and no object that another entry names by id', async () => {
    const { client, plan } = await desiredTenant();
    await client.create(entry('Old name', { id: uuid(1) }));
    const { stdout } = await plan(desired(entry('New name', { id: uuid(1) }), entry('Old name')));
    expect(stdout).toContain(`\n+ create "Old name" (${idForName('Old name')})\n`);
    expect(stdout).toContain(`\n~ update "Old name" (${uuid(1)})\n    displayName: "Old name" → "New name"\n`);
  });

  test('whose name several objects have is a fault that names them', async () => {
    const { client, plan } = await desiredTenant();
    for (const number of [1, 2]) await client.create(entry('Twin', { id: uuid(number) }));
    const { code, stderr } = await plan(desired(entry('Twin')));
    const told = `Several objects have the name "Twin". Say by id which is meant: ${uuid(1)}, ${uuid(2)}.`;
    expect([code, stderr]).toEqual([65, expect.stringContaining(`:1:24: derivedCredentials[0]: ${told}\n`)]);
    const twins = desired(entry('Twin', { id: uuid(1) }), entry('Twin', { id: uuid(2) }));
    expect((await plan(twins)).code).toBe(0);
  });

  test('with another issuer needs --replace, and with an id is no replacement at all', async () => {
    const { client, plan } = await desiredTenant();
    await client.create(entry('One', { id: uuid(1) }));
    const byName = await plan(desired(entry('One', { issuer: 'PUREBRED' })));
    expect([byName.code, byName.stderr]).toEqual([
      65,
      expect.stringMatching(
        /\[0\]\.issuer: issuer is ENTRUST_DATACARD and fixed .* --replace deletes .* enrol again\.\n/,
      ),
    ]);
    const byId = await plan(desired(entry('One', { id: uuid(1), issuer: 'PUREBRED' })), '--replace');
    expect([byId.code, byId.stderr]).toEqual([65, expect.stringMatching(/\[0\]\.issuer: .* Without its id, /)]);
  });

  test('of a new object may say that it has no help page', async () => {
    const { client, plan, apply } = await desiredTenant();
    const file = desired(entry('One', { helpUrl: null }));
    expect((await plan(file)).stdout).toContain('\n    helpUrl: null\n');
    expect(await apply(file)).toMatchObject({ code: 0, stderr: '' });
    expect(await client.list()).toMatchObject([{ displayName: 'One', helpUrl: null, version: 1 }]);
    expect((await plan(file)).code).toBe(0);
    // So may one that takes the place of another.
    const other = desired(entry('One', { helpUrl: null, issuer: 'PUREBRED' }));
    expect(await apply(other, '--replace')).toMatchObject({ code: 0, stderr: '' });
    expect(await client.list()).toMatchObject([{ displayName: 'One', helpUrl: null, issuer: 'PUREBRED' }]);
  });

  test('whose name belonged to deleted objects gets an id that none of them had', async () => {
    const { client, plan, apply } = await desiredTenant();
    for (const generation of [1, 2, 3]) {
      const { stdout } = await plan(desired(entry('Phoenix')));
      expect(stdout).toContain(`+ create "Phoenix" (${idForName('Phoenix', generation)})`);
      await apply(desired(entry('Phoenix')));
      await client.remove({ id: idForName('Phoenix', generation) });
    }
    // One that lives on under another name keeps its id too.
    await apply(desired(entry('Phoenix')));
    await client.update({ id: idForName('Phoenix', 4), displayName: 'Renamed' });
    expect((await plan(desired(entry('Phoenix')))).stdout).toContain(idForName('Phoenix', 5));
  });
});

describe('an entry with the id of a deleted object', () => {
  test('is shown as a restore with its changes of content, also to a read-only token', async () => {
    const { service, client, plan, file, run } = await desiredTenant();
    await client.create(entry('Field staff', { id: uuid(1) }));
    await client.create(entry('Visitors', { id: uuid(2), helpUrl: null }));
    for (const number of [1, 2]) await client.remove({ id: uuid(number) });
    const [, , first, second] = await client.changes();
    const wanted = desired(
      entry('Field staff', { id: uuid(1) }),
      entry('Guests', { id: uuid(2), renewalThresholdPercentage: 30 }),
      entry('New', { id: uuid(3) }),
    );
    const planned = await plan(wanted);
    expect([planned.code, planned.stderr]).toEqual([2, 'Nothing was changed. apply makes these changes.\n']);
    const shown = planned.stdout.slice(planned.stdout.indexOf('\n\n') + 2);
    expect(shown).toBe(`+ restore "Field staff" (${uuid(1)}), deleted at ${first?.at}
    helpUrl: "${EXAMPLE.helpUrl}"
    issuer: ENTRUST_DATACARD
    notificationType: EMAIL
    renewalThresholdPercentage: 20

+ restore "Guests" (${uuid(2)}), deleted at ${second?.at}
    displayName: "Visitors" → "Guests"
    helpUrl: null → "${EXAMPLE.helpUrl}"
    issuer: ENTRUST_DATACARD
    notificationType: EMAIL
    renewalThresholdPercentage: 20 → 30

+ create "New" (${uuid(3)})
    helpUrl: "${EXAMPLE.helpUrl}"
    issuer: ENTRUST_DATACARD
    notificationType: EMAIL
    renewalThresholdPercentage: 20

1 to create, 2 to restore, 0 to update, 0 to replace, 0 to delete; 0 unchanged.
`);
    expect(await client.changes()).toHaveLength(4);
    const SERVICE_TOKEN = await service.token({ permissions: [READ_PERMISSION] });
    const read = await run(['plan', file('again.yaml', wanted)], { SERVICE_TOKEN });
    expect([read.code, read.stdout]).toEqual([2, planned.stdout]);
  });

  test('cannot be restored with another issuer, which is reported with its place', async () => {
    const { client, plan } = await desiredTenant();
    await client.create(entry('One', { id: uuid(1) }));
    await client.remove({ id: uuid(1) });
    const { code, stderr } = await plan(desired(entry('One', { id: uuid(1), issuer: 'PUREBRED' })), '--replace');
    const told =
      'issuer was ENTRUST_DATACARD when this object was deleted, and a restore does not change it. ' +
      'For a new object, give another id.';
    expect([code, stderr]).toEqual([65, expect.stringContaining(`derivedCredentials[0].issuer: ${told}\n`)]);
  });

  test('is left alone if the file wants it to be absent', async () => {
    const { client, plan } = await desiredTenant();
    await client.create(entry('One', { id: uuid(1) }));
    await client.remove({ id: uuid(1) });
    const { code, stdout } = await plan(desired({ id: uuid(1), Ensure: 'Absent' }), '--prune');
    expect([code, stdout]).toEqual([0, expect.stringContaining('No changes')]);
  });

  test('does not lend that id to an entry that is known by its name alone', async () => {
    const { client, apply } = await desiredTenant();
    const id = idForName('One');
    await client.create(entry('One', { id }));
    await client.remove({ id });
    // The restored object begins with the very content that the new one is to have.
    const file = desired(entry('Other', { id }), entry('One'));
    expect(await apply(file)).toMatchObject({ code: 0, stderr: '' });
    const objects = Object.fromEntries((await client.list()).map((object) => [object.displayName, object.id]));
    expect(objects).toEqual({ Other: id, One: idForName('One', 2) });
  });
});

test('faults that only the service can find are reported with their places, together with all others', async () => {
  const { client, plan } = await desiredTenant({ SINGLE_ISSUER_PER_TENANT: 'true' });
  await client.create(entry('Deleted', { id: uuid(1), issuer: 'X_TEC' }));
  await client.remove({ id: uuid(1) });
  await client.create(entry('One'));
  const { code, stderr } = await plan(
    desired(
      entry('Again', { id: uuid(1), issuer: 'X_TEC' }),
      entry('Other', { issuer: 'X_TEC' }),
      entry('One', { issuer: 'PUREBRED' }),
    ),
  );
  expect(code).toBe(65);
  expect(stderr.split('\n')).toEqual([
    expect.stringMatching(/: derivedCredentials\[2\]\.issuer: issuer is ENTRUST_DATACARD and fixed/),
    expect.stringMatching(/: derivedCredentials\[0\]\.issuer: The tenant may have only one issuer/),
    expect.stringMatching(/: derivedCredentials\[1\]\.issuer: The tenant may have only one issuer/),
    '3 faults. Nothing was changed.',
    '',
  ]);
});

test('a read-only token is enough, and the output says that the service has checked nothing', async () => {
  const { service, run, file, client } = await desiredTenant();
  await client.create(entry('One'));
  const SERVICE_TOKEN = await service.token({ permissions: [READ_PERMISSION] });
  const same = await run(['plan', file('same.yaml', desired(entry('One')))], { SERVICE_TOKEN });
  expect(same).toMatchObject({ code: 0, stderr: '' });
  const other = await run(['plan', file('other.yaml', desired(entry('Two')))], { SERVICE_TOKEN });
  expect([other.code, other.stderr]).toEqual([
    2,
    expect.stringMatching(/^The token may only read, so the service has not/),
  ]);
});

test('more changes than one transaction holds are shown with how to have them made', async () => {
  const { plan, service } = await desiredTenant();
  const hundred = creations(100).map(({ create }) => create as object);
  expect((await plan(desired(...hundred))).stderr).not.toContain('--in-parts');
  const more = await plan(desired(...hundred, manyObject(100)));
  expect([more.code, more.stderr]).toEqual([2, expect.stringContaining('apply needs --in-parts')]);
  expect(more.stderr).toContain('Checking changes, parts: 2 of 2\n');
  await applyAll(service, creations(101));
  expect((await plan(desired(...hundred, manyObject(100)), '--prune')).code).toBe(0);
});
