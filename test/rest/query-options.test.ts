/** Proves each query option of the collection over real HTTP: its result, its accepted spellings, and what is refused. */
import { expect, test } from 'vitest';
import { uuid } from '../support/domain/changes.js';
import {
  COLLECTION,
  type EntityList,
  type GraphError,
  type Options,
  restClient,
  withOptions,
} from '../support/rest/rest-client.js';
import { digits, EVERY, withObjects } from '../support/rest/rest-objects.js';
import { boot } from '../support/service/boot.js';

const FILTERS: readonly (readonly [filter: string, digits: string])[] = [
  ["displayName eq 'Alpha'", '1'],
  ["displayName eq 'alpha'", ''],
  ["DISPLAYNAME EQ 'Alpha'", '1'],
  ["displayName ne 'Alpha'", '2345'],
  ["'Alpha' eq displayName", '1'],
  ["displayName gt 'Gamma'", '234'],
  ["displayName ge 'beta'", '24'],
  ["displayName lt 'Alpha'", '5'],
  ["displayName le 'Alpha'", '15'],
  ["'beta' le displayName", '24'],
  ["displayName in ('beta', 'Alpha','none')", '12'],
  ["displayName eq 'Gamma''s'", '3'],
  ["contains(displayName,'''')", '3'],
  ["contains(displayName,'lpha')", '1'],
  ["contains(displayName,'')", EVERY],
  ["Contains( displayName , 'PHA' )", '5'],
  ["startswith(displayName,'AL')", '5'],
  ["StartsWith(displayName,'Émile 100% +')", '4'],
  ["endswith(displayName,'a')", '12'],
  ["startswith(tolower(displayName),'alpha')", '15'],
  ["tolower(displayName) eq tolower('ALPHA TWO')", '5'],
  ["toupper(displayName) eq 'ÉMILE 100% + 1'", '4'],
  ["contains(toupper(displayName),toupper('é'))", '4'],
  ["startswith(displayName,'A') eq true", '15'],
  ["startswith(displayName,'A') eq false", '234'],
  ["startswith(displayName,'A') ne true", '234'],
  [`id eq '${uuid(4)}'`, '4'],
  [`id eq '${uuid(10).toUpperCase()}'`, ''],
  [`id gt '${uuid(3)}'`, '45'],
  ["endswith(id,'2')", '2'],
  ['helpUrl eq null', '45'],
  ['null eq helpUrl', '45'],
  ['helpUrl ne null', '123'],
  ["helpUrl eq 'https://example.com/a'", '1'],
  ["helpUrl ne 'https://example.com/a'", '2345'],
  ["contains(tolower(helpUrl),'.com/b')", '2'],
  ['displayName eq null', ''],
  ['displayName ne null', EVERY],
  ["issuer eq 'intercede'", '15'],
  ["issuer eq 'INTERCEDE'", '15'],
  ["issuer ne 'intercede'", '234'],
  ["issuer eq microsoft.graph.deviceManagementDerivedCredentialIssuer'xTec'", '4'],
  ["issuer in ('xTec','purebred')", '34'],
  ["notificationType eq 'email'", '25'],
  ["notificationType eq 'email,companyPortal'", '4'],
  ["notificationType has 'email'", '245'],
  ["notificationType HAS 'companyPortal'", '34'],
  ["notificationType has 'companyPortal,email'", '4'],
  ["notificationType has 'none'", EVERY],
  ["notificationType has microsoft.graph.deviceManagementDerivedCredentialNotificationType'companyPortal'", '34'],
  ['renewalThresholdPercentage eq 20', '25'],
  ['renewalThresholdPercentage ne 20', '134'],
  ['renewalthresholdpercentage gt 20', '34'],
  ['renewalThresholdPercentage ge 20', '2345'],
  ['20 gt renewalThresholdPercentage', '1'],
  ['renewalThresholdPercentage le 5', '1'],
  ['renewalThresholdPercentage lt -5', ''],
  ['renewalThresholdPercentage in (5,50)', '13'],
  ['true', EVERY],
  ['false', ''],
  ["issuer eq 'xTec' or issuer eq 'purebred' and renewalThresholdPercentage eq 1", '4'],
  ["(issuer eq 'xTec' or issuer eq 'purebred') and renewalThresholdPercentage eq 50", '3'],
  ["not (issuer eq 'xTec') and renewalThresholdPercentage ge 50", '3'],
  ["NOT (issuer eq 'xTec' OR renewalThresholdPercentage ge 50)", '125'],
  ["not contains(displayName,'a')", '45'],
  ['not not helpUrl eq null', '45'],
  ['length(displayName) gt 5', '345'],
  ['length(displayName) ne 4', '1345'],
  ['5 eq length(displayName)', '1'],
  ['length(displayName) lt length(helpUrl)', '123'],
  ["indexof(displayName,'a') eq 1", '3'],
  ["indexof(tolower(displayName),'alpha') ge 0", '15'],
  ["indexof(displayName,'z') eq -1", EVERY],
  ["trim(displayName) eq 'beta'", '2'],
  ["concat(displayName,'!') eq 'beta!'", '2'],
  ["CONCAT(concat(displayName,', '),helpUrl) eq 'Alpha, https://example.com/a'", '1'],
  ["substring(displayName,1) eq 'eta'", '2'],
  ["substring(displayName,0,1) in ('b','G')", '23'],
  ["toupper(substring(displayName,0,2)) eq 'AL'", '15'],
  ["startswith(concat('x',displayName),'xAl')", '1'],
  ["contains(trim(displayName),'100%') eq true", '4'],
  ["endswith(substring(displayName,0,4),'ph')", '1'],
  ["displayName eq concat('be','ta')", '2'],
  ['length(helpUrl) gt 0', '123'],
  ['not (length(helpUrl) gt 0)', '45'],
  ['length(helpUrl) eq null', '45'],
  ['null ne length(helpUrl)', '123'],
  ['length(displayName) eq null', ''],
];

test('each operator and function of $filter selects what it says', async () => {
  const { client } = await withObjects();
  const found: [string, string][] = [];
  for (const [filter] of FILTERS) {
    const list = await client.list({ $filter: filter, $count: 'true' });
    expect(list['@odata.count'], filter).toBe(list.value.length);
    const { text } = await client.send('GET', withOptions(`${COLLECTION}/$count`, { $filter: filter }));
    expect(text, filter).toBe(String(list.value.length));
    found.push([filter, digits(list)]);
  }
  expect(found).toEqual(FILTERS);
});

// The same text in Unicode's composed and decomposed form; the composed one is stored.
const DECOMPOSED = ['Cafe\u0301', '\u212bngstro\u0308m', '\u1112\u1161\u11ab', '\u03b9\u0308\u0301'];
const NAME_FILTERS: readonly ((name: string) => string)[] = [
  (name) => `displayName eq '${name}'`,
  (name) => `'${name}' eq displayName`,
  (name) => `displayName in ('x','${name}')`,
  (name) => `not (displayName ne '${name}')`,
  (name) => `displayName ge '${name}' and displayName le '${name}'`,
  (name) => `startswith(displayName,'${name}')`,
  (name) => `endswith(displayName,'${name}')`,
  (name) => `contains(displayName,'${name}')`,
  (name) => `tolower(displayName) eq tolower('${name}')`,
  (name) => `toupper(displayName) eq toupper('${name}')`,
  (name) => `contains(toupper(displayName),'${name.toUpperCase()}')`,
];

test('a name is found in whichever normal form it is written, by $filter, $search and $count', async () => {
  const client = restClient(await boot());
  for (const name of DECOMPOSED) {
    const { id, displayName } = await client.create({ displayName: name });
    expect(displayName).toBe(name.normalize('NFC'));
    for (const written of [name, displayName]) {
      const filters = NAME_FILTERS.map((filter) => ({ $filter: filter(written) }));
      for (const options of [...filters, { $search: written }, { $search: `"${written.toUpperCase()}"` }]) {
        const { value } = await client.list(options);
        expect([options, value.map((found) => found.id)]).toEqual([options, [id]]);
        const { text } = await client.send('GET', withOptions(`${COLLECTION}/$count`, options));
        expect([options, text]).toEqual([options, '1']);
      }
    }
  }
});

const OTHERS: readonly (readonly [options: Options | string, digits: string])[] = [
  [{ $orderby: 'displayName' }, '51324'],
  [{ $orderby: 'displayName desc' }, '42315'],
  [{ $orderby: 'DisplayName ASC' }, '51324'],
  [{ $orderby: 'renewalThresholdPercentage' }, '12534'],
  [{ $orderby: 'renewalThresholdPercentage desc, id desc' }, '43521'],
  [{ $orderby: 'helpUrl' }, '45213'],
  [{ $orderby: 'id desc' }, '54321'],
  [{ $orderby: 'issuer asc' }, '21534'],
  [{ $orderby: 'issuer,displayName' }, '25134'],
  [{ $orderby: 'issuer desc, displayName asc' }, '43512'],
  [{ $orderby: 'issuer,id desc' }, '25134'],
  [{ $orderby: 'renewalThresholdPercentage desc,helpUrl,displayName' }, '43521'],
  [{ $orderby: 'notificationType,renewalThresholdPercentage,displayName desc' }, '34251'],
  [{ $top: 2 }, '12'],
  [{ $skip: 3 }, '45'],
  [{ $top: 2, $skip: 1, $orderby: 'displayName' }, '13'],
  [{ $skip: 9 }, ''],
  [{ $top: 999 }, EVERY],
  [{ $search: 'alpha' }, '15'],
  [{ $search: '"alpha"' }, '15'],
  [{ $search: '"displayName:ALPHA t"' }, '5'],
  [{ $search: 'alpha two' }, '5'],
  [{ $search: '"alpha two"' }, '5'],
  [{ $search: "'alpha two'" }, '5'],
  [{ $search: '\u201calpha two\u201d' }, '5'],
  [{ $search: '\u201ealpha two\u201c' }, '5'],
  [{ $search: 'displayName:"alpha two"' }, '5'],
  [{ $search: "DisplayName:'alpha two'" }, '5'],
  [{ $search: '"two alpha"' }, ''],
  [{ $search: 'two alpha' }, '5'],
  [{ $search: "gamma's" }, '3'],
  [{ $search: "'gamma's'" }, '3'],
  [{ $search: "'alpha two' OR 'beta'" }, '25'],
  [{ $search: '"alpha" "two"' }, '5'],
  [{ $search: 'NOT "alpha two" AND alpha' }, '1'],
  [{ $search: '"OR"' }, ''],
  [{ $search: 'alpha AND NOT two' }, '1'],
  [{ $search: 'beta OR "gamma\'s"' }, '23'],
  [{ $search: 'ÉMILE' }, '4'],
  [{ $search: '"100% +"' }, '4'],
  [{ $search: 'alpha', $filter: 'renewalThresholdPercentage gt 5' }, '5'],
  [{ filter: "issuer eq 'intercede'", orderby: 'displayName', top: 1 }, '5'],
  ["%24filter=displayName+eq+'beta'&%24top=5", '2'],
  ["$filter=contains(displayName,'%25+%2B+1')", '4'],
  ['$FILTER=true&$OrderBy=id+desc', '54321'],
  ['custom=1&custom=2&trace', EVERY],
  ['$format=json', EVERY],
  ['$format=application/json;odata.metadata=minimal', EVERY],
  ['', EVERY],
];

test('the other options order, cut and search the list, in any of their spellings', async () => {
  const { client } = await withObjects();
  const found: [Options | string, string][] = [];
  for (const [options] of OTHERS) {
    const address = typeof options === 'string' ? `${COLLECTION}?${options}` : withOptions(COLLECTION, options);
    found.push([options, digits((await client.send<EntityList>('GET', address)).body)]);
  }
  expect(found).toEqual(OTHERS);
});

test('$select leaves out every other property, of a list and of an object', async () => {
  const { client, root } = await withObjects();
  const context = `${root}/beta/$metadata#deviceManagement/derivedCredentials(displayName,issuer)`;
  const first = {
    '@odata.type': '#microsoft.graph.deviceManagementDerivedCredentialSettings',
    '@odata.etag': 'W/"1"',
    displayName: 'Alpha',
    issuer: 'intercede',
  };
  const list = await client.list({ $select: 'DisplayName, issuer', $top: 1 });
  expect(list).toMatchObject({ '@odata.context': context });
  expect(list.value).toEqual([first]);
  const one = await client.send('GET', `${COLLECTION}/${uuid(1)}?select=displayName,issuer`);
  expect(one.body).toEqual({ '@odata.context': `${context}/$entity`, ...first });
  expect((await client.list({ $select: '*' })).value).toEqual((await client.list()).value);
});

const REFUSED: readonly (readonly [query: string, message: RegExp])[] = [
  ['$nothing=1', /'\$nothing' is not known/],
  ['$filters=true', /'\$filters' is not known/],
  ['$expand=assignments', /'\$expand' is not supported here/],
  ['expand=assignments', /'\$expand' is not supported here/],
  ['$deltatoken=latest', /'\$deltatoken' is not supported here/],
  ['$top=1&$top=2', /'\$top' is given more than once/],
  ['$top=1&top=1', /'\$top' is given more than once/],
  ['$filter=true&%24FILTER=true', /'\$filter' is given more than once/],
  ...['0', '1000', '-1', '1.5', 'x', '', '1e2', ' 5'].map(
    (top) => [`$top=${top}`, /'\$top' must be a whole number from 1 to 999/] as const,
  ),
  ...['-1', 'x', '1000001', '99999999999'].map(
    (skip) => [`$skip=${skip}`, /'\$skip' must be a whole number from 0 to 1000000/] as const,
  ),
  ['$count=yes', /'\$count' must be true or false/],
  ['$select=colour', /property named 'colour' in '\$select'/],
  ['$select=', /property named '' in '\$select'/],
  ['$orderby=colour', /property named 'colour' in '\$orderby'/],
  ['$orderby=', /property named '' in '\$orderby'/],
  ['$orderby=id up', /'id up' in '\$orderby' is not a property name with asc or desc/],
  ['$orderby=id asc asc', /'id asc asc' in '\$orderby'/],
  ['$orderby=issuer,displayName,', /property named '' in '\$orderby'/],
  ['$orderby=issuer,displayName,Issuer desc', /The order names issuer more than once/],
  ['$search=', /'\$search' is empty/],
  ['$search="open', /Syntax error at position 1 in '\$search'/],
  ['$search=alpha OR', /'OR' in '\$search' needs a term on each side/],
  ['$search=AND alpha', /'AND' in '\$search' needs a term on each side/],
  ['$search=NOT', /'NOT' in '\$search' must be followed by a term/],
  [`$search=${'x'.repeat(1025)}`, /'\$search' is longer than 1024 characters/],
  ['$skiptoken=garbage', /'\$skiptoken' is not a token of this list/],
  ['$skiptoken=', /'\$skiptoken' is not a token of this list/],
  ['$format=xml', /'\$format' must be json/],
  ['$filter=colour eq 1', /property named 'colour'/],
  [`$filter=${Array.from({ length: 101 }, () => 'true').join(' or ')}`, /more than 100 conditions/],
  [`$filter=displayName eq '${'x'.repeat(2049)}'`, /longer than 2048 characters/],
  [`$filter=id in (${Array.from({ length: 101 }, () => "'a'").join(',')})`, /more than 100 values/],
];

test('an option that is not understood is refused, and none is silently ignored', async () => {
  const { client } = await withObjects();
  for (const [query, message] of REFUSED) {
    const { status, body } = await client.send<GraphError>('GET', `${COLLECTION}?${query}`);
    expect({ query, status, code: body.error?.code }).toEqual({ query, status: 400, code: 'BadRequest' });
    expect(body.error.message).toMatch(message);
  }
});
