/** Tests that all rules for operations apply to subscriptions over each transport, and that streams carry no other operations. */
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { DEVELOPMENT_TENANT } from '../../../src/auth/local-issuer.js';
import { encodeChangeCursor } from '../../../src/feed/change-cursor.js';
import { scratchFolder } from '../../support/files/scratch.js';
import { TRANSPORTS } from '../../support/graphql/follower.js';
import { rawFollower } from '../../support/graphql/raw-follower.js';
import { EXAMPLE, mutation, settingsClient } from '../../support/graphql/settings-client.js';
import { codesOverEach, subscriptionOutcome } from '../../support/graphql/subscription-outcome.js';
import { boot } from '../../support/service/boot.js';

const OTHER_TENANT = '11111111-2222-3333-4444-555555555555';
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const CHANGES = 'subscription Follow($after: String) { changes(after: $after) { cursor node { kind } } }';
const times = (count: number, make: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => make(index)).join(' ');
const selecting = (fields: string) => `subscription { changes { node { ${fields} } } }`;
const following = (cursor: unknown) => ({ query: CHANGES, variables: { after: cursor } });

const REFUSED: readonly (readonly [what: string, code: string, operation: unknown])[] = [
  ['a query', 'BAD_USER_INPUT', { query: '{ viewer { subject } }' }],
  [
    'a query beside a subscription',
    'BAD_USER_INPUT',
    { query: `${CHANGES} query Q { __typename }`, operationName: 'Q' },
  ],
  [
    'a mutation',
    'BAD_USER_INPUT',
    { query: mutation('Create'), variables: { input: { ...EXAMPLE, displayName: 'Never' } } },
  ],
  ['two subscriptions and no name', 'BAD_USER_INPUT', { query: `${CHANGES} subscription B { changes { cursor } }` }],
  ['a name that none has', 'BAD_USER_INPUT', { query: CHANGES, operationName: 'Other' }],
  ['an empty text', 'BAD_USER_INPUT', { query: '' }],
  [
    'a hash in the place of the operation',
    'PERSISTED_QUERY_NOT_SUPPORTED',
    { query: '', extensions: { persistedQuery: { version: 1, sha256Hash: 'a' } } },
  ],
  ['no GraphQL', 'GRAPHQL_PARSE_FAILED', { query: 'subscription {' }],
  ['an unknown field', 'GRAPHQL_VALIDATION_FAILED', { query: selecting('planted') }],
  [
    'two root fields',
    'GRAPHQL_VALIDATION_FAILED',
    { query: 'subscription { changes { cursor } a: changes { cursor } }' },
  ],
  ['a type name alone', 'GRAPHQL_VALIDATION_FAILED', { query: 'subscription { __typename }' }],
  ['a variable of another kind', 'BAD_USER_INPUT', following(7)],
  ['a variable that is an object', 'BAD_USER_INPUT', following({ a: 1 })],
  ['a cursor that is none', 'BAD_USER_INPUT', following('AAAA')],
  ['a cursor with another number', 'BAD_USER_INPUT', following(forged())],
  ['a cursor of another tenant', 'BAD_USER_INPUT', following(encodeChangeCursor(OTHER_TENANT, 1))],
  ['a cursor beyond the log', 'BAD_USER_INPUT', following(encodeChangeCursor(DEVELOPMENT_TENANT, 2))],
  ['16,000 characters', 'LIMIT_EXCEEDED', { query: CHANGES.padEnd(16_000) }],
  ['2,000 tokens', 'LIMIT_EXCEEDED', { query: selecting(times(1_000, () => '... { kind }')) }],
  ['16 aliases', 'LIMIT_EXCEEDED', { query: selecting(times(16, (index) => `a${index}: kind`)) }],
  ['16 aliases of __typename', 'LIMIT_EXCEEDED', { query: selecting(times(16, (index) => `a${index}: __typename`)) }],
  ['51 directives', 'LIMIT_EXCEEDED', { query: selecting(times(51, () => 'kind @include(if: true)')) }],
  ['a depth of 20', 'LIMIT_EXCEEDED', { query: `subscription { changes ${'{ a '.repeat(20)}${'}'.repeat(20)} }` }],
  ['3,000 values', 'LIMIT_EXCEEDED', { query: CHANGES, variables: { after: null, x: Array(3_000).fill(1) } }],
];

/** A valid cursor with another position. */
function forged(): string {
  const text = Buffer.from(encodeChangeCursor(DEVELOPMENT_TENANT, 1), 'base64url').toString();
  return Buffer.from(text.replace('1.1.', '1.0.')).toString('base64url');
}

describe.each(TRANSPORTS)('Over %s', (transport) => {
  test('anything but a subscription within the limits gets its error, and is not executed', async () => {
    const service = await boot();
    const tenant = settingsClient(service);
    await tenant.create(EXAMPLE);
    for (const [what, code, operation] of REFUSED) {
      const { codes, requestIds, answers, ending } = await subscriptionOutcome(service, transport, operation);
      expect(codes, what).toContain(code);
      for (const requestId of requestIds) expect(requestId, what).toMatch(UUID);
      expect(ending, what).toMatch(/^(?:refused|complete|status 400)$/);
      expect(
        answers.some(({ data }) => data != null),
        what,
      ).toBe(false);
    }
    expect(await tenant.changes()).toHaveLength(1);
  });

  test('a log is followed from its beginning with "", and from any of its cursors', async () => {
    const service = await boot();
    const tenant = settingsClient(service);
    await tenant.create(EXAMPLE);
    const authorization = `Bearer ${await service.token()}`;
    const follow = (cursor: string | null) =>
      rawFollower<{ changes: { cursor: string } }>({
        url: service.url,
        transport,
        authorization,
        operation: following(cursor),
      });
    const first = (await follow('').next())?.data?.changes.cursor ?? '';
    expect(first).toBe(encodeChangeCursor(DEVELOPMENT_TENANT, 1));
    const beforeAll = follow(encodeChangeCursor(DEVELOPMENT_TENANT, 0));
    expect((await beforeAll.next())?.data?.changes.cursor).toBe(first);
    const live = [follow(first), follow(encodeChangeCursor(DEVELOPMENT_TENANT, 1)), beforeAll];
    const next = live.map((stream) => stream.next());
    await tenant.create(EXAMPLE);
    const second = encodeChangeCursor(DEVELOPMENT_TENANT, 2);
    for (const answer of next) expect((await answer)?.data?.changes.cursor).toBe(second);
  });

  test('a caller without permission gets this error and no data', async () => {
    const service = await boot();
    await settingsClient(service).create(EXAMPLE);
    const token = await service.token({ permissions: ['Other.Read.All'] });
    const { codes, messages, answers } = await subscriptionOutcome(service, transport, following(''), token);
    expect(codes).toEqual(['FORBIDDEN']);
    expect(messages[0]).toContain('DeviceManagementServiceConfig.Read.All');
    expect(answers[0]?.data ?? null).toBeNull();
  });
});

test('Introspection is answered by neither transport, and names are suggested only if it is on', async () => {
  const schema = { query: 'subscription { changes { node { __typename } } __schema { types { name } } }' };
  const mistyped = { query: selecting('kin') };
  for (const [introspection, help] of [
    ['true', /Did you mean/],
    ['false', /^(?!.*Did you mean)/s],
  ] as const) {
    const service = await boot({ GRAPHQL_INTROSPECTION: introspection });
    for (const transport of TRANSPORTS) {
      expect((await subscriptionOutcome(service, transport, schema)).codes).toContain('GRAPHQL_VALIDATION_FAILED');
      const { messages } = await subscriptionOutcome(service, transport, mistyped);
      expect(messages).toEqual([expect.stringMatching(help)]);
    }
  }
});

test('Only trusted documents are followed where they are enforced, by text and by hash', async () => {
  const hash = createHash('sha256').update(CHANGES).digest('hex');
  const manifest = join(scratchFolder(), 'persisted-documents.json');
  writeFileSync(manifest, JSON.stringify({ [hash]: CHANGES }));
  const service = await boot({ TRUSTED_DOCUMENTS: manifest, TRUSTED_DOCUMENTS_MODE: 'enforce' });
  const byHash = { query: '', extensions: { persistedQuery: { version: 1, sha256Hash: hash } } };
  const sent = [{ query: CHANGES }, byHash].map((operation) => ({ ...operation, variables: { after: 'AAAA' } }));
  for (const transport of TRANSPORTS) {
    for (const operation of sent) {
      // The error is about the cursor: the document is accepted.
      expect((await subscriptionOutcome(service, transport, operation)).codes).toEqual(['BAD_USER_INPUT']);
    }
  }
  expect(await codesOverEach(service, { query: `${CHANGES} ` })).toEqual([['FORBIDDEN'], ['FORBIDDEN']]);
  expect(
    await codesOverEach(service, { ...byHash, extensions: { persistedQuery: { sha256Hash: 'a'.repeat(64) } } }),
  ).toEqual([['FORBIDDEN'], ['FORBIDDEN']]);
});

test('Subscriptions are paid for from the same budget as everything else', async () => {
  const service = await boot({ RATE_LIMIT: '20' });
  const token = await service.token();
  const wrong = following('AAAA');
  const codes: unknown[] = [];
  for (let count = 0; count < 12; count += 1) {
    const transport = TRANSPORTS[count % 2] ?? 'WebSocket';
    codes.push(...(await subscriptionOutcome(service, transport, wrong, token)).codes);
  }
  expect(codes[0]).toBe('BAD_USER_INPUT');
  expect(codes.at(-1)).toBe('RATE_LIMITED');
  expect((await service.graphql('{ derivedCredentials { totalCount } }', {}, token)).status).toBe(429);
  const other = await service.token({ tenantId: OTHER_TENANT });
  expect(await codesOverEach(service, wrong, other)).toEqual([['BAD_USER_INPUT'], ['BAD_USER_INPUT']]);
});
