/** Tests which documents a service with a manifest accepts: by hash and in full, by POST and GET, in each mode. */
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readConfig } from '../../../src/config.js';
import { SetupError } from '../../../src/domain/errors.js';
import { trustedDocuments } from '../../../src/graphql/execution/trusted-documents.js';
import { scratchFolder } from '../../support/files/scratch.js';
import { type Sent, send } from '../../support/graphql/send.js';
import { boot } from '../../support/service/boot.js';
import { start } from '../../support/service/built-program.js';
import { startService } from '../../support/service/started-service.js';

const TRUSTED = 'query Trusted($id: ID!) { viewer { tenantId } derivedCredentialSettings(id: $id) { id } }';
const OTHER = 'query Other { viewer { subject } }';
const VARIABLES = { id: 'cb6eed73-ed73-cb6e-73ed-6ecb73ed6ecb' };
const hashOf = (text: string) => createHash('sha256').update(text).digest('hex');
const HASH = hashOf(TRUSTED);
const UNKNOWN = hashOf(OTHER);
const LABELLED = 'query Labelled { viewer { clientId } }';
const PREFIXED = hashOf(LABELLED);
const MANIFEST = { [HASH]: TRUSTED, [`sha256:${PREFIXED}`]: LABELLED };

/** A file with a manifest as GraphQL Code Generator's client preset writes it, or with other content. */
function manifestFile(content: string = JSON.stringify(MANIFEST)): string {
  const file = join(scratchFolder(), 'persisted-documents.json');
  writeFileSync(file, content);
  return file;
}

const withManifest = (mode: string, file = manifestFile()) => ({
  TRUSTED_DOCUMENTS: file,
  TRUSTED_DOCUMENTS_MODE: mode,
});
const persisted = (sha256Hash: string) => ({ persistedQuery: { version: 1, sha256Hash } });
const get = (options: Readonly<Record<string, string>>): Sent => ({
  method: 'GET',
  search: `?${new URLSearchParams({ variables: JSON.stringify(VARIABLES), ...options })}`,
});
const post = (body: object): Sent => ({ body: { variables: VARIABLES, ...body } });

type Answer = '200' | '200 PERSISTED_QUERY_NOT_SUPPORTED' | '400 BAD_USER_INPUT' | '403 FORBIDDEN';
type Answers = Readonly<Record<'off' | 'log' | 'enforce', Answer>>;
const ALWAYS: Answers = { off: '200', log: '200', enforce: '200' };
const BY_DOCUMENT_ID: Answers = { off: '400 BAD_USER_INPUT', log: '200', enforce: '200' };
// On this response, clients of automatic persisted queries send the document.
const BY_HASH: Answers = { ...BY_DOCUMENT_ID, off: '200 PERSISTED_QUERY_NOT_SUPPORTED' };
const NOT_PERSISTED: Answers = {
  off: '200 PERSISTED_QUERY_NOT_SUPPORTED',
  log: '200 PERSISTED_QUERY_NOT_SUPPORTED',
  enforce: '403 FORBIDDEN',
};
const UNLESS_ENFORCED: Answers = { off: '200', log: '200', enforce: '403 FORBIDDEN' };
const NEVER: Answers = { off: '400 BAD_USER_INPUT', log: '400 BAD_USER_INPUT', enforce: '403 FORBIDDEN' };

const REQUESTS: readonly (readonly [title: string, sent: Sent, answers: Answers])[] = [
  ['a known text', post({ query: TRUSTED }), ALWAYS],
  ['a known text by GET', get({ query: TRUSTED }), ALWAYS],
  ['a known documentId', post({ documentId: HASH }), BY_DOCUMENT_ID],
  ['a known documentId by GET', get({ documentId: HASH }), BY_DOCUMENT_ID],
  ['a known documentId with its algorithm', post({ documentId: `sha256:${HASH}` }), BY_DOCUMENT_ID],
  ['a known documentId whose manifest has the algorithm', post({ documentId: PREFIXED }), BY_DOCUMENT_ID],
  ['a known sha256Hash', post({ extensions: persisted(HASH) }), BY_HASH],
  ['a known sha256Hash by GET', get({ extensions: JSON.stringify(persisted(HASH)) }), BY_HASH],
  ['a known sha256Hash whose manifest has the algorithm', post({ extensions: persisted(PREFIXED) }), BY_HASH],
  ['a known sha256Hash beside its text', post({ query: TRUSTED, extensions: persisted(HASH) }), ALWAYS],
  [
    'a known sha256Hash beside its text by GET',
    get({ query: TRUSTED, extensions: JSON.stringify(persisted(HASH)) }),
    ALWAYS,
  ],
  ['a known sha256Hash beside an empty documentId', post({ documentId: '', extensions: persisted(HASH) }), BY_HASH],
  ['a known documentId beside its text', post({ query: TRUSTED, documentId: HASH }), ALWAYS],
  ['a known text under an unknown documentId', post({ query: TRUSTED, documentId: UNKNOWN }), ALWAYS],
  ['an unknown text', post({ query: OTHER }), UNLESS_ENFORCED],
  ['an unknown text by GET', get({ query: OTHER }), UNLESS_ENFORCED],
  ['a known text with a space more', post({ query: `${TRUSTED} ` }), UNLESS_ENFORCED],
  [
    'a known text with an operation more',
    post({ query: `${TRUSTED} ${OTHER}`, operationName: 'Trusted' }),
    UNLESS_ENFORCED,
  ],
  ['an unknown text under an unknown documentId', post({ query: OTHER, documentId: UNKNOWN }), UNLESS_ENFORCED],
  ['an unknown documentId', post({ documentId: UNKNOWN }), NEVER],
  ['an unknown sha256Hash', post({ extensions: persisted(UNKNOWN) }), NOT_PERSISTED],
  ['an unknown sha256Hash by GET', get({ extensions: JSON.stringify(persisted(UNKNOWN)) }), NOT_PERSISTED],
  ['an unknown sha256Hash beside an empty text', post({ query: '', extensions: persisted(UNKNOWN) }), NOT_PERSISTED],
  ['an unknown sha256Hash beside its text', post({ query: OTHER, extensions: persisted(UNKNOWN) }), UNLESS_ENFORCED],
  [
    'an unknown sha256Hash beside its text by GET',
    get({ query: OTHER, extensions: JSON.stringify(persisted(UNKNOWN)) }),
    UNLESS_ENFORCED,
  ],
  ['a sha256Hash that is no text', post({ extensions: { persistedQuery: { sha256Hash: [HASH] } } }), NEVER],
  ['extensions that are a list', post({ query: OTHER, extensions: [persisted(HASH)] }), NEVER],
  ['a hash that is no text', post({ documentId: 7 }), NEVER],
  ['a hash from the language underneath', post({ documentId: '__proto__' }), NEVER],
  ['another from there', post({ documentId: 'constructor' }), NEVER],
  ['an empty text', post({ query: '' }), NEVER],
  ['a text that is none', post({ query: [TRUSTED] }), NEVER],
  ['nothing', post({}), NEVER],
];

describe.each(['off', 'log', 'enforce'] as const)('with the mode %s', (mode) => {
  test('requests are answered as the manifest says', async () => {
    const service = await boot(withManifest(mode));
    const answers: unknown[] = [];
    for (const [title, sent] of REQUESTS) {
      const { status, codes } = await send(service, sent);
      answers.push([title, [status, ...codes].join(' ')]);
    }
    expect(answers).toEqual(REQUESTS.map(([title, , expected]) => [title, expected[mode]]));
  });
});

test('a hash selects the document of the manifest, whatever text is sent with it', async () => {
  const service = await boot(withManifest('enforce'));
  const { text } = await send(service, post({ query: OTHER, documentId: HASH }));
  expect(JSON.parse(text).data).toHaveProperty('derivedCredentialSettings', null);
});

test('an operation that is not in the manifest gets only that error, and its mutations are not executed', async () => {
  const service = await boot(withManifest('enforce'));
  const input = 'displayName: "x", helpUrl: "https://x.example", issuer: PUREBRED, notificationType: NONE';
  const create = `mutation { createDerivedCredentialSettings(input: { ${input} }) { userErrors { code } } }`;
  const { status, messages } = await send(service, { body: { query: create } });
  expect({ status, messages }).toEqual({
    status: 403,
    messages: ['This operation is not one of those that the service was set up to answer.'],
  });
  const kept = await fetch(`${service.url}/deviceManagement/derivedCredentials/$count`, {
    headers: { authorization: `Bearer ${await service.token()}` },
  });
  expect(await kept.text()).toBe('0');
});

test('a manifest does not put a document beyond the limits', async () => {
  const dear = '{ derivedCredentials(first: 100) { nodes { changes(first: 100) { nodes { id } } } } }';
  const service = await boot(withManifest('enforce', manifestFile(JSON.stringify({ [hashOf(dear)]: dear }))));
  expect(await send(service, { body: { documentId: hashOf(dear) } })).toMatchObject({ codes: ['LIMIT_EXCEEDED'] });
});

test.each(['log', 'enforce'])(
  'the log names what is not in the manifest in the mode %s, by its hash and shortened',
  async (mode) => {
    const service = await startService({ ...withManifest(mode), LOG_LEVEL: 'warn' });
    const ask = (body: object) =>
      fetch(`${service.url}/graphql`, {
        method: 'POST',
        headers: { authorization: `Bearer ${service.token}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
    const answers = [await ask({ query: OTHER }), await ask({ documentId: 'x'.repeat(100_000) })];
    await ask({ documentId: HASH, variables: VARIABLES });
    service.child.kill('SIGTERM');
    const { stderr } = await service.ended;
    const lines = stderr
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line));
    const line = (index: number, hash: string | null) => ({
      msg: 'untrusted document',
      level: 40,
      requestId: answers[index]?.headers.get('x-request-id'),
      hash,
    });
    expect(lines).toMatchObject([line(0, null), line(1, 'x'.repeat(200))]);
    expect(lines).toHaveLength(2);
  },
);

describe('a manifest is refused at the start that', () => {
  const BROKEN: readonly (readonly [title: string, content: string, fault: RegExp])[] = [
    ['is empty', '', /cannot be read as JSON/],
    ['is no JSON', 'query { a }', /cannot be read as JSON/],
    ['maps nothing', '{}', /does not map hashes to documents/],
    ['is a list', '[]', /does not map hashes to documents/],
    ['is null', 'null', /does not map hashes to documents/],
    ['is a text', '"abc"', /does not map hashes to documents/],
    ['maps to what is no text', '{"a": {"query": "{ a }"}}', /does not map hashes to documents/],
    ['maps a hash to two documents', '{"a1": "{ a }", "sha256:a1": "{ b }"}', /maps the hash a1 to two documents/],
    ['is of another kind', '{"format": "x", "version": 1, "operations": []}', /does not map hashes to documents/],
  ];

  test.each(BROKEN)('%s', (_title, content, fault) => {
    const file = manifestFile(content);
    const reading = () => trustedDocuments('enforce', file);
    expect(reading).toThrow(SetupError);
    expect(reading).toThrow(fault);
    expect(reading).toThrow(file);
  });

  test('is missing, by the program itself', async () => {
    const folder = scratchFolder();
    const settings = { DATABASE_URL: `file:${folder}/test.sqlite`, ...withManifest('log', `${folder}/none.json`) };
    const { code, stderr } = await start(['serve'], { PORT: '0', ...settings }).ended;
    expect(code).toBe(78);
    expect(stderr).toContain(`TRUSTED_DOCUMENTS ${folder}/none.json cannot be read as JSON.`);
  });

  test('is not named', () => {
    const message = 'TRUSTED_DOCUMENTS is missing: name the manifest that TRUSTED_DOCUMENTS_MODE goes by.';
    for (const TRUSTED_DOCUMENTS_MODE of ['log', 'enforce']) {
      expect(() => readConfig({ TRUSTED_DOCUMENTS_MODE })).toThrow(new SetupError(message));
    }
  });
});

test('without a mode a manifest means nothing', async () => {
  const service = await boot({ TRUSTED_DOCUMENTS: manifestFile('not even JSON') });
  expect(await send(service, { body: { query: OTHER } })).toMatchObject({ status: 200, codes: [] });
});
