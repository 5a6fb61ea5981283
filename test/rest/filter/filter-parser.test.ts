/** Proves that any `$filter` is either parsed correctly or refused with the position of its fault. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RestError } from '../../../src/rest/errors.js';
import { parseFilter } from '../../../src/rest/filter/filter-parser.js';
import { filterArbitrary } from '../../support/domain/arbitraries.js';
import { expressible, type PrintStyle, printFilter } from '../../support/rest/print-filter.js';
import { restClient } from '../../support/rest/rest-client.js';
import { boot } from '../../support/service/boot.js';

const ISSUER = 'microsoft.graph.deviceManagementDerivedCredentialIssuer';
const NOT_VALID = 'The query specified in the URI is not valid. ';
const NO_PROPERTY = "on type 'microsoft.graph.deviceManagementDerivedCredentialSettings'";
const tooEarly = (position: number) => `The expression is incomplete at position ${position} in '$filter'.`;
const unexpected = (text: string, position: number) => `Unexpected '${text}' at position ${position} in '$filter'.`;
const syntax = (position: number) => `Syntax error at position ${position} in '$filter'.`;
const openString = (position: number) => `The string at position ${position} in '$filter' has no closing quote.`;
const noProperty = (name: string, position: number) =>
  `Could not find a property named '${name}' ${NO_PROPERTY} at position ${position}.`;
const wrongLiteral = (literal: string, type: string, position: number) =>
  `Cannot convert the literal '${literal}' to the expected type '${type}', at position ${position}.`;
const noMember = (name: string, position: number) =>
  `Requested value '${name}' was not found, at position ${position}.`;
const noFunction = (name: string, position: number) =>
  `The function '${name}' at position ${position} is not supported.`;
const textFunction = (name: string, position: number) =>
  `The function '${name}' needs a text property and a string, at position ${position}.`;
const noComparison = (position: number) => `Compare a property with a literal, at position ${position}.`;
const tooDeep = "'$filter' nests deeper than 50 levels.";
const tooLong = "'$filter' is longer than 8192 characters.";

const MALFORMED: readonly (readonly [text: string, message: string])[] = [
  ['', tooEarly(1)],
  ['  ', tooEarly(3)],
  ["displayName eq 'a", openString(16)],
  ["displayName eq 'it''s", openString(16)],
  ["displayName eq 'a''", openString(16)],
  ["displayName eq '", openString(16)],
  ["issuer eq a.b'c", openString(14)],
  ["displayName eq 'a' or", tooEarly(22)],
  ["displayName eq 'a' and ", tooEarly(24)],
  ["or displayName eq 'a'", noProperty('or', 1)],
  ["displayName eq 'a' and or true", noProperty('or', 24)],
  ["displayName eq 'a' true", unexpected('true', 20)],
  ["displayName eq 'a' displayName eq 'b'", unexpected('displayName', 20)],
  ["(displayName eq 'a'", tooEarly(20)],
  ["displayName eq 'a')", unexpected(')', 19)],
  ["((displayName eq 'a')", tooEarly(22)],
  ['()', unexpected(')', 2)],
  ['not', tooEarly(4)],
  ['displayName', tooEarly(12)],
  ['displayName eq', tooEarly(15)],
  ["displayName like 'a'", unexpected('like', 13)],
  ["displayName 'a'", unexpected('a', 13)],
  ["displayName eq'a'", unexpected('a', 13)],
  ["displayName = 'a'", syntax(13)],
  ['displayName eq "a"', syntax(16)],
  ["displayName eq 'a';", syntax(19)],
  ['displayName eq \u{1f600}', syntax(16)],
  ['renewalThresholdPercentage eq 20and true', syntax(31)],
  ['renewalThresholdPercentage eq 1.2.3', syntax(31)],
  ['colour eq 1', noProperty('colour', 1)],
  ["createdAt gt '2026'", noProperty('createdAt', 1)],
  ['displayName eq helpUrl', noComparison(1)],
  ["'a' eq 'a'", noComparison(1)],
  ['null eq null', noComparison(1)],
  ['displayName eq 5', wrongLiteral('5', 'Edm.String', 16)],
  ["displayName eq a.b'c'", wrongLiteral('c', 'Edm.String', 16)],
  ["renewalThresholdPercentage eq '5'", wrongLiteral('5', 'Edm.Int32', 31)],
  ['renewalThresholdPercentage lt 1.5', wrongLiteral('1.5', 'Edm.Int32', 31)],
  ['renewalThresholdPercentage eq 2147483648', wrongLiteral('2147483648', 'Edm.Int32', 31)],
  ['renewalThresholdPercentage eq 1e999', wrongLiteral('1e999', 'Edm.Int32', 31)],
  ['issuer eq 0', wrongLiteral('0', ISSUER, 11)],
  ["issuer eq 'nobody'", noMember('nobody', 11)],
  ["issuer in ('intercede','nobody')", noMember('nobody', 24)],
  ["issuer eq microsoft.graph.user'intercede'", wrongLiteral('intercede', ISSUER, 11)],
  ["issuer gt 'intercede'", "The operator 'gt' at position 1 cannot be used with 'issuer'. Use eq or in."],
  ["issuer has 'intercede'", "'has' needs a flags property, at position 1."],
  ["notificationType has 'sms'", noMember('sms', 22)],
  ['notificationType has null', wrongLiteral('null', `${ISSUER.slice(0, -6)}NotificationType`, 22)],
  ["'email' has notificationType", noComparison(1)],
  ['helpUrl gt null', "The operator 'gt' cannot compare with null, at position 12."],
  ['displayName in ()', unexpected(')', 17)],
  ["displayName in ('a'", tooEarly(20)],
  ["displayName in 'a'", unexpected('a', 16)],
  ["displayName in ('a',)", unexpected(')', 21)],
  ["displayName in ('a' 'b')", unexpected('b', 21)],
  ['displayName in (helpUrl)', "'in' needs a list of literals, at position 17."],
  ["'a' in ('a')", "'in' needs a property on its left, at position 1."],
  ["length(displayName) eq 'a'", 'A number is expected at position 24.'],
  ["length(displayName,'a') eq 1", 'The function at position 1 does not take 2 arguments.'],
  ["substring(displayName) eq 'a'", 'The function at position 1 does not take 1 arguments.'],
  ["substring(displayName,-1) eq 'a'", 'A whole number from 0 is expected at position 23.'],
  ["substring(displayName,length(displayName)) eq 'a'", 'A whole number from 0 is expected at position 23.'],
  ["trim(issuer) eq 'a'", 'A text is expected at position 6.'],
  ['trim(length(displayName)) eq 1', 'A text is expected at position 6.'],
  ['length(displayName) eq renewalThresholdPercentage', 'A number is expected at position 24.'],
  ["trim(displayName) has 'a'", "The operator 'has' at position 1 cannot be used with a function."],
  ['length(displayName) gt null', 'Only eq and ne can compare with null, at position 1.'],
  ["true and substringof('a',displayName)", noFunction('substringof', 10)],
  ['contains(displayName)', unexpected(')', 21)],
  ["contains(displayName,'a','b')", unexpected(',', 25)],
  ["contains('a',displayName)", textFunction('contains', 10)],
  ["startswith(issuer,'a')", textFunction('startswith', 12)],
  ['endswith(displayName,5)', textFunction('endswith', 10)],
  ["contains(displayName,a.b'c')", textFunction('contains', 10)],
  ['contains(displayName,null)', textFunction('contains', 10)],
  ["contains(displayName,'a') eq 5", unexpected('5', 30)],
  ["tolower(issuer) eq 'a'", "The property 'issuer' at position 9 is not a text property."],
  ["tolower(5) eq 'a'", 'The literal at position 9 is not a string.'],
  ["tolower displayName eq 'a'", noProperty('tolower', 1)],
  [`${'('.repeat(51)}true${')'.repeat(51)}`, tooDeep],
  [`${'not '.repeat(51)}true`, tooDeep],
  [`${'tolower('.repeat(51)}displayName`, tooDeep],
  [`${'('.repeat(8192)}`, tooDeep],
  [`!${' '.repeat(8192)}`, tooLong],
];

/** Three texts of 200 kB: only a length check before parsing gives all of them the same error. */
const HUGE = [`'${'a'.repeat(200_000)}`, ')'.repeat(200_000), `true${' or true'.repeat(25_000)}`];

function refusalOf(text: string): string {
  try {
    return `read as ${JSON.stringify(parseFilter(text))}`;
  } catch (error) {
    if (!(error instanceof RestError)) throw error;
    expect([error.status, error.code]).toEqual([400, 'BadRequest']);
    return error.message;
  }
}

test('a malformed expression is refused with what is wrong and where', () => {
  const told = MALFORMED.map(([text]) => [text, refusalOf(text)]);
  expect(told).toEqual(MALFORMED.map(([text, message]) => [text, `${NOT_VALID}${message}`]));
});

test('ids are found in any letter case, unless the expression folds them itself', () => {
  const id = { field: 'id' } as const;
  expect(parseFilter("id eq 'AB'")).toEqual({ ...id, op: 'eq', value: 'ab' });
  expect(parseFilter("id in ('AB','c')")).toEqual({ ...id, op: 'in', values: ['ab', 'c'] });
  expect(parseFilter("toupper(id) eq 'AB'")).toEqual({ ...id, op: 'eq', fold: 'upper', value: 'AB' });
});

test('as many levels as are allowed are read', () => {
  expect(parseFilter(`${'('.repeat(50)}true${')'.repeat(50)}`)).toEqual({ op: 'and', filters: [] });
  expect(() => parseFilter(Array.from({ length: 200 }, () => '(true)').join(' and '))).not.toThrow();
});

const styleArbitrary: fc.Arbitrary<PrintStyle> = fc.record({
  capitals: fc.boolean(),
  typedEnums: fc.boolean(),
  space: fc.constantFrom(' ', '  ', '\t', '\n'),
});

test('every filter that can be written is parsed to itself, however it is spelled', () => {
  fc.assert(
    fc.property(filterArbitrary.map(expressible), styleArbitrary, (filter, style) => {
      expect(parseFilter(printFilter(filter, style))).toEqual(filter);
    }),
    { numRuns: 2000 },
  );
});

const WORDS = [
  'displayName',
  'helpUrl',
  'issuer',
  'notificationType',
  'renewalThresholdPercentage',
  'id',
  'eq',
  'ne',
  'has',
  'in',
  'gt',
  'and',
  'or',
  'not',
  'contains(',
  'tolower(',
  '(',
  ')',
  ',',
  "'a'",
  "'",
  "'email'",
  '20',
  '-1.5e3',
  'null',
  'true',
  `${ISSUER}'xTec'`,
  '\u0000',
  '\ud83d',
];
const soupArbitrary = fc
  .array(fc.constantFrom(...WORDS), { maxLength: 30 })
  .chain((words) => fc.constantFrom(words.join(' '), words.join('')));

test('any text at all is a filter or is refused with 400', () => {
  const textArbitrary = fc.oneof(fc.string({ unit: 'binary', maxLength: 200 }), soupArbitrary);
  const outcomes = { read: 0, refused: 0 };
  fc.assert(
    fc.property(textArbitrary, (text) => {
      outcomes[refusalOf(text).startsWith('read as') ? 'read' : 'refused'] += 1;
    }),
    { numRuns: 5000 },
  );
  expect(outcomes.read).toBeGreaterThan(0);
  expect(outcomes.refused).toBeGreaterThan(0);
});

test('an expression of 200 kB is refused by its length alone, before any of it is read', () => {
  for (const text of HUGE) expect(refusalOf(text)).toBe(`${NOT_VALID}${tooLong}`);
});

test('an expression of 200 kB in a step of a batch is refused alike', async () => {
  const client = restClient(await boot());
  for (const text of HUGE) {
    const url = `/deviceManagement/derivedCredentials?$filter=${text.replaceAll(' ', '+')}`;
    const { status, body } = await client.send('POST', '/beta/$batch', {
      body: { requests: [{ id: '1', method: 'GET', url }] },
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      responses: [{ status: 400, body: { error: { message: `${NOT_VALID}${tooLong}` } } }],
    });
  }
});
