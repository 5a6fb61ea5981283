/** The hashes of entries: fixed values, so that logs of earlier releases can always be verified. */
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { contentOf } from '../../../src/domain/derived-credential-settings.js';
import { commitmentTo, contentHash, entryHash } from '../../../src/store/sql/proof/entry-hash.js';
import { CONTENT } from '../../support/domain/changes.js';

const ENTRY = {
  tenantId: '11111111-2222-4333-8444-555555555555',
  settingsId: 'cb6eed73-ed73-cb6e-73ed-6ecb73ed6ecb',
  version: 2,
  kind: 'UPDATED',
  recordedAt: 1_700_000_000_000,
  actor: 'MnQwFkZ0Xm3u8vVw2mJtq6mJ0F0f5i3yJ3hVqYwq3vA=',
  clientId: null,
  actorKind: 'USER',
  origin: 'REST',
  requestId: 'request "1"\u2028\u{1f600}',
  snapshotFormat: 1,
  after: '{"displayName":"Zürich","helpUrl":null}',
};
const PLACE = { position: 7, at: 1_700_000_000_001, createdAt: 1_600_000_000_000 };
const sha256 = (value: unknown) => createHash('sha256').update(JSON.stringify(value)).digest('base64');

test('an entry is hashed as its JSON with members in alphabetical order', () => {
  const { tenantId, settingsId, version, kind, recordedAt, actor, clientId, actorKind, origin } = ENTRY;
  const { requestId, snapshotFormat } = ENTRY;
  const after = { displayName: 'Zürich', helpUrl: null };
  const expected = { actor, actorKind, after, clientId, form: 1, kind, origin, recordedAt, requestId, settingsId };
  expect(contentHash(ENTRY)).toBe(sha256({ ...expected, snapshotFormat, tenantId, version }));
  const { at, createdAt, position } = PLACE;
  const content = contentHash(ENTRY);
  expect(entryHash(null, PLACE, content)).toBe(sha256({ at, content, createdAt, position, previous: null }));
  expect(entryHash('before', PLACE, content)).toBe(sha256({ at, content, createdAt, position, previous: 'before' }));
  expect(commitmentTo('someone', 'salt')).toBe(sha256({ salt: 'salt', subject: 'someone' }));
});

test('the hashes are those of the first release that had them', () => {
  const content = contentHash(ENTRY);
  expect([
    content,
    entryHash(null, PLACE, content),
    entryHash(content, PLACE, content),
    commitmentTo('Zoë', 'salt'),
  ]).toEqual(VECTORS);
});

test('a surrogate without its other half is hashed as it is stored', () => {
  expect(commitmentTo('\ud800', 'salt')).toBe(commitmentTo('\ufffd', 'salt'));
  expect(contentHash({ ...ENTRY, requestId: 'a\udc00' })).toBe(contentHash({ ...ENTRY, requestId: 'a\ufffd' }));
});

test('a snapshot is stored with its members in alphabetical order, as RFC 8785 asks for', () => {
  const members = Object.keys(contentOf(CONTENT));
  expect(members).toEqual(members.toSorted());
});

// Never change one: an entry that was recorded with it could not be verified any more.
const VECTORS = [
  '6A7LiTGVow5qnpetRAJB3R440i1iFMJRORHtoo6c1aQ=',
  'qeatHvyoOn4GFOAgHbeBLJ5H1hPZao9o9mVnTbV+xtM=',
  'PWI47zTmx+80LB7S06T2jPBd+Bna9GHFpR75RMGZmXc=',
  'ZbGeG4HdR+be+IKWMdJAsaNrNF4MQ8CCe62Wcu0fWgU=',
];
