/** Tests that errors of the storage leak no details, and that the service works again after the repair. */
import { expect, test } from 'vitest';
import { expectErrorResponse } from '../../support/graphql/expect-error-response.js';
import { send } from '../../support/graphql/send.js';
import { EXAMPLE, settingsClient } from '../../support/graphql/settings-client.js';
import { bootOnSqlite } from '../../support/service/boot.js';
import { damage, withDatabase } from '../../support/store/damage.js';

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

test('An unforeseen fault is reported only as an internal error, for reads and for writes', async () => {
  const service = await bootOnSqlite();
  const tenant = settingsClient(service);
  await tenant.create({ ...EXAMPLE, id: ID });
  withDatabase(service.databaseFile, (database) => database.exec('ALTER TABLE settings RENAME TO elsewhere'));
  for (const query of OPERATIONS) {
    const { status, errors, text, headers } = expectErrorResponse(await send(service, { body: { query } }));
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
  withDatabase(service.databaseFile, (database) => database.exec('ALTER TABLE elsewhere RENAME TO settings'));
  expect(await tenant.find(ID)).toMatchObject({ ...EXAMPLE, version: 1 });
  expect(await tenant.changes()).toHaveLength(1);
});

test('A damaged storage is reported as unavailable', async () => {
  const service = await bootOnSqlite();
  const tenant = settingsClient(service);
  await tenant.create({ ...EXAMPLE, id: ID });
  const mend = damage(service.databaseFile, 'settings');
  for (const query of OPERATIONS) {
    const { status, codes, messages } = expectErrorResponse(await send(service, { body: { query } }));
    const told = { status: 503, codes: ['UNAVAILABLE'], messages: ['The storage is damaged.'] };
    expect({ status, codes, messages }).toEqual(told);
  }
  // A response with part of the data has status 200.
  const query = `{ viewer { tenantId } node(id: "${ID}") { id } }`;
  const partly = await send(service, { body: { query } });
  expect(partly).toMatchObject({ status: 200, codes: ['UNAVAILABLE'] });
  expect(JSON.parse(partly.text).data).toEqual({ viewer: { tenantId: expect.anything() }, node: null });
  mend();
  expect(await tenant.find(ID)).toMatchObject({ ...EXAMPLE, version: 1 });
  expect(await tenant.changes()).toHaveLength(1);
});
