/** Proves that a fault of the storage is told without a word of it, and that the service works again once it is mended. */
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { type Booted, boot } from '../support/boot.js';
import { expectTold } from '../support/expect-told.js';
import { send } from '../support/send.js';
import { EXAMPLE, settingsClient } from '../support/settings-client.js';

type Root = { readonly rootpage: number };

const ID = 'cb6eed73-ed73-cb6e-73ed-6ecb73ed6ecb';
const OPERATIONS = [
  `{ a: node(id: "${ID}") { id } }`,
  `{ a: derivedCredentialSettings(id: "${ID}") { id } }`,
  '{ a: derivedCredentials { totalCount } }',
  `mutation { a: createDerivedCredentialSettings(
    input: { displayName: "a", helpUrl: "http://a", issuer: X_TEC, notificationType: NONE }) { change { id } } }`,
  `mutation { a: updateDerivedCredentialSettings(input: { id: "${ID}", displayName: "b" }) { change { id } } }`,
  `mutation { a: deleteDerivedCredentialSettings(input: { id: "${ID}" }) { change { id } } }`,
];

test('An unforeseen fault is told as an internal error and nothing else, for reads and for writes', async () => {
  const service = await boot();
  const tenant = settingsClient(service);
  await tenant.create({ ...EXAMPLE, id: ID });
  withDatabase(service, (database) => database.exec('ALTER TABLE settings RENAME TO elsewhere'));
  for (const query of OPERATIONS) {
    const { status, errors, text, headers } = expectTold(await send(service, { body: { query } }));
    expect(status).toBe(200);
    expect(errors).toEqual([
      {
        message: 'Internal error.',
        locations: [expect.anything()],
        path: ['a'],
        extensions: { code: 'INTERNAL_SERVER_ERROR', requestId: headers.get('x-request-id') },
      },
    ]);
    expect([null, { a: null }]).toContainEqual(JSON.parse(text).data);
  }
  withDatabase(service, (database) => database.exec('ALTER TABLE elsewhere RENAME TO settings'));
  expect(await tenant.find(ID)).toMatchObject({ ...EXAMPLE, version: 1 });
  expect(await tenant.changes()).toHaveLength(1);
});

test('A damaged storage is told as unavailable', async () => {
  const service = await boot();
  const tenant = settingsClient(service);
  await tenant.create({ ...EXAMPLE, id: ID });
  const mend = damage(service);
  for (const query of OPERATIONS) {
    const { status, codes, messages } = expectTold(await send(service, { body: { query } }));
    const told = { status: 503, codes: ['UNAVAILABLE'], messages: ['The storage is damaged.'] };
    expect({ status, codes, messages }).toEqual(told);
  }
  // Part of an answer is an answer.
  const query = `{ viewer { tenantId } node(id: "${ID}") { id } }`;
  const partly = await send(service, { body: { query } });
  expect(partly).toMatchObject({ status: 200, codes: ['UNAVAILABLE'] });
  expect(JSON.parse(partly.text).data).toEqual({ viewer: { tenantId: expect.anything() }, node: null });
  mend();
  expect(await tenant.find(ID)).toMatchObject({ ...EXAMPLE, version: 1 });
  expect(await tenant.changes()).toHaveLength(1);
});

/** Lets the table of settings begin at a page that the file does not have. Returns the way to undo it. */
function damage(service: Booted): () => void {
  const move = (rootPage: number) =>
    withDatabase(service, (database) => {
      database.unsafeMode().pragma('writable_schema = ON');
      const { rootpage } = database.prepare(`SELECT rootpage FROM sqlite_schema WHERE name = 'settings'`).get() as Root;
      database.prepare(`UPDATE sqlite_schema SET rootpage = ? WHERE name = 'settings'`).run(rootPage);
      database.pragma(`schema_version = ${Number(database.pragma('schema_version', { simple: true })) + 1}`);
      return rootpage;
    });
  const before = move(9_999);
  return () => void move(before);
}

/** Works on the file from outside while the service has it open. */
function withDatabase<Result>({ databaseFile }: Booted, work: (database: Database.Database) => Result): Result {
  const database = new Database(databaseFile);
  try {
    return work(database);
  } finally {
    database.close();
  }
}
