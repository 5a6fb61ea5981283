/** Cases that both APIs must answer alike, as data: sequences of writes, and how each write must end. */

import { EXAMPLE, type Input } from '../graphql/settings-client.js';
import type { Outcome, ParityClient, WriteResult } from './parity-clients.js';

export type Role = 'writer' | 'reader' | 'stranger' | 'other tenant';
/** The expected outcome, the write, and who makes it (default: `writer`). */
export type ParityStep = readonly [outcome: Outcome, act: (client: ParityClient) => Promise<WriteResult>, who?: Role];
/** Steps by the name of the case. */
export type Cases = Readonly<Record<string, readonly ParityStep[]>>;

const ID = 'cb6eed73-ed73-cb6e-73ed-6ecb73ed6ecb';
const OTHER_ID = '1f0e9a31-4b6f-4c1e-9d55-0a6a7c2f8d10';
const INPUT: Input = { ...EXAMPLE, id: ID };

const create =
  (changes: Input = {}) =>
  (client: ParityClient) =>
    client.create({ ...INPUT, ...changes });
const update = (changes: Input, version?: number, id = ID) => {
  return (client: ParityClient) => client.update(id, changes, version);
};
const remove = (version?: number, id = ID) => {
  return (client: ParityClient) => client.remove(id, version);
};
const without = (name: string) => {
  const { [name]: _left, ...input } = INPUT;
  return (client: ParityClient) => client.create(input);
};

const CREATES: Cases = {
  'with everything given': [['ok', create({ renewalThresholdPercentage: 99, notificationType: 'NONE' })]],
  'with the threshold left out': [['ok', create()]],
  'without a help page': [
    ['ok', create({ helpUrl: null })],
    ['ok', create({ helpUrl: null })],
    ['taken', create()],
    ['ok', update({ helpUrl: 'https://example.com/' })],
  ],
  'with an id made by the service': [
    ['ok', without('id')],
    ['ok', without('id')],
  ],
  'of text that is put in order': [
    ['ok', create({ displayName: '  Cafe\u0301 ', helpUrl: 'HTTPS://Example.COM:443/a b'.replace(' ', '%20') })],
  ],
  'again, the same': [
    ['ok', create()],
    ['ok', create()],
    ['ok', create({ id: ID.toUpperCase() })],
  ],
  'again, with other content': [
    ['ok', create()],
    ['taken', create({ displayName: 'Other' })],
  ],
  'again, after an update': [
    ['ok', create()],
    ['ok', update({ displayName: 'Changed' })],
    ['ok', create()],
    ['taken', create({ displayName: 'Changed' })],
  ],
  'again, after it was deleted': [
    ['ok', create()],
    ['ok', remove()],
    ['taken', create()],
  ],
  'under the id that another tenant uses': [
    ['ok', create(), 'other tenant'],
    ['ok', create({ displayName: 'Mine' })],
  ],
  'with other issuers': [
    ['ok', create({ issuer: 'X_TEC' })],
    ['ok', create({ id: OTHER_ID, issuer: 'INTERCEDE', notificationType: 'COMPANY_PORTAL_AND_EMAIL' })],
  ],
};

const BROKEN_RULES: Cases = Object.fromEntries(
  [
    { displayName: '' },
    { displayName: ' \t ' },
    { displayName: 'x'.repeat(257) },
    { displayName: 'zero\u200Bwidth' },
    { displayName: 'right\u202Eleft' },
    { displayName: 'line\nbreak' },
    { helpUrl: '' },
    { helpUrl: '/relative' },
    { helpUrl: 'javascript:alert(1)' },
    { helpUrl: 'https://user:secret@example.com' },
    { helpUrl: `https://example.com/${'x'.repeat(2048)}` },
    { renewalThresholdPercentage: 0 },
    { renewalThresholdPercentage: 100 },
    { renewalThresholdPercentage: -1 },
    { id: 'no-uuid' },
    { displayName: '', helpUrl: 'ftp://example.com', renewalThresholdPercentage: 100, id: '' },
  ].map((changes) => [JSON.stringify(changes).slice(0, 60), [['invalid', create(changes)]]]),
);

const WRONG_SHAPES: Cases = {
  'an unknown issuer': [['invalid', create({ issuer: 'NOBODY' })]],
  'an unknown notification type': [['invalid', create({ notificationType: 'PIGEON' })]],
  'an unknown property': [['invalid', create({ colour: 'red' })]],
  'a number for a name': [['invalid', create({ displayName: 7 })]],
  'a text for a number': [['invalid', create({ renewalThresholdPercentage: '20' })]],
  'half a percentage': [['invalid', create({ renewalThresholdPercentage: 20.5 })]],
  'a number too large for its type': [['invalid', create({ renewalThresholdPercentage: 2 ** 31 })]],
  'a list for a text': [['invalid', create({ helpUrl: ['https://example.com'] })]],
  'no name': [['invalid', without('displayName')]],
  'no help URL': [['invalid', without('helpUrl')]],
  'no issuer': [['invalid', without('issuer')]],
  'no notification type': [['invalid', without('notificationType')]],
  'another issuer in an update': [
    ['ok', create()],
    ['invalid', update({ issuer: 'X_TEC' })],
  ],
};

const PERMISSIONS: Cases = {
  'of a reader': [
    ['forbidden', create(), 'reader'],
    ['ok', create()],
    ['forbidden', update({ displayName: 'Changed' }), 'reader'],
    ['forbidden', remove(), 'reader'],
  ],
  'of a reader, whatever is wrong with what is sent': [
    ['forbidden', create({ displayName: 7 }), 'reader'],
    ['forbidden', create({ colour: 'red' }), 'reader'],
    ['forbidden', create({ displayName: '', id: 'no-uuid' }), 'reader'],
    ['forbidden', without('issuer'), 'reader'],
    ['forbidden', update({ renewalThresholdPercentage: 'x' }), 'reader'],
    ['forbidden', update({ displayName: 'New' }, 7), 'reader'],
    ['forbidden', update({}, undefined, 'no-uuid'), 'reader'],
    ['forbidden', remove(), 'reader'],
    ['forbidden', remove(7, 'no-uuid'), 'reader'],
  ],
  'of a stranger': [
    ['unauthenticated', create(), 'stranger'],
    ['unauthenticated', update({}), 'stranger'],
    ['unauthenticated', remove(), 'stranger'],
  ],
  'of another tenant': [
    ['ok', create()],
    ['absent', update({ displayName: 'Theirs' }), 'other tenant'],
    ['absent', remove(), 'other tenant'],
  ],
};

const UPDATES: Cases = {
  'of everything': [
    ['ok', create()],
    [
      'ok',
      update({
        displayName: 'New',
        helpUrl: 'https://new.example',
        notificationType: 'NONE',
        renewalThresholdPercentage: 1,
      }),
    ],
  ],
  'that clears the help URL': [
    ['ok', create()],
    ['ok', update({ helpUrl: null })],
    ['ok', update({ helpUrl: 'https://example.com/again' })],
  ],
  'that changes nothing': [
    ['ok', create()],
    ['ok', update({ displayName: EXAMPLE.displayName })],
    ['ok', update({})],
  ],
  'that breaks rules': [
    ['ok', create()],
    ['invalid', update({ displayName: ' ', helpUrl: 'nowhere', renewalThresholdPercentage: 0 })],
  ],
  'that would clear what must be there': [
    ['ok', create()],
    ['invalid', update({ displayName: null, notificationType: null, renewalThresholdPercentage: null })],
  ],
  'of an object that is not there': [['absent', update({ displayName: 'New' })]],
  'of a deleted object': [
    ['ok', create()],
    ['ok', remove()],
    ['absent', update({ displayName: 'New' })],
  ],
  'from the version that it was read at': [
    ['ok', create()],
    ['ok', update({ displayName: 'Second' }, 1)],
    ['ok', update({ displayName: 'Third' }, 2)],
  ],
  'from an older version': [
    ['ok', create()],
    ['ok', update({ displayName: 'Second' })],
    ['stale', update({ displayName: 'Third' }, 1)],
    ['stale', update({}, 3)],
  ],
};

const DELETIONS: Cases = {
  once: [
    ['ok', create()],
    ['ok', remove()],
  ],
  twice: [
    ['ok', create()],
    ['ok', remove()],
    ['absent', remove()],
  ],
  'of an object that was never there': [['absent', remove()]],
  'under an id in capitals': [
    ['ok', create()],
    ['ok', remove(undefined, ID.toUpperCase())],
  ],
  'of an older version': [
    ['ok', create()],
    ['ok', update({ displayName: 'Second' })],
    ['stale', remove(1)],
    ['ok', remove(2)],
  ],
};

const ISSUERS: Cases = {
  'a second one': [
    ['ok', create({ issuer: 'PUREBRED' })],
    ['other issuer in use', create({ id: OTHER_ID, issuer: 'X_TEC' })],
    ['ok', create({ id: OTHER_ID, issuer: 'PUREBRED' })],
  ],
  'a second one that breaks a rule too': [
    ['ok', create({ issuer: 'PUREBRED' })],
    ['invalid', create({ id: OTHER_ID, issuer: 'X_TEC', displayName: '' })],
  ],
  'another one when the first is gone': [
    ['ok', create({ issuer: 'PUREBRED' })],
    ['ok', remove()],
    ['ok', create({ id: OTHER_ID, issuer: 'X_TEC' })],
  ],
  'a repeated create': [
    ['ok', create()],
    ['ok', create()],
  ],
};

const MANY = {};
const SINGLE = { SINGLE_ISSUER_PER_TENANT: 'true' };
/** The cases by topic, with the environment variables that the service is started with. */
export const CHAPTERS: readonly [title: string, cases: Cases, environment: NodeJS.ProcessEnv][] = [
  ['a create', CREATES, MANY],
  ['a broken rule', BROKEN_RULES, MANY],
  ['a wrong shape', WRONG_SHAPES, MANY],
  ['a permission', PERMISSIONS, MANY],
  ['an update', UPDATES, MANY],
  ['a deletion', DELETIONS, MANY],
  ['an issuer where a tenant is kept to one', ISSUERS, SINGLE],
];
