/** Tests that hostile text in any input is either stored exactly or refused with a clear error, and is never executed. */
import { expect, test } from 'vitest';
import { type Received, send } from '../../support/graphql/send.js';
import { EXAMPLE, SETTINGS_FIELDS, type Settings, settingsClient } from '../../support/graphql/settings-client.js';
import { CHANGES_LIST, SETTINGS_LIST } from '../../support/graphql/settings-lists.js';
import { expectNoLeak } from '../../support/http/expect-no-leak.js';
import { boot } from '../../support/service/boot.js';

const ID = 'cb6eed73-ed73-cb6e-73ed-6ecb73ed6ecb';
const CLIENT_ERRORS = ['BAD_USER_INPUT', 'GRAPHQL_PARSE_FAILED', 'GRAPHQL_VALIDATION_FAILED', 'LIMIT_EXCEEDED'];
// The maximum length of a response: it must not repeat the whole input.
const MAX_ANSWER = 20_000;

/** Valid names, which must be stored exactly. */
const NAMES = [
  `'; DROP TABLE settings; --`,
  `' OR 1=1 --`,
  `x' UNION SELECT * FROM change --`,
  `'||(SELECT group_concat(tenant_id) FROM tenant)||'`,
  '?1 @tenant_id :id $id',
  '%',
  '_',
  '\\',
  '#{7*7} {{7*7}} <%= 7*7 %>',
  '<script>alert(1)</script>',
  '../../../../etc/passwd',
  '__proto__',
  'constructor',
  'null',
  '{"$ne": null}',
  'javascript:alert(document.domain)',
  '%00%0d%0aSet-Cookie: a=b',
  '\ufffd',
  '\u{1f600}'.repeat(50),
  'Z\u0353\u0354\u0351\u0352',
];
/** Invalid names. */
const NO_NAMES = [
  '\u0000',
  `name\u0000'; DROP TABLE settings; --`,
  '\ud800',
  '\udc00\ud800',
  'a\r\nSet-Cookie: a=b',
  '\u001b[2J\u0007\u0008',
  '\u202egnp.exe',
  '\u2066\u2069',
  'a\u200bb',
  '\ufeffa\ufeffb',
  'a\u2028alert(1)',
  'a'.repeat(100_000),
  '\u{1f600}'.repeat(20_000),
  `${'\u0301'.repeat(50_000)}`,
];
const HOSTILE = [...NAMES, ...NO_NAMES];

const MUTATION = (verb: string) => `mutation($input: ${verb}DerivedCredentialSettingsInput!) {
  answer: ${verb.toLowerCase()}DerivedCredentialSettings(input: $input) {
    derivedCredentialSettings { ${SETTINGS_FIELDS} } userErrors { code field message }
  }
}`;
const [CREATE, UPDATE, DELETE] = [MUTATION('Create'), MUTATION('Update'), MUTATION('Delete')];
const BY_ID = 'query($id: ID!) { a: node(id: $id) { id } b: derivedCredentialSettings(id: $id) { id } }';

type Body = (text: string) => object;
const creating =
  (field: string): Body =>
  (text) => ({ query: CREATE, variables: { input: { ...EXAMPLE, [field]: text } } });
const updating =
  (field: string): Body =>
  (text) => ({ query: UPDATE, variables: { input: { id: ID, [field]: text } } });
const listing =
  (variables: (text: string) => object): Body =>
  (text) => ({ query: SETTINGS_LIST, variables: variables(text) });
const filtering = (field: string, operator: string): Body =>
  listing((text) => ({ filter: { [field]: { [operator]: operator === 'in' ? [text] : text } } }));

/** Operations that write and find nothing with any of the texts. */
const FRUITLESS: Readonly<Record<string, Body>> = {
  'create.id': creating('id'),
  'create.helpUrl': creating('helpUrl'),
  'create.issuer': creating('issuer'),
  'create.renewalThresholdPercentage': creating('renewalThresholdPercentage'),
  'update.helpUrl': updating('helpUrl'),
  'update.notificationType': updating('notificationType'),
  'update.id': (text) => ({ query: UPDATE, variables: { input: { id: text, displayName: 'Other' } } }),
  'update.expectedVersion': updating('expectedVersion'),
  'delete.id': (text) => ({ query: DELETE, variables: { input: { id: text } } }),
  'an input key': (text) => ({ query: CREATE, variables: { input: { ...EXAMPLE, [text]: text } } }),
  'the whole input': (text) => ({ query: CREATE, variables: { input: text } }),
  'an id': (text) => ({ query: BY_ID, variables: { id: text } }),
  'an id of a change': (text) => ({ query: BY_ID, variables: { id: `${text}:1` } }),
  'a version of a change': (text) => ({ query: BY_ID, variables: { id: `${ID}:${text}` } }),
  'an id in the operation': (text) => ({ query: `{ node(id: ${JSON.stringify(text)}) { id } }` }),
  after: listing((text) => ({ after: text })),
  before: listing((text) => ({ before: text })),
  'an encoded cursor': listing((text) => ({ after: Buffer.from(text).toString('base64url') })),
  'after a change': (text) => ({ query: CHANGES_LIST, variables: { after: text } }),
  'orderBy.field': listing((text) => ({ orderBy: { field: text } })),
  'filter.createdAt.gt': filtering('createdAt', 'gt'),
  'filter.issuer.eq': filtering('issuer', 'eq'),
  'a filter key': listing((text) => ({ filter: { [text]: { eq: text } } })),
  ...Object.fromEntries(
    [
      ...['id.eq', 'id.in', 'helpUrl.eq', 'helpUrl.in', 'helpUrl.startsWith', 'helpUrl.contains'],
      ...['displayName.eq', 'displayName.in', 'displayName.startsWith', 'displayName.contains'],
    ].map((path) => [`filter.${path}`, filtering(...(path.split('.') as [string, string]))]),
  ),
  operationName: (text) => ({ query: 'query A { __typename }', operationName: text }),
  'the operation': (text) => ({ query: text }),
  'a name in the operation': (text) => ({ query: `{ ${text} }` }),
};

test('Hostile text in any input but a name writes and finds nothing, and is answered clearly', async () => {
  const service = await boot();
  const tenant = settingsClient(service);
  const { derivedCredentialSettings: settings } = await tenant.create({ ...EXAMPLE, id: ID });
  for (const [what, body] of Object.entries(FRUITLESS)) {
    const answers = await Promise.all(HOSTILE.map((text) => send(service, { body: body(text) })));
    for (const [index, answer] of answers.entries()) {
      const text = HOSTILE[index] ?? '';
      const label = `${what}: ${JSON.stringify(text.slice(0, 60))}`;
      expectClear(answer, label);
      expect(found(answer), label).toEqual([]);
    }
  }
  expect(await tenant.list()).toEqual([settings]);
  expect(await tenant.changes()).toHaveLength(1);
});

test('Hostile text in a name is kept exactly or refused, and only finds itself', async () => {
  const service = await boot();
  const tenant = settingsClient(service);
  await tenant.create({ ...EXAMPLE, id: ID });
  for (const text of HOSTILE) {
    const label = JSON.stringify(text.slice(0, 60));
    for (const body of [creating('displayName')(text), updating('displayName')(text)]) {
      const answer = await send(service, { body });
      expectClear(answer, label);
      const { derivedCredentialSettings: kept, userErrors } = JSON.parse(answer.text).data.answer;
      if (NAMES.includes(text)) expect(kept?.displayName, label).toBe(text);
      else expect({ kept, faulty: userErrors.length > 0 }, label).toEqual({ kept: null, faulty: true });
    }
  }
  const kept = await tenant.list();
  expect(kept.map(({ displayName }) => displayName).toSorted()).toEqual([...NAMES, NAMES.at(-1)].toSorted());
  for (const text of NAMES) {
    for (const [operator, holds] of Object.entries(OPERATORS)) {
      const { text: answer } = await send(service, { body: filtering('displayName', operator)(text) });
      const names = (JSON.parse(answer).data.list.nodes as Settings[]).map(({ displayName }) => displayName);
      const meant = kept.map(({ displayName }) => displayName).filter((name) => holds(name, text));
      expect(names.toSorted(), `${operator} ${text}`).toEqual(meant.toSorted());
    }
  }
  // One version for each name that was kept by the update, and each change holds its text exactly.
  expect((await tenant.find(ID))?.version).toBe(1 + NAMES.length);
  const told = (await tenant.changes()).map(({ after }) => after?.displayName);
  expect(told).toEqual([EXAMPLE.displayName, ...NAMES.flatMap((name) => [name, name])]);
});

test('A help URL that holds SQL or script in its path is kept in a form that does no harm', async () => {
  const tenant = settingsClient(await boot());
  const kept = {
    [`https://example.com/?q='; DROP TABLE settings; --`.replaceAll(' ', '+')]:
      `https://example.com/?q=%27;+DROP+TABLE+settings;+--`,
    'https://example.com/<script>': 'https://example.com/%3Cscript%3E',
    'https://example.com/%00%0d%0a': 'https://example.com/%00%0d%0a',
  };
  for (const [given, canonical] of Object.entries(kept)) {
    const { derivedCredentialSettings } = await tenant.create({ ...EXAMPLE, helpUrl: given });
    expect(derivedCredentialSettings?.helpUrl).toBe(canonical);
  }
  expect(await tenant.list()).toHaveLength(Object.keys(kept).length);
});

test('A text of 1 MB is refused in every input', async () => {
  const service = await boot();
  const text = 'a'.repeat(1_000_000);
  const inputs = {
    ...FRUITLESS,
    'create.displayName': creating('displayName'),
    'update.displayName': updating('displayName'),
  };
  for (const [what, body] of Object.entries(inputs)) {
    const { status, codes } = await send(service, { body: body(text) });
    expect({ what, status, codes }).toEqual({ what, status: 413, codes: ['LIMIT_EXCEEDED'] });
  }
  expect(await settingsClient(service).changes()).toEqual([]);
});

const OPERATORS: Readonly<Record<string, (name: string, text: string) => boolean>> = {
  eq: (name, text) => name === text,
  in: (name, text) => name === text,
  startsWith: (name, text) => name.startsWith(text),
  contains: (name, text) => name.includes(text),
};

/** The response has data or an error with a client's code, is short, and leaks nothing. */
function expectClear({ status, errors, codes, text }: Received, label: string): void {
  expect(status, label).toBeLessThan(500);
  for (const code of codes) expect(CLIENT_ERRORS, label).toContain(code);
  if (errors.length === 0) expect(JSON.parse(text).data, label).toBeTruthy();
  expect(text.length, label).toBeLessThan(MAX_ANSWER);
  expectNoLeak(text);
}

/** Every object that an answer holds. */
function found({ text }: Received): unknown[] {
  const { data } = JSON.parse(text) as { data?: Record<string, Record<string, unknown> | null | undefined> | null };
  return Object.values(data ?? {}).flatMap((field) => {
    if (typeof field !== 'object' || field === null) return [];
    const { id, derivedCredentialSettings, nodes } = field;
    return [id, derivedCredentialSettings, ...(Array.isArray(nodes) ? nodes : [])].filter((value) => value != null);
  });
}
