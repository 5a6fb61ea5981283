/** Proves that `apply` makes a tenant as the file wants it, in one transaction or none, and can be repeated without harm. */
import { expect, test } from 'vitest';
import { readDesiredFile } from '../../../src/cli/settings-file/read-file.js';
import { applyPlan } from '../../../src/desired/plan/apply-plan.js';
import { type FilePlan, makePlan } from '../../../src/desired/plan/make-plan.js';
import { idForName } from '../../../src/desired/plan/name-based-id.js';
import { DataError, Refusal } from '../../../src/domain/errors.js';
import { type DesiredTenant, desired, desiredTenant, quietly, serviceOf } from '../../support/cli/desired-tenant.js';
import { uuid } from '../../support/domain/changes.js';
import { applyAll, creations, manyObject, updates } from '../../support/graphql/many-changes.js';
import { EXAMPLE } from '../../support/graphql/settings-client.js';
import { start } from '../../support/service/built-program.js';

const CONTENT = { ...EXAMPLE, renewalThresholdPercentage: 20 };
const entry = (displayName: string, more: object = {}) => ({ ...CONTENT, displayName, ...more });
const many = (from: number, count: number) => Array.from({ length: count }, (_, index) => manyObject(from + index));
/** What the tests look at of objects: their content under their names. */
const byName = (objects: readonly { readonly displayName: string; readonly issuer: string }[]) =>
  Object.fromEntries(objects.map(({ displayName, issuer }) => [displayName, issuer]));

/** The plan for a content, made inside the test's own process, so that others can get in before it is carried out. */
async function planOf({ service, file }: DesiredTenant, content: unknown): Promise<FilePlan> {
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

test('if some of a hundred changes are faulty, none is made and every fault is reported', async () => {
  const { client, apply } = await desiredTenant({ SINGLE_ISSUER_PER_TENANT: 'true' });
  // The rules of the entity report the first two, those of the tenant the third.
  const objects = (many(0, 100) as object[]).with(7, { ...manyObject(7), issuer: 'X_TEC' });
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
    /^desired\.yaml:1:\d+: derivedCredentials\[7\]\.issuer: .* one issuer .*\nOne fault\. Nothing was changed\.\n$/,
  );
  expect(await client.changes()).toEqual([]);
});

test('an export brings back what has been deleted since, however often, with its history, by one request', async () => {
  const { client, run, apply, plan } = await desiredTenant();
  const [once, twice, kept] = [uuid(1), uuid(2), uuid(3)];
  await client.create(entry('Once', { id: once, helpUrl: null }));
  await client.create(entry('Twice', { id: twice }));
  await client.create(entry('Kept', { id: kept }));
  await client.remove({ id: twice });
  await client.revert({ id: twice, toVersion: 1 });
  const exported = (await run(['export'])).stdout;
  const before = await client.list();
  // What is brought back is what the file wants, not what was last there.
  await client.update({ id: twice, displayName: 'Renamed', renewalThresholdPercentage: 99 });
  for (const id of [once, twice]) await client.remove({ id });
  const earlier = await client.changes();

  const applied = await apply(exported);
  expect([applied.code, applied.stderr]).toEqual([0, '']);
  expect(applied.stdout).toContain('0 to create, 2 to restore, 0 to update, 0 to replace, 0 to delete; 1 unchanged.\n');
  expect(applied.stdout).toContain('    displayName: "Renamed" → "Twice"\n');
  expect(applied.stdout).toMatch(/\nDone: 3 changes made\.\n$/);
  const changes = (await client.changes()).slice(earlier.length);
  expect(changes.map(({ kind, id }) => `${kind} ${id}`)).toEqual([
    `CREATED ${once}:3`,
    `CREATED ${twice}:6`,
    `UPDATED ${twice}:7`,
  ]);
  expect(new Set(changes.map(({ requestId }) => requestId)).size).toBe(1);
  expect((await run(['export'])).stdout).toBe(exported);
  expect((await client.list()).map(({ id }) => id).toSorted()).toEqual(before.map(({ id }) => id).toSorted());
  expect((await plan(exported, '--prune')).code).toBe(0);
});

test('a restore that others have overtaken changes nothing, and the next plan finds what is left', async () => {
  const tenant = await desiredTenant();
  const { client } = tenant;
  for (const number of [1, 2]) await client.create(entry(`Name ${number}`, { id: uuid(number) }));
  for (const number of [1, 2]) await client.remove({ id: uuid(number) });
  const wanted = desired(...[1, 2].map((number) => entry(`Changed ${number}`, { id: uuid(number) })));
  const plan = await planOf(tenant, wanted);
  await client.revert({ id: uuid(2), toVersion: 1 });
  const before = await client.changes();
  const failure = await failureOf(applyPlan(plan, quietly));
  expect(failure).toBeInstanceOf(Refusal);
  expect(failure.message).toBe(
    `Others have changed these objects in the meantime: ${uuid(2)}. Nothing was changed. Apply again: it makes a new plan.`,
  );
  expect(await client.changes()).toEqual(before);
  // Also one that was restored and deleted again is not what was planned for.
  await client.remove({ id: uuid(2) });
  expect(await failureOf(applyPlan(plan, quietly))).toBeInstanceOf(Refusal);

  const next = await planOf(tenant, wanted);
  expect(next.steps.map(({ kind }) => kind)).toEqual(['restore', 'restore']);
  await applyPlan(next, quietly);
  expect((await planOf(tenant, wanted)).steps).toEqual([]);
  expect(await client.find(uuid(2))).toMatchObject({ displayName: 'Changed 2', version: 6 });
});

test('of programs that restore one object at the same time a single one does it', async () => {
  const { client, run, file } = await desiredTenant();
  await client.create(entry('One', { id: uuid(1) }));
  await client.remove({ id: uuid(1) });
  const path = file('shared.json', desired(entry('One', { id: uuid(1) })));
  const ends = await Promise.all([run(['apply', path]), run(['apply', path]), run(['apply', path])]);
  expect(ends.filter(({ code }) => code !== 0 && code !== 75)).toEqual([]);
  expect((await client.changes()).map(({ kind }) => kind)).toEqual(['CREATED', 'DELETED', 'CREATED']);
});

test('objects come back in the place of others where a tenant is kept to one issuer, in parts too', async () => {
  const tenant = await desiredTenant({ SINGLE_ISSUER_PER_TENANT: 'true' });
  await applyAll(tenant.service, creations(150));
  await applyAll(
    tenant.service,
    many(0, 150).map(({ id }) => ({ delete: { id } })),
  );
  const others = many(500, 150).map((object) => ({ create: { ...object, issuer: 'PUREBRED' } }));
  await applyAll(tenant.service, others);
  const wanted = desired(...many(0, 150).map((object) => ({ ...object, renewalThresholdPercentage: 50 })));
  const kept = await tenant.plan(wanted);
  expect([kept.code, kept.stderr.trimEnd().split('\n').at(-1)]).toEqual([65, '150 faults. Nothing was changed.']);
  expect(kept.stderr).toMatch(
    /: derivedCredentials\[99\]\.issuer: The tenant may have only one issuer and already uses PUREBRED/,
  );
  const { code, stdout } = await tenant.apply(wanted, '--prune', '--in-parts');
  expect([code, stdout.endsWith('Done: 450 changes made.\n')]).toEqual([0, true]);
  expect(stdout).toContain('0 to create, 150 to restore, 0 to update, 0 to replace, 150 to delete; 0 unchanged.\n');
  expect((await tenant.plan(wanted, '--prune')).code).toBe(0);
});

test('a plan that others have overtaken changes nothing and says whose objects are not as they were', async () => {
  const tenant = await desiredTenant();
  await applyAll(tenant.service, creations(3));
  const plan = await planOf(tenant, desired({ ...manyObject(0), renewalThresholdPercentage: 50 }, entry('New')));
  await tenant.client.update({ id: uuid(1), displayName: 'Theirs' });
  await tenant.client.remove({ id: uuid(2) });
  const before = await tenant.client.changes();
  const failure = await failureOf(applyPlan(plan, quietly));
  expect(failure).toBeInstanceOf(Refusal);
  expect(failure.message).toBe(
    `Others have changed these objects in the meantime: ${uuid(1)}, ${uuid(2)}. Nothing was changed. Apply again: it makes a new plan.`,
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
  const failure = await failureOf(applyPlan(plan, quietly));
  expect(failure).toBeInstanceOf(Refusal);
  const outcome = '100 changes were made, and 100 were not. Apply again: it makes a new plan.';
  expect(failure.message).toBe(`Others have changed these objects in the meantime: ${uuid(150)}. ${outcome}`);
  const rest = await planOf(tenant, wanted);
  expect(rest.parts.map(({ length }) => length)).toEqual([100]);
  await applyPlan(rest, quietly);
  expect((await planOf(tenant, wanted)).steps).toEqual([]);
});

test('a part that the service refuses is reported by entry, with the number of changes made before it', async () => {
  const tenant = await desiredTenant();
  const plan = await planOf(tenant, desired(...many(0, 150)));
  await applyAll(tenant.service, creations(1, { id: uuid(120), displayName: 'Theirs' }));
  const failure = await failureOf(applyPlan(plan, quietly));
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
