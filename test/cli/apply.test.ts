/** Proves that `apply` makes a tenant as the file wants it, in one transaction or none, and can be repeated without harm. */
import { expect, test } from 'vitest';
import { carryOut } from '../../src/cli/desired/carry-out.js';
import { readDesiredFile } from '../../src/cli/desired/desired-file.js';
import { makePlan, type Plan } from '../../src/cli/desired/make-plan.js';
import { idForName } from '../../src/cli/named-id.js';
import { DataError, Refusal } from '../../src/domain/errors.js';
import { uuid } from '../support/changes.js';
import { type DesiredTenant, desired, desiredTenant, quietly, serviceOf } from '../support/desired-tenant.js';
import { applyAll, creations, manyObject, updates } from '../support/many-changes.js';
import { start } from '../support/process.js';
import { EXAMPLE } from '../support/settings-client.js';

const CONTENT = { ...EXAMPLE, renewalThresholdPercentage: 20 };
const entry = (displayName: string, more: object = {}) => ({ ...CONTENT, displayName, ...more });
const many = (from: number, count: number) => Array.from({ length: count }, (_, index) => manyObject(from + index));
/** What the tests look at of objects: their content under their names. */
const byName = (objects: readonly { readonly displayName: string; readonly issuer: string }[]) =>
  Object.fromEntries(objects.map(({ displayName, issuer }) => [displayName, issuer]));

/** The plan for a content, made inside the test's own process, so that others can get in before it is carried out. */
async function planOf({ service, file }: DesiredTenant, content: unknown): Promise<Plan> {
  const desiredFile = await readDesiredFile(file('desired.yaml', content));
  return makePlan(await serviceOf(service), desiredFile, { prune: true, replace: true }, quietly);
}

/** What a promise ends with, which must be an error. */
async function failureOf(promise: Promise<unknown>): Promise<Error> {
  const error: unknown = await promise.then(
    () => null,
    (reason) => reason,
  );
  if (!(error instanceof Error)) throw new Error('It did not fail.');
  return error;
}

test('all kinds of changes are made by one request, and a repetition finds nothing to do', async () => {
  const { client, apply, plan } = await desiredTenant({ SINGLE_ISSUER_PER_TENANT: 'true' });
  for (const [number, name] of ['Changed', 'Issuer', 'Gone'].entries())
    await client.create(entry(name, { id: uuid(number) }));
  const earlier = (await client.changes()).length;
  const file = desired(
    entry('New', { issuer: 'PUREBRED' }),
    entry('Changed', { issuer: 'PUREBRED' }),
    entry('Issuer', { issuer: 'PUREBRED' }),
  );
  const applied = await apply(file, '--replace', '--prune');
  expect([applied.code, applied.stderr]).toEqual([0, '']);
  expect(applied.stdout).toMatch(
    /\n\n1 to create, 0 to update, 2 to replace, 1 to delete; .*\nDone: 6 changes made\.\n$/,
  );
  expect(byName(await client.list())).toEqual({ New: 'PUREBRED', Changed: 'PUREBRED', Issuer: 'PUREBRED' });
  const changes = (await client.changes()).slice(earlier);
  expect(changes).toHaveLength(6);
  expect(new Set(changes.map(({ requestId }) => requestId)).size).toBe(1);

  expect((await plan(file, '--prune')).code).toBe(0);
  const again = await apply(file, '--replace', '--prune');
  expect([again.code, again.stdout]).toEqual([
    0,
    expect.stringMatching(/No changes: all is as the file wants it .*\n$/),
  ]);
  expect(await client.changes()).toHaveLength(earlier + 6);
});

test('of a hundred changes with faulty ones among them none is made, and every fault is told', async () => {
  const { client, apply } = await desiredTenant();
  await client.create(entry('Deleted', { id: uuid(7) }));
  await client.remove({ id: uuid(7) });
  const before = await client.changes();
  const objects: object[] = many(0, 100);
  // The first two are told by the rules of the entity, the third by what the tenant has held.
  const faulty: readonly object[] = objects
    .with(3, { ...manyObject(3), helpUrl: 'nowhere' })
    .with(50, { ...manyObject(50), displayName: '' });
  const local = await apply(desired(...faulty));
  expect([local.code, local.stdout]).toEqual([65, '']);
  expect(local.stderr).toMatch(
    /^desired\.yaml:1:\d+: derivedCredentials\[3\]\.helpUrl: .*\ndesired\.yaml:1:\d+: derivedCredentials\[50\]\.displayName: .*\n2 faults\. Nothing was changed\.\n$/,
  );
  const remote = await apply(desired(...objects));
  expect([remote.code, remote.stdout]).toEqual([65, '']);
  expect(remote.stderr).toMatch(
    /^desired\.yaml:1:\d+: derivedCredentials\[7\]\.id: .* deleted\. .*\nOne fault\. Nothing was changed\.\n$/,
  );
  expect(await client.changes()).toEqual(before);
});

test('a plan that others have overtaken changes nothing and says whose objects are not as they were', async () => {
  const tenant = await desiredTenant();
  await applyAll(tenant.service, creations(3));
  const plan = await planOf(tenant, desired({ ...manyObject(0), renewalThresholdPercentage: 50 }, entry('New')));
  await tenant.client.update({ id: uuid(1), displayName: 'Theirs' });
  await tenant.client.remove({ id: uuid(2) });
  const before = await tenant.client.changes();
  const failure = await failureOf(carryOut(plan, quietly));
  expect(failure).toBeInstanceOf(Refusal);
  expect(failure.message).toBe(
    `Others have changed these objects in the meantime: ${uuid(1)}, ${uuid(2)}. Nothing was changed. Apply again, which plans anew.`,
  );
  expect(await tenant.client.changes()).toEqual(before);
});

test('two programs that apply one file at the same time make one object of each name', async () => {
  const { client, apply, run, file } = await desiredTenant();
  const entries = many(0, 60).map(({ id: _left, ...content }) => content);
  const path = file('shared.json', desired(...entries));
  const ends = await Promise.all([run(['apply', path]), run(['apply', path]), run(['apply', path])]);
  expect(ends.filter(({ code }) => code === 0).length).toBeGreaterThan(0);
  expect(ends.filter(({ code }) => code !== 0 && code !== 75)).toEqual([]);
  expect((await client.list()).map(({ displayName }) => displayName)).toHaveLength(60);
  expect((await apply(desired(...entries), '--prune')).stdout).toContain('60 unchanged');
});

test('more changes than one transaction takes are refused before any is made, unless parts are allowed', async () => {
  const { client, apply } = await desiredTenant();
  const content = desired(...many(0, 250));
  const refused = await apply(content);
  expect(refused.code).toBe(64);
  expect(refused.stderr).toMatch(
    /error: the service does not take 250 changes .* Nothing was changed\.\nWith --in-parts they are made in 3, /,
  );
  expect(await client.changes()).toEqual([]);
  const made = await apply(content, '--in-parts');
  expect([made.code, made.stdout.endsWith('Done: 250 changes made.\n')]).toEqual([0, true]);
  expect(made.stderr).toContain(
    'Making changes, parts: 1 of 3\nMaking changes, parts: 2 of 3\nMaking changes, parts: 3 of 3\n',
  );
  expect((await apply(content, '--prune')).stdout).toContain('250 unchanged');
});

test('the first part that others have overtaken ends it, and those before it stay made', async () => {
  const tenant = await desiredTenant();
  await applyAll(tenant.service, creations(200));
  const wanted = desired(...many(0, 200).map((object) => ({ ...object, renewalThresholdPercentage: 99 })));
  const plan = await planOf(tenant, wanted);
  await applyAll(tenant.service, updates([150], { displayName: 'Theirs' }));
  const failure = await failureOf(carryOut(plan, quietly));
  expect(failure).toBeInstanceOf(Refusal);
  const outcome = '100 changes were made, and 100 were not. Apply again, which plans anew.';
  expect(failure.message).toBe(`Others have changed these objects in the meantime: ${uuid(150)}. ${outcome}`);
  const rest = await planOf(tenant, wanted);
  expect(rest.parts.map(({ length }) => length)).toEqual([100]);
  await carryOut(rest, quietly);
  expect((await planOf(tenant, wanted)).steps).toEqual([]);
});

test('a part that the service refuses is told by its entries, with what was made before it', async () => {
  const tenant = await desiredTenant();
  const plan = await planOf(tenant, desired(...many(0, 150)));
  await applyAll(tenant.service, creations(1, { id: uuid(120), displayName: 'Theirs' }));
  const failure = await failureOf(carryOut(plan, quietly));
  expect(failure).toBeInstanceOf(DataError);
  expect(failure.message).toMatch(
    /derivedCredentials\[120\]\.id: .* taken .*\nOne fault\. 100 changes were made, and 50 were not\.$/,
  );
});

test('what many deletions free is there for what comes after them in another part', async () => {
  const tenant = await desiredTenant({ SINGLE_ISSUER_PER_TENANT: 'true' });
  await applyAll(tenant.service, creations(100));
  const wanted = many(500, 20).map((object) => ({ ...object, issuer: 'PUREBRED' }));
  const { code } = await tenant.apply(desired(...wanted), '--prune', '--in-parts');
  expect([code, byName(await tenant.client.list())]).toEqual([
    0,
    Object.fromEntries(wanted.map(({ displayName }) => [displayName, 'PUREBRED'])),
  ]);
});

test('the file or the token can come by standard input, and a file of the token has none beside it', async () => {
  const { service, file, client } = await desiredTenant();
  const token = await service.token();
  const piped = async (args: readonly string[], input: string) => {
    const { child, ended } = start([...args, '--url', `${service.url}/graphql`]);
    child.stdin?.end(input);
    return ended;
  };
  const [one, tokenFile] = [file('one.yaml', desired(entry('One'))), file('token.txt', `${token}\n`)];
  expect((await piped(['apply', one, '--token-file', '-'], `${token}\n`)).code).toBe(0);
  expect((await piped(['apply', one, '--token', '-'], token)).code).toBe(0);
  const two = JSON.stringify(desired(entry('One'), entry('Two')));
  expect((await piped(['apply', '-', '--token-file', tokenFile], two)).code).toBe(0);
  expect((await piped(['apply', '-', '--token', token], two)).code).toBe(0);
  expect(Object.keys(byName(await client.list()))).toEqual(['One', 'Two']);
  expect((await client.find(idForName('Two')))?.version).toBe(1);
  const both = await piped(['apply', '-', '--token-file', '-'], token);
  expect([both.code, both.stderr]).toEqual([
    64,
    expect.stringMatching(/^error: standard input can hold .* not both\./),
  ]);
  const twice = await piped(['apply', one, '--token-file', tokenFile, '--token', token], '');
  expect([twice.code, twice.stderr]).toEqual([64, expect.stringContaining('cannot be used with')]);
});
