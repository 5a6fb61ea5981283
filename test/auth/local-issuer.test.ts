/** Proves that local mode creates its key once, readable only by its owner, and refuses a damaged or readable key file. */
import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { exportJWK, generateKeyPair } from 'jose';
import { describe, expect, test } from 'vitest';
import { DEVELOPMENT_TENANT, LOCAL_AUDIENCE, type LocalIssuer, openLocalIssuer } from '../../src/auth/local-issuer.js';
import { createVerifier } from '../../src/auth/verifier.js';
import { SetupError } from '../../src/domain/errors.js';
import { scratchFolder } from '../support/files/scratch.js';

const NOW = Date.UTC(2026, 0, 15, 12);
const keyFileIn = (folder: string) => join(folder, 'key.json');

function issueFrom(issuer: LocalIssuer): Promise<string> {
  return issuer.issue({
    tenantId: DEVELOPMENT_TENANT,
    permissions: ['Settings.Read'],
    lifetimeSeconds: 60,
    now: NOW,
  });
}

/** Whether a token of one issuer is accepted by the keys of the other. */
async function trusts(verifying: LocalIssuer, issuing: LocalIssuer): Promise<boolean> {
  const authenticate = createVerifier({
    issuers: [verifying.trusted],
    audiences: [LOCAL_AUDIENCE],
    tenants: '*',
    clock: () => NOW,
  });
  const token = await issueFrom(issuing);
  return Promise.resolve(authenticate(`Bearer ${token}`)).then(
    () => true,
    () => false,
  );
}

test('the key file is made, readable by its owner alone, with nothing left beside it', async () => {
  const folder = scratchFolder();
  await openLocalIssuer(keyFileIn(folder));
  expect(statSync(keyFileIn(folder)).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder)).toEqual(['key.json']);
});

test('missing folders are made', async () => {
  const keyFile = join(scratchFolder(), 'not', 'there', 'key.json');
  await openLocalIssuer(keyFile);
  expect(JSON.parse(readFileSync(keyFile, 'utf8'))).toMatchObject({ kty: 'EC', crv: 'P-256' });
});

test('the same key is read again, and tokens from before a restart still work', async () => {
  const keyFile = keyFileIn(scratchFolder());
  const first = await openLocalIssuer(keyFile);
  const before = readFileSync(keyFile, 'utf8');
  const second = await openLocalIssuer(keyFile);
  expect(readFileSync(keyFile, 'utf8')).toBe(before);
  expect(await trusts(second, first)).toBe(true);
});

test('a token of another key is refused', async () => {
  const [one, other] = await Promise.all([
    openLocalIssuer(keyFileIn(scratchFolder())),
    openLocalIssuer(keyFileIn(scratchFolder())),
  ]);
  expect(await trusts(one, other)).toBe(false);
});

test('opens at the same time agree on one key', async () => {
  const keyFile = keyFileIn(scratchFolder());
  const issuers = await Promise.all(Array.from({ length: 8 }, () => openLocalIssuer(keyFile)));
  const later = await openLocalIssuer(keyFile);
  expect(await Promise.all(issuers.map((issuer) => trusts(later, issuer)))).toEqual(issuers.map(() => true));
  expect(readdirSync(dirname(keyFile))).toEqual(['key.json']);
});

test('the verifier is given the public half alone', async () => {
  const issuer = await openLocalIssuer(keyFileIn(scratchFolder()));
  const [header = ''] = (await issueFrom(issuer)).split('.');
  const { alg, kid } = JSON.parse(Buffer.from(header, 'base64url').toString());
  expect(await issuer.trusted.keys({ alg, kid }, { payload: '', signature: '' })).toMatchObject({ type: 'public' });
});

describe.skipIf(process.platform === 'win32')('a key file that others can read is refused', () => {
  test.each([0o640, 0o604, 0o620, 0o666])('with mode %o', async (mode) => {
    const keyFile = keyFileIn(scratchFolder());
    await openLocalIssuer(keyFile);
    chmodSync(keyFile, mode);
    await refused(keyFile, /can be read by others\. Run "chmod 600" on it, or delete it/);
  });
});

const ec = async () => exportJWK((await generateKeyPair('ES256', { extractable: true })).privateKey);
const rsa = async () => exportJWK((await generateKeyPair('RS256', { extractable: true })).privateKey);

const GARBAGE: readonly [title: string, content: () => Promise<string>][] = [
  ['is empty', async () => ''],
  ['is no JSON', async () => '-----BEGIN PRIVATE KEY-----'],
  ['is cut short', async () => JSON.stringify(await ec()).slice(0, 40)],
  ['holds null', async () => 'null'],
  ['holds a list', async () => '[]'],
  ['holds an empty object', async () => '{}'],
  ['holds a public key alone', async () => JSON.stringify({ ...(await ec()), kid: 'k', d: undefined })],
  ['holds a key without an id', async () => JSON.stringify(await ec())],
  ['holds a key whose id is no text', async () => JSON.stringify({ ...(await ec()), kid: 7 })],
  [
    'holds a key whose halves do not match',
    async () => JSON.stringify({ ...(await ec()), kid: 'k', d: (await ec()).d }),
  ],
  ['holds a symmetric key', async () => JSON.stringify({ kty: 'oct', k: 'c2VjcmV0', kid: 'k' })],
  ['holds a key of another kind', async () => JSON.stringify({ ...(await rsa()), kid: 'k' })],
];

describe('a key file is refused and kept that', () => {
  test.each(GARBAGE)('%s', async (_title, content) => {
    const keyFile = keyFileIn(scratchFolder());
    const written = await content();
    writeFileSync(keyFile, written, { mode: 0o600 });
    await refused(keyFile, /holds no valid key\. Delete it to have a new one created\./);
    expect(readFileSync(keyFile, 'utf8')).toBe(written);
  });
});

test('a folder in the place of the key file is refused', async () => {
  const keyFile = keyFileIn(scratchFolder());
  mkdirSync(keyFile, { mode: 0o700 });
  await refused(keyFile, /cannot be read\. Check its permissions\./);
});

async function refused(keyFile: string, reason: RegExp): Promise<void> {
  const error = await openLocalIssuer(keyFile).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(SetupError);
  const { message } = error as SetupError;
  expect(message).toMatch(reason);
  expect(message).toContain(keyFile);
}
