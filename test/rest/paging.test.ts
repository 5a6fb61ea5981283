/** Proves that the links between pages keep the request's options, and that the pages together are the whole list. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { DerivedCredentialSettings } from '../../src/domain/derived-credential-settings.js';
import { PROPERTIES } from '../../src/graph/vocabulary.js';
import { ARBITRARY_IDS, contentArbitrary, filterArbitrary } from '../support/domain/arbitraries.js';
import { uuid } from '../support/domain/changes.js';
import { compareSettings, matches } from '../support/domain/filter-oracle.js';
import { settingsClient } from '../support/graphql/settings-client.js';
import { expressible, printFilter } from '../support/rest/print-filter.js';
import {
  COLLECTION,
  type EntityList,
  followPages,
  type GraphError,
  type Options,
  restClient,
  withOptions,
} from '../support/rest/rest-client.js';
import { digits, withObjects } from '../support/rest/rest-objects.js';
import { boot } from '../support/service/boot.js';

test('the links from page to page keep the other options, and lead to the end of the list', async () => {
  const { client, root } = await withObjects();
  const options = {
    $top: 2,
    $skip: 1,
    $orderby: 'displayName desc',
    $select: 'displayName,id',
    $filter: "displayName ne 'a+b&c'",
    $count: 'true',
    custom: 'ä b',
  };
  const pages = await followPages<EntityList>(client, withOptions(COLLECTION, options));
  expect(pages.map(digits)).toEqual(['23', '15']);
  for (const page of pages) {
    expect(page['@odata.count']).toBe(5);
    expect(Object.keys(page.value[0] ?? {})).toEqual(['@odata.type', '@odata.etag', 'id', 'displayName']);
  }
  const link = new URL(pages[0]?.['@odata.nextLink'] ?? '');
  expect(link.origin + link.pathname).toBe(`${root}${COLLECTION}`);
  // The token contains the options that define the list; the link repeats the other ones.
  const { $skip, $filter, $orderby, ...rest } = options;
  const kept = { ...rest, $top: '2', $skiptoken: expect.stringMatching(/./) };
  expect(Object.fromEntries(link.searchParams)).toEqual(kept);
  expect(link.search).not.toContain('+');
});

test('a token alone goes on with its list, and is refused beside options of another list', async () => {
  const { client } = await withObjects();
  const options = { $filter: 'renewalThresholdPercentage ge 20', $orderby: 'issuer desc,displayName', $search: 'a' };
  const [page] = await followPages<EntityList>(client, withOptions(COLLECTION, { ...options, $top: 1 }));
  const $skiptoken = new URL(page?.['@odata.nextLink'] ?? '').searchParams.get('$skiptoken') ?? '';
  const read = (more: Options) =>
    client.send<EntityList & GraphError>('GET', withOptions(COLLECTION, { $skiptoken, ...more }));
  for (const more of [
    {},
    options,
    { $orderby: 'Issuer DESC, displayName asc' },
    { $filter: 'RenewalThresholdPercentage GE 20' },
    { $top: 999, $select: 'id', $count: 'true', $skip: 0 },
  ]) {
    expect([more, digits((await read(more)).body)]).toEqual([more, '52']);
  }
  const others: readonly (readonly [more: Options, name: string])[] = [
    [{ $filter: 'renewalThresholdPercentage ge 5' }, '$filter'],
    [{ $filter: 'true' }, '$filter'],
    [{ $orderby: 'issuer' }, '$orderby'],
    [{ $search: 'b' }, '$search'],
  ];
  for (const [more, name] of others) {
    const { status, body } = await read(more);
    expect([status, body.error.message]).toEqual([400, expect.stringContaining(`list with another '${name}'`)]);
  }
  const skipping = await read({ $skip: 1 });
  expect([skipping.status, skipping.body.error.message]).toEqual([400, expect.stringContaining("'$skip'")]);
  const [plain] = await followPages<EntityList>(client, `${COLLECTION}?$top=2`);
  const link = plain?.['@odata.nextLink'] ?? '';
  expect(digits((await client.send<EntityList>('GET', `${link}&$orderby=id`)).body)).toBe('34');
  for (const option of ['$orderby=id desc', '$filter=true and issuer eq null', '$search=a']) {
    expect((await client.send('GET', `${link}&${option}`)).status, option).toBe(400);
  }
});

test('a token that was made up is refused', async () => {
  const { client } = await withObjects();
  const cursor = Buffer.from('["id","ASC","a","a"]').toString('base64url');
  const carried = [{ filter: 5 }, { search: null }, { orderby: ['id'] }].map((more) => ({ cursor, ...more }));
  for (const parts of [{}, [], ['id', 'ASC', 'a', 'a'], { cursor: 5 }, { cursor: 'a' }, ...carried, cursor, null]) {
    const $skiptoken = Buffer.from(JSON.stringify(parts)).toString('base64url');
    const { status, body } = await client.send<GraphError>('GET', withOptions(COLLECTION, { $skiptoken }));
    expect([parts, status, body.error?.message]).toEqual([
      parts,
      400,
      expect.stringMatching(/'\$skiptoken' is not a token of/),
    ]);
  }
  const $skiptoken = Buffer.from(JSON.stringify({ cursor, filter: 'colour eq 1' })).toString('base64url');
  const { status, body } = await client.send<GraphError>('GET', withOptions(COLLECTION, { $skiptoken }));
  expect([status, body.error.message]).toEqual([400, expect.stringMatching(/property named 'colour'/)]);
});

const PREFERENCES: readonly (readonly [prefer: string, query: string, digits: string, applied: string | null])[] = [
  ['odata.maxpagesize=2', '', '12', 'odata.maxpagesize=2'],
  ['maxpagesize=2, respond-async', '', '12', 'maxpagesize=2'],
  ['Odata.MaxPageSize = "3"; x=y', '', '123', 'odata.maxpagesize=3'],
  ['maxpagesize=5000', '', '12345', 'maxpagesize=999'],
  ['maxpagesize=2', '$top=4', '12', 'maxpagesize=2'],
  ['maxpagesize=4', '$top=2', '12', 'maxpagesize=4'],
  ['maxpagesize=0', '', '12345', null],
  ['maxpagesize=x', '', '12345', null],
  ['xmaxpagesize=2', '', '12345', null],
  ['', '', '12345', null],
];

test('the page size is the one that the client prefers, up to 999, and the answer says which preference it follows', async () => {
  const { client } = await withObjects();
  for (const [prefer, query, found, applied] of PREFERENCES) {
    const sent = { headers: { prefer } };
    const { body, headers } = await client.send<EntityList>('GET', `${COLLECTION}?${query}`, sent);
    expect([prefer, query, digits(body), headers.get('preference-applied')]).toEqual([prefer, query, found, applied]);
    expect(body['@odata.nextLink'] !== undefined).toBe(found.length < 5);
    const delta = await client.send<EntityList>('GET', `${COLLECTION}/delta?${query}`, sent);
    expect([digits(delta.body), delta.headers.get('preference-applied')]).toEqual([found, applied]);
  }
});

test('whatever the filter, the order and the page size, the pages together are the whole list in its order', async () => {
  const service = await boot();
  const client = restClient(service);
  const ids = [...ARBITRARY_IDS, ...Array.from({ length: 22 }, (_, index) => uuid(index))];
  const contents = fc.sample(contentArbitrary, ids.length);
  const graphql = settingsClient(service);
  for (const [index, id] of ids.entries()) await graphql.create({ ...contents[index], id });
  const stored = (await graphql.list()) as unknown as readonly DerivedCredentialSettings[];
  const key = fc.record({ field: fc.constantFrom(...PROPERTIES), direction: fc.constantFrom('ASC', 'DESC') });
  const order = fc.uniqueArray(key, { selector: ({ field }) => field, minLength: 1, maxLength: 3 });
  await fc.assert(
    fc.asyncProperty(
      filterArbitrary.map(expressible),
      order,
      fc.integer({ min: 1, max: 12 }),
      async (filter, by, $top) => {
        const $orderby = by.map(({ field, direction }) => `${field} ${direction.toLowerCase()}`).join(', ');
        const options = { $filter: printFilter(filter), $orderby, $top };
        const pages = await followPages<EntityList>(client, withOptions(COLLECTION, options));
        const expected = stored
          .filter((each) => matches(filter, each))
          .sort((one, other) => compareSettings(by, one, other));
        expect(pages.flatMap(({ value }) => value.map(({ id }) => id))).toEqual(expected.map(({ id }) => id));
        expect(pages.slice(0, -1).every(({ value }) => value.length === $top)).toBe(true);
      },
    ),
    { numRuns: 150 },
  );
});
