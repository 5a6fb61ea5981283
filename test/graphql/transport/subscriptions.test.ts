/** Follows the change feed over both transports, with the clients that real programs use. */
import { describe, expect, test } from 'vitest';
import { READ_PERMISSION } from '../../../src/domain/caller.js';
import { type Operation, subscribe, TRANSPORTS } from '../../support/graphql/follower.js';
import { EXAMPLE, settingsClient } from '../../support/graphql/settings-client.js';
import { type Booted, boot } from '../../support/service/boot.js';

const CHANGES = 'subscription ($after: String) { changes(after: $after) { cursor node { version kind fields } } }';
const OTHER_TENANT = '11111111-2222-3333-4444-555555555555';
const ID = 'cb6eed73-ed73-cb6e-73ed-6ecb73ed6ecb';

interface Changes {
  readonly changes: { readonly cursor: string; readonly node: { readonly version: number; readonly kind: string } };
}

describe.each(TRANSPORTS)('Over %s', (transport) => {
  async function follower(service: Booted, operation: Operation, token?: string) {
    return subscribe<Changes>({ url: service.url, transport, token: token ?? (await service.token()) }, operation);
  }

  test('the log is replayed from a cursor and then followed live', async () => {
    const service = await boot();
    const tenant = settingsClient(service);
    await tenant.create({ ...EXAMPLE, id: ID });
    await tenant.update({ id: ID, displayName: 'Second' });
    const all = await follower(service, { query: CHANGES, variables: { after: '' } });
    const first = (await all.next()).value?.data.changes;
    expect(first).toMatchObject({ node: { version: 1, kind: 'CREATED' } });
    expect((await all.next()).value?.data.changes).toMatchObject({ node: { version: 2, fields: ['displayName'] } });

    const rest = await follower(service, { query: CHANGES, variables: { after: first?.cursor } });
    expect((await rest.next()).value?.data.changes.node.version).toBe(2);
    const [live, resumed] = [all.next(), rest.next()];
    await tenant.update({ id: ID, displayName: 'Third' });
    expect((await live).value?.data.changes.node.version).toBe(3);
    expect((await resumed).value?.data.changes.node.version).toBe(3);
  });

  test('a filter leaves out all other changes, and each cursor is after the one before it', async () => {
    const service = await boot();
    const tenant = settingsClient(service);
    const query = `subscription ($after: String, $filter: ChangeFilter) {
      changes(after: $after, filter: $filter) { cursor node { version kind } }
    }`;
    const filter = { kind: { eq: 'DELETED' }, settingsId: { eq: ID } };
    await tenant.create({ ...EXAMPLE, id: ID });
    for (let count = 0; count < 30; count += 1) await tenant.create(EXAMPLE);
    const stream = await follower(service, { query, variables: { after: '', filter } });
    const deletion = stream.next();
    await tenant.remove({ id: ID });
    const told = (await deletion).value?.data.changes;
    expect(told?.node).toEqual({ version: 2, kind: 'DELETED' });
    // A resume with this cursor, with any filter, receives no earlier change.
    const all = await follower(service, { query, variables: { after: told?.cursor } });
    const next = all.next();
    await tenant.revert({ id: ID, toVersion: 1 });
    expect((await next).value?.data.changes.node).toEqual({ version: 3, kind: 'CREATED' });
    const resumed = await follower(service, { query, variables: { after: told?.cursor, filter } });
    await tenant.remove({ id: ID });
    expect((await resumed.next()).value?.data.changes.node).toEqual({ version: 4, kind: 'DELETED' });
  });

  test('a filter that cannot be is refused as in a query of the log', async () => {
    const service = await boot();
    const query = 'subscription ($filter: ChangeFilter) { changes(filter: $filter) { cursor } }';
    const filters = [{ kind: null }, { settingsId: { in: Array(101).fill(ID) } }];
    const messages = [/^filter.kind is null/, /lists more than 100 values/];
    for (const [index, filter] of filters.entries()) {
      const { value } = await (await follower(service, { query, variables: { filter } })).next();
      expect(value?.errors?.[0]?.message).toMatch(messages[index] ?? '');
    }
  });

  test.each([
    ['without a cursor', {}],
    ['with a cursor of null', { after: null }],
  ])(
    'a stream %s begins with the next change, and no other tenant’s change is among them',
    async (_what, variables) => {
      const service = await boot();
      const tenant = settingsClient(service);
      await tenant.create({ ...EXAMPLE, id: ID });
      const stream = await follower(
        service,
        { query: CHANGES, variables },
        await service.token({ permissions: [READ_PERMISSION] }),
      );
      let told = false;
      const next = stream.next().finally(() => {
        told = true;
      });
      const otherTenant = settingsClient(service, await service.token({ tenantId: OTHER_TENANT }));
      for (let version = 2; !told; version += 1) {
        await otherTenant.create(EXAMPLE);
        await tenant.update({ id: ID, displayName: `Version ${version}` });
      }
      expect((await next).value?.data.changes.node.kind).toBe('UPDATED');
    },
  );
});
