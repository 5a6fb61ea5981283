/** Proves that the running program logs every refusal with its reason and count, and never a token. */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { READ_PERMISSION } from '../../src/domain/caller.js';
import { keyServer, textAnswer } from '../support/auth/key-server.js';
import { AUDIENCE, type Claims, createTestIssuer, ISSUER_TEMPLATE, TENANT } from '../support/auth/test-issuer.js';
import { createTokenForge, type TokenForge } from '../support/auth/token-forge.js';
import { scratchFolder } from '../support/files/scratch.js';
import { COLLECTION } from '../support/rest/rest-client.js';
import { V1_ISSUER_TEMPLATE } from '../support/service/boot-production.js';
import { serve } from '../support/service/built-program.js';

const VIEWER = '/graphql?query={viewer{subject}}';
const ISSUER = ISSUER_TEMPLATE.replace('{tenantid}', TENANT);
const LINE = { level: 40, audit: true, time: expect.any(Number), msg: 'refused' };

type Line = Readonly<Record<string, unknown>>;
interface Audited {
  readonly forge: TokenForge;
  readonly url: string;
  /** Sends a request with these claims, or with this header. */
  ask(path: string, claims: Claims | string | null): Promise<number>;
  /** Ends the program; returns its whole log, and the lines about refusals. */
  logged(): Promise<{ readonly text: string; readonly refused: readonly Line[] }>;
}

/** Starts the program with a test issuer and the log level of an operator who wants to read little. */
async function audited(): Promise<Audited> {
  const issuer = await createTestIssuer();
  const [keys, dead] = [await keyServer(issuer.publicJwk), await keyServer()];
  dead.answer(textAnswer(500, ''));
  const { url, child, ended } = await serve({
    DATABASE_URL: `file:${join(scratchFolder(), 'test.sqlite')}`,
    LOG_LEVEL: 'fatal',
    AUTH_ISSUER: `${ISSUER_TEMPLATE},${V1_ISSUER_TEMPLATE}`,
    AUTH_JWKS_URI: `${keys.url},${dead.url}`,
    AUTH_AUDIENCE: AUDIENCE,
    AUTH_ALLOWED_TENANTS: TENANT,
  });
  const now = Math.floor(Date.now() / 1000);
  const scene = { template: ISSUER_TEMPLATE, tenantId: TENANT, audience: AUDIENCE, now, issuer };
  const forge = await createTokenForge(scene);
  return {
    forge,
    url,
    ask: async (path, claims) => {
      const authorization =
        typeof claims === 'object' && claims !== null ? `Bearer ${await forge.sign(claims)}` : claims;
      return (await fetch(url + path, { headers: { ...(authorization !== null && { authorization }) } })).status;
    },
    logged: async () => {
      child.kill('SIGTERM');
      const { stderr } = await ended;
      const lines: Line[] = stderr
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line));
      return { text: stderr, refused: lines.filter(({ msg }) => msg === 'refused') };
    },
  };
}

test('a refused token is one line with its reason, how many there were, its issuer and its client', async () => {
  const { forge, ask, logged } = await audited();
  const { now } = forge;
  const refusals: readonly (readonly [claims: Claims | string | null, line: Line, status?: number])[] = [
    [null, { reason: 'MISSING', count: 1 }],
    ['Bearer garbage', { reason: 'MALFORMED', count: 1 }],
    ['', { reason: 'MALFORMED', count: 2 }],
    [{ exp: now - 61 }, { reason: 'EXPIRED', count: 1, issuer: ISSUER, clientId: 'client-9' }],
    [
      { exp: now - 61, azp: undefined, appid: 'old' },
      { reason: 'EXPIRED', count: 2, issuer: ISSUER, clientId: 'old' },
    ],
    [{ aud: 'api://other' }, { reason: 'BAD_CLAIM', count: 1, issuer: ISSUER, clientId: 'client-9' }],
    [
      { iss: 'https://evil.example/', azp: 7 },
      { reason: 'UNTRUSTED_ISSUER', count: 1, issuer: 'https://evil.example/' },
    ],
    [{ tid: 'contoso' }, { reason: 'NO_TENANT', count: 1, issuer: ISSUER, clientId: 'client-9' }],
    [{ scp: undefined }, { reason: 'NO_PERMISSIONS', count: 1, issuer: ISSUER, clientId: 'client-9' }],
    [
      `Bearer ${await forge.strangerSign()}`,
      { reason: 'BAD_SIGNATURE', count: 1, issuer: ISSUER, clientId: 'client-9' },
    ],
    [
      `Bearer ${await forge.sign({}, { kid: 'key-2' })}`,
      { reason: 'UNKNOWN_KEY', count: 1, issuer: ISSUER, clientId: 'client-9' },
    ],
    [
      { iss: V1_ISSUER_TEMPLATE.replace('{tenantid}', TENANT) },
      { reason: 'KEYS_UNAVAILABLE', count: 1, issuer: `https://sts.example/${TENANT}/`, clientId: 'client-9' },
      503,
    ],
  ];
  for (const [claims, , status = 401] of refusals) expect(await ask(VIEWER, claims)).toBe(status);
  const { refused } = await logged();
  const none = { issuer: null, clientId: null, tenantId: null };
  expect(refused).toEqual(refusals.map(([, line]) => expect.objectContaining({ ...LINE, ...none, ...line })));
});

test('counts go on through both APIs', async () => {
  const { forge, ask, logged } = await audited();
  const header = `Bearer ${await forge.sign({ exp: forge.now - 61 })}`;
  for (const path of [VIEWER, COLLECTION, VIEWER]) expect(await ask(path, header)).toBe(401);
  expect((await logged()).refused.map(({ reason, count }) => [reason, count])).toEqual([
    ['EXPIRED', 1],
    ['EXPIRED', 2],
    ['EXPIRED', 3],
  ]);
});

test('a missing permission is one line with the tenant and the client', async () => {
  const { ask, logged } = await audited();
  const list = '/graphql?query={derivedCredentials{totalCount}}';
  expect(await ask(VIEWER, { scp: '' })).toBe(200);
  expect(await ask(COLLECTION, { scp: READ_PERMISSION })).toBe(200);
  expect(await ask(list, { scp: '' })).toBe(200);
  expect(await ask(COLLECTION, { scp: 'Other', azp: undefined })).toBe(403);
  const line = { ...LINE, reason: 'NO_PERMISSION', issuer: null, tenantId: TENANT };
  expect((await logged()).refused).toEqual([
    expect.objectContaining({ ...line, count: 1, clientId: 'client-9' }),
    expect.objectContaining({ ...line, count: 2, clientId: null }),
  ]);
});

test('a write without the permission is one line, however many fields of it are refused and whatever is wrong with it', async () => {
  const { forge, url, logged } = await audited();
  const authorization = `Bearer ${await forge.sign({ scp: READ_PERMISSION })}`;
  const post = async (path: string, body: unknown) => {
    const headers = { authorization, 'content-type': 'application/json' };
    return (await fetch(url + path, { method: 'POST', headers, body: JSON.stringify(body) })).status;
  };
  const remove = (id: string) => `deleteDerivedCredentialSettings(input: { id: "${id}" }) { deletedId }`;
  expect(await post('/graphql', { query: `mutation { a: ${remove('1')} b: ${remove('2')} }` })).toBe(200);
  expect(await post(COLLECTION, { colour: 'red' })).toBe(403);
  expect((await logged()).refused.map(({ reason, count }) => [reason, count])).toEqual([
    ['NO_PERMISSION', 1],
    ['NO_PERMISSION', 2],
  ]);
});

test('what a hostile token says of itself is shortened and stays on its line', async () => {
  const { ask, logged } = await audited();
  const forgery = '\n{"level":40,"msg":"refused","reason":"FORGED"}';
  const long = (start: string) => `${start}${'x'.repeat(4_000)}`;
  expect(await ask(VIEWER, { iss: long('https://evil.example/'), azp: long('client') })).toBe(401);
  // The last character that is kept is half of a pair.
  expect(await ask(VIEWER, { iss: `${'i'.repeat(199)}\u{1f600}`, azp: forgery })).toBe(401);
  expect(await ask(VIEWER, { iss: ['https://evil.example/'], azp: { name: 'x' } })).toBe(401);
  const { text, refused } = await logged();
  const names = refused.map(({ issuer, clientId }) => [issuer, clientId]);
  expect(names).toEqual([
    [long('https://evil.example/').slice(0, 200), long('client').slice(0, 200)],
    [`${'i'.repeat(199)}\ufffd`, forgery],
    [null, null],
  ]);
  expect(text.split('\n').filter(Boolean)).toHaveLength(3);
});

test('no part of a token reaches the log', async () => {
  const { forge, ask, logged } = await audited();
  const tokens = [await forge.sign({ exp: forge.now - 61 }), await forge.strangerSign(), await forge.sign({ scp: '' })];
  for (const token of tokens) {
    for (const header of [`Bearer ${token}`, `Basic ${token}`, token, `Bearer ${token}x y`])
      await ask(COLLECTION, header);
  }
  const { text, refused } = await logged();
  expect(refused).toHaveLength(12);
  const parts = new Set(tokens.flatMap((token) => token.split('.').slice(1)));
  for (const part of parts) expect(text).not.toContain(part);
});
