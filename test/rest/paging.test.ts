/** Proves that the links from page to page keep what was asked for, and that the pages together are the whole list. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { DerivedCredentialSettings } from '../../src/domain/derived-credential-settings.js';
import { PROPERTIES } from '../../src/rest/vocabulary.js';
import { ARBITRARY_IDS, contentArbitrary, filterArbitrary } from '../support/arbitraries.js';
import { boot } from '../support/boot.js';
import { uuid } from '../support/changes.js';
import { compareSettings, matches } from '../support/filter-oracle.js';
import { expressible, printFilter } from '../support/print-filter.js';
import {
  COLLECTION,
  type EntityList,
  followPages,
  type GraphError,
  restClient,
  withOptions,
} from '../support/rest-client.js';
import { digits, withObjects } from '../support/rest-objects.js';
import { settingsClient } from '../support/settings-client.js';

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
  const { $skip: _skipped, ...kept } = { ...options, $top: '2', $skiptoken: expect.stringMatching(/./) };
  expect(Object.fromEntries(link.searchParams)).toEqual(kept);
  expect(link.search).not.toContain('+');
});

test('a token of one order opens no list of another', async () => {
  const { client } = await withObjects();
  const [page] = await followPages<EntityList>(client, `${COLLECTION}?$top=2&$orderby=displayName`);
  const link = page?.['@odata.nextLink'] ?? '';
  const { status, body } = await client.send<GraphError>('GET', link.replace('displayName', 'displayName%20desc'));
  expect([status, body.error.message]).toEqual([400, expect.stringMatching(/'\$skiptoken' is not of this list/)]);
});

test('the page size is the one that the client prefers, up to 999', async () => {
  const { client } = await withObjects();
  for (const prefer of ['odata.maxpagesize=2', 'maxpagesize=2, respond-async']) {
    const { body } = await client.send<EntityList>('GET', COLLECTION, { headers: { prefer } });
    expect([digits(body), body['@odata.nextLink'] !== undefined]).toEqual(['12', true]);
  }
});

test('whatever the filter, the order and the page size, the pages together are the whole list in its order', async () => {
  const service = await boot();
  const client = restClient(service);
  const ids = [...ARBITRARY_IDS, ...Array.from({ length: 22 }, (_, index) => uuid(index))];
  const contents = fc.sample(contentArbitrary, ids.length);
  const graphql = settingsClient(service);
  for (const [index, id] of ids.entries()) {
    const content = contents[index];
    if (content !== undefined)
      await graphql.create({ ...content, id, helpUrl: content.helpUrl ?? 'https://example.com/' });
    if (content?.helpUrl === null) await graphql.update({ id, helpUrl: null });
  }
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
