/** Proves in which shapes settings are found, and that half of a list, or something else, is refused with a message that names it. */
import { expect, test } from 'vitest';
import { shownPath } from '../../../src/desired/settings-file/parse-text.js';
import { readObjects } from '../../../src/desired/settings-file/read-entries.js';
import { uuid } from '../../support/domain/changes.js';
import { EXAMPLE_BODY } from '../../support/rest/rest-client.js';

const object = (number: number, more: object = {}) => ({ ...EXAMPLE_BODY, id: uuid(number), ...more });
const CONTEXT = 'https://graph.microsoft.com/beta/$metadata#deviceManagement/derivedCredentials';
const page = (...value: readonly unknown[]) => ({ '@odata.context': CONTEXT, value });
const unfinished = (...value: readonly unknown[]) => ({ ...page(...value), '@odata.nextLink': `${CONTEXT}?next` });

/** The ids of what is found, and all faults, with their paths. */
function read(value: unknown) {
  const { objects, faults } = readObjects(value);
  const told = [...faults, ...objects.flatMap((each) => each.faults)];
  return {
    ids: objects.flatMap(({ entry }) => entry?.id ?? []),
    told: told.map(({ path, message }) => `${shownPath(path)}: ${message}`),
  };
}

const SHAPES: readonly (readonly [what: string, value: unknown])[] = [
  ['the list of export', { derivedCredentials: [object(1), object(2)] }],
  ['several lists of export', [{ derivedCredentials: [object(1)] }, { derivedCredentials: [object(2)] }]],
  ['a page', page(object(1), object(2))],
  ['a page with its count', { ...page(object(1), object(2)), '@odata.count': 2 }],
  ['a page as Windows PowerShell counts it', { value: [object(1), object(2)], Count: 2 }],
  ['a page with no next one', { ...page(object(1), object(2)), '@odata.nextLink': null }],
  ['several pages', [unfinished(object(1)), page(), page(object(2))]],
  ['pages that Windows PowerShell has counted', { value: [unfinished(object(1)), page(object(2))], Count: 2 }],
  ['pages with the count of all', [{ ...unfinished(object(1)), '@odata.count': 2 }, page(object(2))]],
  [
    'a page of an SDK',
    { AdditionalData: {}, BackingStore: {}, OdataCount: null, OdataNextLink: null, Value: [object(1), object(2)] },
  ],
  ['the last page of a delta', { ...page(object(1), object(2)), '@odata.deltaLink': CONTEXT }],
  ['objects', [object(1), object(2)]],
  ['pages and objects', [page(object(1)), object(2)]],
  ['lists in lists', [[object(1)], [[object(2)]]]],
];

test.each(SHAPES)('objects are found in %s, in their order', (_what, value) => {
  expect(read(value)).toEqual({ ids: [uuid(1), uuid(2)], told: [] });
});

test('one object is found by itself', () => {
  expect(read(object(1))).toEqual({ ids: [uuid(1)], told: [] });
});

const HALVES: readonly (readonly [what: string, value: unknown, place: string])[] = [
  ['a page with a next one', unfinished(object(1)), '@odata.nextLink'],
  ['the first pages', [unfinished(object(1)), unfinished(object(2))], '[1].@odata.nextLink'],
  ['a second list that goes on', [unfinished(object(1)), page(), unfinished(object(2))], '[2].@odata.nextLink'],
  ['a page in a list that was counted', { value: [unfinished(object(1))], Count: 1 }, 'value[0].@odata.nextLink'],
  ['a page of an SDK', { Value: [object(1)], OdataNextLink: CONTEXT }, 'OdataNextLink'],
  ['a page that an SDK has read', { AdditionalData: { '@odata.nextLink': CONTEXT }, Value: [] }, '@odata.nextLink'],
  ['a page before an export', [unfinished(object(1)), { derivedCredentials: [] }], '[0].@odata.nextLink'],
  ['an export that has a next page', { derivedCredentials: [], '@odata.nextLink': CONTEXT }, '@odata.nextLink'],
  ['a page that counts more', { ...page(object(1)), '@odata.count': 2 }, '@odata.count'],
  ['pages that count more', [{ ...unfinished(object(1)), '@odata.count': 3 }, page(object(2))], '[0].@odata.count'],
  ['a page that counts in two ways', { ...page(object(1)), '@odata.count': 1, Count: 3 }, 'Count'],
  ['a list that Windows PowerShell counted higher', { value: [object(1)], Count: 2 }, 'Count'],
];

test.each(HALVES)('%s is refused as incomplete', (_what, value, place) => {
  const { told } = read(value);
  expect(told).toEqual([
    expect.stringMatching(/^[^ ]+: The list is incomplete: .* [Ss]ave (?:all pages|the whole list)/),
  ]);
  expect(told[0]?.startsWith(`${place}: `), told[0]).toBe(true);
});

const ERROR = { error: { code: 'Forbidden', message: 'Insufficient privileges' } };
const OTHERS: readonly (readonly [what: string, value: unknown, told: string | RegExp])[] = [
  [
    'an error of Graph',
    ERROR,
    ': This is an error of Microsoft Graph and not settings: Forbidden: Insufficient privileges. Fix its cause and save the answer again.',
  ],
  [
    'an error that says much',
    { error: { code: 'BadRequest', message: 'One\r\n  two.' } },
    ': This is an error of Microsoft Graph and not settings: BadRequest: One two. Fix its cause and save the answer again.',
  ],
  ['an error in the place of a page', [unfinished(object(1)), ERROR], /^\[1\]: This is an error of Microsoft Graph/],
  [
    'the answer of a batch',
    { responses: [{ id: '1', status: 200, body: page(object(1)) }] },
    /^: .* \$batch\. Give the "body"/,
  ],
  ['what was sent as a batch', { requests: [] }, /^: This is what was sent as a \$batch\./],
  ['a page in a value', { value: { value: [object(1)], Count: 1 } }, /^: This is a page inside another "value"/],
  [
    'the answer of a GraphQL API',
    { data: { derivedCredentialSettings: null } },
    /^: This is the answer of a GraphQL API\./,
  ],
  ['a whole HTTP answer', { StatusCode: 200, Content: '{}' }, /^: This is a whole HTTP answer\. Give its body\.$/],
  ['what ConvertTo-Json cut off', { value: 'System.Object[]' }, /^: value is a text, and not a list\. .* -Depth 10\.$/],
  ['objects that ConvertTo-Json cut off', page('@{id=1}'), /^value\[0\]: The entry is a text, .* -Depth 10\.$/],
  ['JSON as a text', JSON.stringify(object(1)), /^: The file holds a text\. It is JSON inside a text\./],
  [
    'a page of something else',
    { '@odata.context': 'https://graph.microsoft.com/beta/$metadata#users', value: [] },
    '@odata.context: The page is one of "users", and not of deviceManagement/derivedCredentials.',
  ],
];

test.each(OTHERS)('%s is named in the only fault', (_what, value, told) => {
  const expected = typeof told === 'string' ? told : expect.stringMatching(told);
  expect(read(value).told).toEqual([expected]);
});

test('a list that holds itself is refused', () => {
  const list: unknown[] = [];
  list.push(list);
  expect(read(list).told).toEqual([': A list holds itself, by an alias. Remove the alias.']);
});

test('members beside the list are known only if something refers to them', () => {
  const value = { defaults: {}, derivedCredentials: [object(1)] };
  expect(read(value).told).toEqual([expect.stringMatching(/^defaults: "defaults" is not known\./)]);
  expect(readObjects(value, () => true).faults).toEqual([]);
});
