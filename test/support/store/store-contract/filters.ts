/** Filters: each operator, with the special cases of text, null and empty values. */
import { beforeEach, describe, expect, test } from 'vitest';
import type { SettingsContent } from '../../../../src/domain/derived-credential-settings.js';
import type { Filter } from '../../../../src/domain/query.js';
import type { Store } from '../../../../src/domain/store.js';
import { commit, creation, TENANT, update, uuid } from '../../domain/changes.js';
import type { OpenStore } from '../open-store.js';
import { readAll, settingsSource } from '../read-all.js';

const URL = 'https://example.com/';
const OBJECTS: Readonly<Record<string, Partial<SettingsContent>>> = {
  one: { displayName: 'Alpha', helpUrl: null, issuer: 'INTERCEDE', renewalThresholdPercentage: 1 },
  two: { displayName: 'Alphabet', helpUrl: URL, issuer: 'PUREBRED', renewalThresholdPercentage: 9 },
  three: { displayName: 'alpha', helpUrl: `${URL}a%25`, issuer: 'PUREBRED', renewalThresholdPercentage: 10 },
  four: { displayName: 'A%p_', helpUrl: `${URL}b`, issuer: 'X_TEC', renewalThresholdPercentage: 99 },
  five: { displayName: '\ud7ff', notificationType: 'NONE' },
  six: { displayName: '\ud7ff\u{10ffff}!', notificationType: 'NONE' },
  seven: { displayName: '\ue000', notificationType: 'COMPANY_PORTAL' },
  eight: { displayName: '\uff5e', notificationType: 'COMPANY_PORTAL' },
  nine: { displayName: '\u{1f600}', notificationType: 'COMPANY_PORTAL_AND_EMAIL' },
  ten: { displayName: '\u{10ffff}\u{10ffff}z', notificationType: 'COMPANY_PORTAL_AND_EMAIL' },
};
const NAMES = Object.keys(OBJECTS);
const WITH_URL = NAMES.slice(1);
// Of other lengths in the other case, of another letter at the end of a word, or taken apart when they are folded.
const FOLDED = [
  '\u0390',
  '\u03b0',
  '\u01f0',
  '\u1e97',
  '\u0149',
  'Straße',
  'ﬁ',
  'İ',
  'ΟΔΟΣ',
  'Ḍ\u0307',
  '각',
  'Ǆ',
  'ɐ',
  'Ⅷ',
  'ẞ',
];
const NEVER: Filter = { op: 'or', filters: [] };
const ALWAYS: Filter = { op: 'and', filters: [] };

const CASES: readonly (readonly [title: string, filter: Filter, expected: readonly string[]])[] = [
  ['text that is equal, in the same case', { op: 'eq', field: 'displayName', value: 'alpha' }, ['three']],
  ['no text that only begins alike', { op: 'eq', field: 'displayName', value: 'Alph' }, []],
  ['text in a list', { op: 'in', field: 'displayName', values: ['Alpha', 'ALPHA', 'A%p_'] }, ['one', 'four']],
  ['text before another', { op: 'lt', field: 'displayName', value: 'Alpha' }, ['four']],
  ['text before or at another', { op: 'lte', field: 'displayName', value: 'Alpha' }, ['one', 'four']],
  ['text after U+FF5E, outside the BMP', { op: 'gt', field: 'displayName', value: '\uff5e' }, ['nine', 'ten']],
  ['text from U+1F600 on', { op: 'gte', field: 'displayName', value: '\u{1f600}' }, ['nine', 'ten']],
  ['text before U+1F600, inside the BMP', { op: 'lt', field: 'displayName', value: '\u{1f600}' }, NAMES.slice(0, -2)],
  ['text that contains another', { op: 'contains', field: 'displayName', value: 'lpha' }, ['one', 'two', 'three']],
  [
    'text that contains what LIKE takes for a wildcard',
    { op: 'contains', field: 'displayName', value: '%p_' },
    ['four'],
  ],
  ['every text for the empty part', { op: 'contains', field: 'displayName', value: '' }, NAMES],
  ['text that begins with another', { op: 'startsWith', field: 'displayName', value: 'Alpha' }, ['one', 'two']],
  ['text that begins with a wildcard of LIKE', { op: 'startsWith', field: 'displayName', value: 'A%' }, ['four']],
  ['every text for the empty beginning', { op: 'startsWith', field: 'displayName', value: '' }, NAMES],
  ['a beginning that ends in U+D7FF', { op: 'startsWith', field: 'displayName', value: '\ud7ff' }, ['five', 'six']],
  ['a beginning that ends in U+10FFFF', { op: 'startsWith', field: 'displayName', value: '\ud7ff\u{10ffff}' }, ['six']],
  ['a beginning of U+10FFFF alone', { op: 'startsWith', field: 'displayName', value: '\u{10ffff}' }, ['ten']],
  ['an absent help URL for null', { op: 'eq', field: 'helpUrl', value: null }, ['one']],
  ['the others for not null', { op: 'not', filter: { op: 'eq', field: 'helpUrl', value: null } }, WITH_URL],
  ['no absent help URL for the empty text', { op: 'eq', field: 'helpUrl', value: '' }, []],
  ['no absent help URL in a list with the empty text', { op: 'in', field: 'helpUrl', values: ['', URL] }, ['two']],
  ['no absent help URL before another', { op: 'lt', field: 'helpUrl', value: `${URL}b` }, ['two', 'three']],
  ['no absent help URL from the empty text on', { op: 'gte', field: 'helpUrl', value: '' }, WITH_URL],
  ['no absent help URL for the empty part', { op: 'contains', field: 'helpUrl', value: '' }, WITH_URL],
  ['no absent help URL for the empty beginning', { op: 'startsWith', field: 'helpUrl', value: '' }, WITH_URL],
  ['text that ends with another', { op: 'endsWith', field: 'displayName', value: 'lpha' }, ['one', 'three']],
  ['text that is as long as its end', { op: 'endsWith', field: 'displayName', value: 'Alpha' }, ['one']],
  ['no text that is shorter than the end', { op: 'endsWith', field: 'displayName', value: 'An Alpha' }, []],
  ['an end outside the BMP', { op: 'endsWith', field: 'displayName', value: '\u{10ffff}!' }, ['six']],
  ['every text for the empty end', { op: 'endsWith', field: 'displayName', value: '' }, NAMES],
  ['no absent help URL for the empty end', { op: 'endsWith', field: 'helpUrl', value: '' }, WITH_URL],
  ['text in any case, folded', { op: 'eq', field: 'displayName', fold: 'lower', value: 'alpha' }, ['one', 'three']],
  ['no text in another case than the fold’s', { op: 'eq', field: 'displayName', fold: 'upper', value: 'Alpha' }, []],
  ['an absent help URL for null, folded', { op: 'eq', field: 'helpUrl', fold: 'upper', value: null }, ['one']],
  ['help URLs that begin with another', { op: 'startsWith', field: 'helpUrl', value: `${URL}a` }, ['three']],
  [
    'an absent help URL where a comparison is denied',
    { op: 'not', filter: { op: 'gte', field: 'helpUrl', value: '' } },
    ['one'],
  ],
  ['an issuer', { op: 'eq', field: 'issuer', value: 'PUREBRED' }, ['two', 'three']],
  ['issuers in a list', { op: 'in', field: 'issuer', values: ['X_TEC', 'INTERCEDE'] }, ['one', 'four']],
  ['a notification type', { op: 'eq', field: 'notificationType', value: 'NONE' }, ['five', 'six']],
  ['notification types by their names', { op: 'gt', field: 'notificationType', value: 'EMAIL' }, ['five', 'six']],
  ['a number', { op: 'eq', field: 'renewalThresholdPercentage', value: 9 }, ['two']],
  ['numbers below another', { op: 'lt', field: 'renewalThresholdPercentage', value: 10 }, ['one', 'two']],
  ['numbers from another on', { op: 'gte', field: 'renewalThresholdPercentage', value: 99 }, ['four']],
  ['numbers in a list', { op: 'in', field: 'renewalThresholdPercentage', values: [1, 2, 10] }, ['one', 'three']],
  ['times of creation before another', { op: 'lt', field: 'createdAt', value: 1002 }, ['one', 'two']],
  ['times of creation up to another', { op: 'lte', field: 'createdAt', value: 1002 }, ['one', 'two', 'three']],
  ['times of the last change after another', { op: 'gt', field: 'updatedAt', value: 1009 }, ['four']],
  ['an id', { op: 'eq', field: 'id', value: uuid(0) }, ['one']],
  ['ids after another', { op: 'gt', field: 'id', value: uuid(7) }, ['nine', 'ten']],
  ['ids by their beginning', { op: 'startsWith', field: 'id', value: uuid(0).slice(0, -1) }, NAMES],
  ['nothing for an empty list', { op: 'in', field: 'displayName', values: [] }, []],
  ['everything for not an empty list', { op: 'not', filter: { op: 'in', field: 'helpUrl', values: [] } }, NAMES],
  ['nothing that contains U+0000', { op: 'contains', field: 'displayName', value: 'a\0' }, []],
  ['nothing that equals a text with U+0000', { op: 'in', field: 'id', values: [`${uuid(0)}\0`] }, []],
  ['everything that does not equal it', { op: 'not', filter: { op: 'eq', field: 'id', value: '\0' } }, NAMES],
  [
    'the text before U+0000, which is below the whole',
    {
      op: 'and',
      filters: [
        { op: 'lt', field: 'id', value: `${uuid(1)}\0x` },
        { op: 'not', filter: { op: 'gte', field: 'id', value: `${uuid(1)}\0` } },
      ],
    },
    ['one', 'two'],
  ],
  ['everything for an empty and', ALWAYS, NAMES],
  ['nothing for an empty or', NEVER, []],
  ['nothing for not an empty and', { op: 'not', filter: ALWAYS }, []],
  ['everything for not an empty or', { op: 'not', filter: NEVER }, NAMES],
  ['everything for an empty and beside an empty or in an or', { op: 'or', filters: [NEVER, ALWAYS] }, NAMES],
  [
    'either of two conditions, and both of two others',
    {
      op: 'and',
      filters: [
        {
          op: 'or',
          filters: [
            { op: 'eq', field: 'issuer', value: 'PUREBRED' },
            { op: 'eq', field: 'issuer', value: 'X_TEC' },
          ],
        },
        { op: 'not', filter: { op: 'eq', field: 'renewalThresholdPercentage', value: 9 } },
      ],
    },
    ['three', 'four'],
  ],
];

export function filterContract(open: OpenStore): void {
  describe('filters', () => {
    let store: Store;
    beforeEach(async () => {
      store = await open();
      const creations = Object.values(OBJECTS).map((content, index) =>
        creation(uuid(index), content, { at: 1000 + index }),
      );
      await commit(store, ...creations);
      const four = await store.find(TENANT, uuid(NAMES.indexOf('four')));
      if (four !== null) await commit(store, update(four, { notificationType: 'EMAIL' }, { at: 2000 }));
    });

    test.each(CASES)('hold for %s', async (_, filter, expected) => {
      const found = await readAll(settingsSource(store, { filter }));
      expect(found.map(({ id }) => NAMES[NAMES.findIndex((_, index) => uuid(index) === id)])).toEqual(expected);
      expect(await store.count(TENANT, filter)).toBe(expected.length);
    });

    test('fold letters as JavaScript does, and what they are folded to is in NFC', async () => {
      const names = FOLDED.map((name) => name.normalize('NFC'));
      await commit(store, ...names.map((displayName, index) => creation(uuid(100 + index), { displayName })));
      for (const fold of ['lower', 'upper'] as const) {
        for (const name of names) {
          const value = (fold === 'lower' ? name.toLowerCase() : name.toUpperCase()).normalize('NFC');
          const filter: Filter = { op: 'eq', field: 'displayName', fold, value };
          const found = await readAll(settingsSource(store, { filter }));
          expect(
            found.map(({ displayName }) => displayName),
            `${fold} ${value}`,
          ).toContain(name);
        }
      }
    });
  });
}
