/** Tests each rule of the entity at its boundary over GraphQL: refused values with their code, and stored values. */
import { expect, test } from 'vitest';
import {
  EXAMPLE,
  faultsOf,
  type Input,
  type SettingsClient,
  settingsClient,
  settingsOf,
} from '../../support/graphql/settings-client.js';
import { boot } from '../../support/service/boot.js';

/** A given value, and its result: the stored value, or the error codes. */
type Case = readonly [what: string, given: unknown, outcome: { kept: unknown } | { refused: readonly string[] }];
const kept = (value: unknown) => ({ kept: value });
const refused = (...codes: string[]) => ({ refused: codes });
const same = (what: string, value: unknown): Case => [what, value, kept(value)];

const ASTRAL = '\u{1f511}';
const COMBINING_E = 'e\u0301';
const ADDRESS = 'https://example.com/';
const addressOf = (length: number) => ADDRESS.padEnd(length, 'a');
const nameWith = (character: string) => `Field${character}staff`;
const codePoint = (character: string) => `U+${character.codePointAt(0)?.toString(16).padStart(4, '0')}`;

const NAMES: readonly Case[] = [
  same('1 character', 'a'),
  same('1 astral character', ASTRAL),
  same('256 characters', 'a'.repeat(256)),
  same('256 astral characters', ASTRAL.repeat(256)),
  ['257 characters', 'a'.repeat(257), refused('TOO_LONG')],
  ['257 astral characters', ASTRAL.repeat(257), refused('TOO_LONG')],
  ['256 astral characters and one more', `${ASTRAL.repeat(256)}a`, refused('TOO_LONG')],
  ['513 characters', 'a'.repeat(513), refused('TOO_LONG')],
  ['256 characters between spaces', `  ${'a'.repeat(256)}\t\n`, kept('a'.repeat(256))],
  ['256 characters once composed', COMBINING_E.repeat(256), kept('\u00e9'.repeat(256))],
  ['257 characters once composed', COMBINING_E.repeat(257), refused('TOO_LONG')],
  ['256 characters that grow to 257 when normalised', `${'a'.repeat(255)}\u0958`, refused('TOO_LONG')],
  ['decomposed', 'Cafe\u0301', kept('Caf\u00e9')],
  ['a Hangul syllable in parts', '\u1112\u1161\u11ab', kept('\ud55c')],
  ['a singleton that normalises', '\u212b', kept('\u00c5')],
  same('compatibility characters, which are kept', '\ufb01 \u2460 \uff21'),
  same('inner spaces', 'a  b \u00a0 c'),
  same('quotes, angle brackets and ampersands', `<b>"O'Neill" & sons</b>`),
  same(
    'many scripts',
    'Ünïcødé \u4e2d\u6587 \u0627\u0644\u0639\u0631\u0628\u064a\u0629 \u05e2\u05d1\u05e8\u05d9\u05ea',
  ),
  ['surrounding spaces of every kind', '\u3000\u00a0 \tname\r\n', kept('name')],
  ['nothing', '', refused('BLANK')],
  ['spaces', ' \t\r\n\u3000 ', refused('BLANK')],
  ['half a surrogate pair, the first', 'a\ud83d', refused('MALFORMED')],
  ['half a surrogate pair, the second', '\udd11a', refused('MALFORMED')],
  ['a surrogate pair the wrong way round', '\udd11\ud83d', refused('MALFORMED')],
  ...[
    ...['\u0000', '\u0001', '\t', '\n', '\r', '\u001f', '\u007f', '\u0080', '\u009f'],
    ...['\u00ad', '\u061c', '\u180e', '\u200b', '\u200c', '\u200d', '\u200e', '\u200f', '\u2028', '\u2029'],
    ...['\u202a', '\u202b', '\u202c', '\u202d', '\u202e', '\u2060', '\u2066', '\u2067', '\u2068', '\u2069'],
    ...['\ufeff', '\ufff9', '\u{e0001}', '\u{e0061}'],
    ...['\ufe0f', '\u{e0100}', '\u034f', '\u3164', '\ufdd0', '\ufdef', '\ufffe', '\uffff', '\u{1ffff}', '\u{10fffe}'],
  ].map((character): Case => [codePoint(character), nameWith(character), refused('MALFORMED')]),
  same('a non-joiner in Persian', '\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645'),
  same('a non-joiner between a foreign word and its Persian ending', 'PDF\u200c\u0647\u0627'),
  same('joiners in Hindi and Sinhala', '\u0915\u094d\u200d\u0937 \u0dc1\u0dca\u200d\u0dbb\u0dd3'),
  same('a non-joiner behind a virama', '\u0915\u094d\u200c\u0937'),
  same('a family of emoji', 'Staff \u{1f468}\u200d\u{1f469}\u200d\u{1f467}'),
  same('an emoji with a skin tone and a joiner', '\u{1f469}\u{1f3fd}\u200d\u{1f4bb}'),
  same(
    'emoji with variation selectors',
    '\u2764\ufe0f\u200d\u{1f525} \u{1f3f3}\ufe0f\u200d\u{1f308} \u263a\ufe0e 1\ufe0f\u20e3 \u2714\ufe0f',
  ),
  same('the flag of Wales', 'Staff \u{1f3f4}\u{e0067}\u{e0062}\u{e0077}\u{e006c}\u{e0073}\u{e007f}'),
  ...Object.entries({
    'a flag that there is not': '\u{1f3f4}\u{e0064}\u{e0065}\u{e0062}\u{e0079}\u{e007f}',
    'a flag that does not end': '\u{1f3f4}\u{e0067}\u{e0062}\u{e0077}\u{e006c}\u{e0073}',
    'tags behind a letter': 'a\u{e0067}\u{e007f}',
    'a joiner at the beginning': '\u200d\u0915\u0937',
    'a non-joiner at the end': '\u0645\u06cc\u200c',
    'a joiner at the end of an emoji': '\u{1f468}\u200d',
    'a joiner twice': '\u0915\u094d\u200d\u200d\u0937',
    'a non-joiner and a joiner': '\u0645\u200c\u200d\u06cc',
    'a joiner beside a space': '\u0645\u06cc\u200c \u062e',
    'a joiner between a letter and a digit': '\u06cc\u200c1',
    'a joiner between Cyrillic letters': '\u0430\u200d\u0431',
    'a joiner between an emoji and a letter': '\u{1f468}\u200d\u0915',
    'a variation selector behind a letter': '\u0915\ufe0f\u0937',
    'a variation selector behind a digit': '1\ufe0f',
    'two variation selectors': '\u2764\ufe0f\ufe0f',
  }).map(([what, name]): Case => [what, name, refused('MALFORMED')]),
  ['too long and with a zero-width character', `${'a'.repeat(256)}\u200bb`, refused('TOO_LONG', 'MALFORMED')],
];

const URLS: readonly Case[] = [
  same('http', 'http://example.com/'),
  same('query and fragment', 'https://example.com/help?page=1&of=2#top'),
  same('an IPv6 host', 'http://[::1]:8080/help'),
  same('2,048 characters', addressOf(2048)),
  ['2,049 characters', addressOf(2049), refused('TOO_LONG')],
  ['2,050 characters that are 2,048 once canonical', `  ${addressOf(2048)}`, kept(addressOf(2048))],
  ['2,046 characters that grow when encoded', `${addressOf(2045)}\u00e9`, refused('TOO_LONG')],
  ['no path', 'https://example.com', kept(ADDRESS)],
  ['upper case', 'HTTPS://EXAMPLE.COM/Help', kept('https://example.com/Help')],
  ['the default port', 'https://example.com:443/help', kept('https://example.com/help')],
  same('another port', 'https://example.com:8443/help'),
  ['dot segments', 'https://example.com/a/./b/../help', kept('https://example.com/a/help')],
  ['an international host', 'https://b\u00fccher.example/', kept('https://xn--bcher-kva.example/')],
  ['a letter to be encoded', 'https://example.com/caf\u00e9', kept('https://example.com/caf%C3%A9')],
  ['quotes to be encoded', 'https://example.com/"x"', kept('https://example.com/%22x%22')],
  ['an address in other digits', 'http://0x7f.1/', kept('http://127.0.0.1/')],
  ['surrounding spaces', ' https://example.com/help\n', kept('https://example.com/help')],
  ['nothing', '', refused('BLANK')],
  ['spaces', ' \n\t', refused('BLANK')],
  ['a user name', 'https://user@example.com/', refused('NOT_ALLOWED')],
  ['a user name and password', 'https://user:secret@example.com/', refused('NOT_ALLOWED')],
  ['a password', 'https://:secret@example.com/', refused('NOT_ALLOWED')],
  ['a host that hides behind a user name', 'https://example.com@evil.example/', refused('NOT_ALLOWED')],
  same('a host of one label', 'http://intranet/help'),
  same('a label of 63 characters', `https://${'a'.repeat(63)}.example/`),
  same('a host of 253 characters', `https://${'a.'.repeat(125)}com/`),
  same('a host with the dot of the root', 'https://example.com./'),
  ...Object.entries({
    'a label of 64 characters': `https://${'a'.repeat(64)}.example/`,
    'an international label that is too long': `https://${'\u00fc'.repeat(60)}.example/`,
    'a host of 254 characters': `https://${'a.'.repeat(125)}info/`,
    'an empty label': 'https://example..com/',
    'an empty first label': 'https://.example.com/',
    'an empty last label': 'https://example.com../',
    'a host that is a dot': 'https://./',
    'two dots written otherwise': 'https://example\u3002\uff0ecom/',
    'a noncharacter': 'https://example.com/\uffff',
  }).map(([what, url]): Case => [what, url, refused('MALFORMED')]),
  ...[
    ...['javascript:alert(1)', 'javascript://example.com/%0aalert(1)', 'data:text/html,x', 'ftp://example.com/'],
    ...['file:///etc/passwd', 'mailto:a@example.com', 'ws://example.com/', 'blob:https://example.com/x'],
    ...['example.com', 'www.example.com/help', '/help', '//example.com/help', '?help', '#help', 'help'],
    ...['https:example.com', 'https:/example.com', 'https:///example.com', 'https://', 'https:// ', 'http://?x'],
    ...['https:\\\\example.com\\', 'https://example.com\\@evil.example/', 'https://exa mple.com/', 'https://a b/'],
    ...['https://example.com/a b', 'https://example.com/\ta', 'ht\ntps://example.com/', 'https://example.com/\r\na'],
    ...['https://example.com/\u0000', 'https://example.com/\u200b', 'https://example.com/\u202e', 'https://a\ud83d.b/'],
    ...[
      'https://example.com:65536/',
      'https://example.com:x/',
      'https://[::1/',
      'https://1.2.3.4.5.6/x%',
      'https://%/',
    ],
  ].map((given): Case => [JSON.stringify(given), given, refused('MALFORMED')]),
];

const THRESHOLDS: readonly Case[] = [
  ...[1, 2, 50, 98, 99].map((value) => same(`${value} percent`, value)),
  ...[-2147483648, -1, 0, 100, 101, 2147483647].map((value): Case => [`${value}`, value, refused('OUT_OF_RANGE')]),
  ['left out', undefined, kept(20)],
];

const IDS: readonly Case[] = [
  same('of no version', 'cb6eed73-ed73-cb6e-73ed-6ecb73ed6ecb'),
  same('the nil UUID', '00000000-0000-0000-0000-000000000000'),
  same('the max UUID', 'ffffffff-ffff-ffff-ffff-ffffffffffff'),
  ...[1, 2, 3, 4, 5, 6, 7, 8].map((version) =>
    same(`version ${version}`, `0a1b2c3d-4e5f-${version}a0b-8c0d-0e1f2a3b4c5d`),
  ),
  ['upper case', '0A1B2C3D-4E5F-4A0B-8C0D-0E1F2A3B4C5E', kept('0a1b2c3d-4e5f-4a0b-8c0d-0e1f2a3b4c5e')],
  ['null', null, kept(expect.stringMatching(/^[0-9a-f-]{36}$/))],
  ...[
    ...['', ' ', '1', 'x', '0a1b2c3d4e5f4a0b8c0d0e1f2a3b4c5d', '{0a1b2c3d-4e5f-4a0b-8c0d-0e1f2a3b4c5d}'],
    ...['0a1b2c3d-4e5f-4a0b-8c0d-0e1f2a3b4c5', '0a1b2c3d-4e5f-4a0b-8c0d-0e1f2a3b4c5dd'],
    ...[' 0a1b2c3d-4e5f-4a0b-8c0d-0e1f2a3b4c5d', '0a1b2c3d-4e5f-4a0b-8c0d-0e1f2a3b4c5d\n'],
    ...['0a1b2c3d-4e5f-4a0b-8c0d-0e1f2a3b4c5g', '0a1b2c3d_4e5f_4a0b_8c0d_0e1f2a3b4c5d'],
    ...['0a1b2c3d-4e5f4a0b-8c0d-0e1f-2a3b4c5d', 'urn:uuid:0a1b2c3d-4e5f-4a0b-8c0d-0e1f2a3b4c5d'],
    ...['0a1b2c3d-4e5f-4a0b-8c0d-0e1f2a3b4c5\uff44', '0a1b2c3d-4e5f-4a0b-8c0d-0e1f2a3b4c5d:1', '\u212a'.repeat(36)],
  ].map((given): Case => [JSON.stringify(given), given, refused('MALFORMED')]),
  ['a number', 5, refused('MALFORMED')],
];

const TABLES = { displayName: NAMES, helpUrl: URLS, renewalThresholdPercentage: THRESHOLDS, id: IDS } as const;

test('A create keeps to every rule of every field', async () => {
  const service = await boot();
  for (const [index, [field, cases]] of Object.entries(TABLES).entries()) {
    const tenant = settingsClient(service, await service.token({ tenantId: tenantId(index) }));
    const outcomes: Case[] = [];
    for (const [what, given] of cases) {
      outcomes.push([what, given, await outcomeOf(tenant, 'create', { ...EXAMPLE, [field]: given }, field)]);
    }
    expect(outcomes, field).toEqual(cases);
    const accepted = cases.filter(([, , outcome]) => 'kept' in outcome);
    expect(await tenant.list(), field).toHaveLength(accepted.length);
  }
});

test('An update keeps to every rule of every field that it can change', async () => {
  const tenant = settingsClient(await boot());
  const { id: _fixed, ...changeable } = TABLES;
  for (const [field, cases] of Object.entries(changeable)) {
    const outcomes: Case[] = [];
    for (const [what, given] of cases) {
      const { id } = settingsOf(await tenant.create(EXAMPLE));
      outcomes.push([what, given, await outcomeOf(tenant, 'update', { id, [field]: given }, field)]);
    }
    expect(outcomes, field).toEqual(cases);
  }
});

function tenantId(index: number): string {
  return `a0000000-0000-4000-8000-${String(index).padStart(12, '0')}`;
}

async function outcomeOf(tenant: SettingsClient, write: 'create' | 'update', input: Input, field: string) {
  const payload = await tenant[write](input);
  const { derivedCredentialSettings: settings, change } = payload;
  if (settings === null) return refused(...faultsOf(payload).map((fault) => fault.replace(`input.${field} `, '')));
  const found = await tenant.find(settings.id);
  expect(found).toEqual(settings);
  const { id, displayName, helpUrl, issuer, notificationType, renewalThresholdPercentage } = settings;
  const content = { displayName, helpUrl, issuer, notificationType, renewalThresholdPercentage };
  if (change !== null) expect(change.after).toEqual(content);
  return kept({ id, ...content }[field as keyof typeof content]);
}
