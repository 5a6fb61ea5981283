/** Tests that a subscription is charged for the changes that it must send before it has caught up with the log. */
import { parse, subscribe } from 'graphql';
import { expect, test } from 'vitest';
import { Refusal } from '../../../src/domain/errors.js';
import { NotConnected } from '../../../src/domain/not-connected.js';
import { SettingsService } from '../../../src/domain/settings-service.js';
import { encodeChangeCursor } from '../../../src/feed/change-cursor.js';
import { Feed } from '../../../src/feed/feed.js';
import { graphqlContext } from '../../../src/graphql/execution/context.js';
import { createSchema } from '../../../src/graphql/schema/schema.js';
import { commit, creation, TENANT, uuid } from '../../support/domain/changes.js';
import { CALL } from '../../support/domain/open-service.js';
import { openStore } from '../../support/store/open-store.js';

const CHANGES = 50;
const schema = createSchema();
const document = parse('subscription($after: String) { changes(after: $after) { cursor } }');

test.each([
  ['from the beginning', '', [3]],
  ['from a change', encodeChangeCursor(TENANT, 29), [2]],
  ['from the last change', encodeChangeCursor(TENANT, CHANGES), []],
  ['from a change that is yet to come', encodeChangeCursor(TENANT, CHANGES + 1), []],
  ['from now on', null, []],
])('A subscription %s', async (_from, after, expected) => {
  const charged: number[] = [];
  await subscribed(after, async (cost) => void charged.push(cost));
  expect(charged).toEqual(expected);
});

test('A subscription that costs more than is left is refused', async () => {
  const refusal = new Refusal('RATE_LIMITED', 'Wait.');
  expect(await subscribed('', () => Promise.reject(refusal))).toMatchObject({ errors: [{ originalError: refusal }] });
});

/** The stream is closed before this returns. */
async function subscribed(after: string | null, charge: (cost: number) => Promise<void>): Promise<unknown> {
  const store = await openStore();
  await commit(store, ...Array.from({ length: CHANGES }, (_, index) => creation(uuid(index))));
  const { follow } = new Feed(store);
  const service = new SettingsService({ store, follow, clock: Date.now, newId: () => uuid(999), singleIssuer: false });
  const shared = {
    service,
    connection: new NotConnected(store, service),
    charge: (_: unknown, cost: number) => charge(cost),
  };
  const contextValue = graphqlContext(shared, CALL, { error: () => {}, warn: () => {} });
  const result = await subscribe({ schema, document, variableValues: { after }, contextValue });
  if (Symbol.asyncIterator in result) await result.return?.();
  return result;
}
