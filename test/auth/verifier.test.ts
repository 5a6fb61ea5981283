/** Proves which bearer tokens become a caller and that every other one is refused as unauthenticated, for its own reason. */
import { createPublicKey, createSecretKey } from 'node:crypto';
import { SignJWT } from 'jose';
import { beforeAll, describe, expect, test } from 'vitest';
import { createVerifier, type VerifierOptions } from '../../src/auth/verifier.js';
import { Refusal } from '../../src/domain/errors.js';
import { answeringServer } from '../support/answering-server.js';
import {
  AUDIENCE,
  CLAIMS,
  type Claims,
  createTestIssuer,
  EXTENSION,
  ISSUER_TEMPLATE,
  NOW,
  NOW_S,
  TENANT,
  type TestIssuer,
} from '../support/test-issuer.js';

const OTHER_TENANT = '99999999-aaaa-4bbb-8ccc-222222222222';
const V1_ISSUER = 'https://sts.example/{tenantid}/';

let issuer: TestIssuer;
let stranger: TestIssuer;
beforeAll(async () => {
  issuer = await createTestIssuer();
  stranger = await createTestIssuer();
});

function verifier(options: Partial<VerifierOptions> = {}) {
  const issuers = [ISSUER_TEMPLATE, V1_ISSUER].map((name) => ({ issuer: name, keys: issuer.keys }));
  return createVerifier({ issuers, audiences: [AUDIENCE], tenants: '*', clock: () => NOW, ...options });
}

const SOUND_CALLER = {
  tenantId: TENANT,
  subject: 'user-7',
  clientId: 'client-9',
  kind: 'USER',
  permissions: ['Settings.Read', 'Settings.Write'],
  expiresAt: NOW + 3_600_000,
};
const UPPER_TENANT = TENANT.toUpperCase();

const ACCEPTED: readonly [title: string, claims: Claims, caller: Claims][] = [
  ['a delegated token of version 2, whose client is azp', {}, {}],
  [
    'a delegated token of version 1, whose client is appid',
    { iss: V1_ISSUER.replace('{tenantid}', TENANT), azp: undefined, appid: 'client-1', ver: '1.0' },
    { clientId: 'client-1' },
  ],
  [
    'an application token, whose permissions are roles',
    { scp: undefined, roles: ['Settings.All'] },
    { kind: 'APPLICATION', permissions: ['Settings.All'] },
  ],
  ['a delegated token that has roles beside scp: scp counts', { roles: ['Settings.All'] }, {}],
  ['a token with an empty scp, which allows nothing', { scp: '' }, { permissions: [] }],
  ['a token that names its client nowhere', { azp: undefined }, { clientId: null }],
  ['a token whose subject is sub', { oid: undefined, sub: 'pairwise-3' }, { subject: 'pairwise-3' }],
  [
    'a tenant in upper case, which is kept in lower case',
    { tid: UPPER_TENANT, iss: ISSUER_TEMPLATE.replace('{tenantid}', UPPER_TENANT) },
    {},
  ],
  ['an expiry just within the tolerance for clocks', { exp: NOW_S - 50 }, { expiresAt: NOW - 50_000 }],
  ['a beginning just within the tolerance for clocks', { nbf: NOW_S + 50 }, {}],
];

describe('a sound token becomes a caller', () => {
  test.each(ACCEPTED)('%s', async (_title, claims, caller) => {
    const authenticate = verifier({ tenants: new Set([TENANT]) });
    expect(await authenticate(`Bearer ${await issuer.issue(claims)}`)).toEqual({ ...SOUND_CALLER, ...caller });
  });

  test.each(['RS384', 'PS256', 'ES256', 'ES512'])('signed with %s', async (algorithm) => {
    const { keys, issue } = await createTestIssuer(algorithm);
    const authenticate = verifier({ issuers: [{ issuer: ISSUER_TEMPLATE, keys }] });
    expect(await authenticate(`Bearer ${await issue()}`)).toEqual(SOUND_CALLER);
  });

  test('the scheme is read in any letter case', async () => {
    expect(await verifier()(`bearer ${await issuer.issue()}`)).toEqual(SOUND_CALLER);
  });

  test('an issuer without a template vouches for its own tokens', async () => {
    const authenticate = verifier({ issuers: [{ issuer: 'urn:fixed', keys: issuer.keys }] });
    expect(await authenticate(`Bearer ${await issuer.issue({ iss: 'urn:fixed' })}`)).toEqual(SOUND_CALLER);
  });
});

const ISSUER_REFUSED = /issuer that is not trusted/;
const AUDIENCE_REFUSED = /"aud"/;
const TENANT_MISSING = /names no tenant/;
const NOT_VALID = /is not valid/;
const NOT_BEARER = /is not "Bearer" and an access token/;

const SPOILT_CLAIMS: readonly [title: string, claims: Claims, reason: RegExp][] = [
  ['no issuer', { iss: undefined }, ISSUER_REFUSED],
  ['an unknown issuer', { iss: 'https://evil.example/' }, ISSUER_REFUSED],
  ['the issuer of another tenant', { iss: ISSUER_TEMPLATE.replace('{tenantid}', OTHER_TENANT) }, ISSUER_REFUSED],
  ['the template itself as its issuer', { iss: ISSUER_TEMPLATE }, ISSUER_REFUSED],
  ['its issuer as a list', { iss: [CLAIMS['iss']] }, ISSUER_REFUSED],
  ['no audience', { aud: undefined }, AUDIENCE_REFUSED],
  ['the audience of another service', { aud: 'api://other' }, AUDIENCE_REFUSED],
  ['an audience that only begins like ours', { aud: `${AUDIENCE}-other` }, AUDIENCE_REFUSED],
  ['several audiences, ours among them', { aud: [AUDIENCE, 'api://other'] }, AUDIENCE_REFUSED],
  ['our audience as a list', { aud: [AUDIENCE] }, AUDIENCE_REFUSED],
  ['an expiry in the past', { exp: NOW_S - 61 }, /has expired/],
  ['no expiry', { exp: undefined }, /"exp"/],
  ['a beginning in the future', { nbf: NOW_S + 61 }, /"nbf"/],
  ['no tenant', { tid: undefined }, TENANT_MISSING],
  ['a tenant that is no UUID', { tid: 'contoso' }, TENANT_MISSING],
  ['a tenant that is a list', { tid: [TENANT] }, TENANT_MISSING],
  ['a tenant with a replacement pattern', { tid: '$&', iss: ISSUER_TEMPLATE }, TENANT_MISSING],
  [
    'a tenant that is not let in',
    { tid: OTHER_TENANT, iss: ISSUER_TEMPLATE.replace('{tenantid}', OTHER_TENANT) },
    /tenant of the access token is not served/,
  ],
  ['neither scp nor roles, as an id token has', { scp: undefined }, /carries no permissions/],
  ['roles that are no list', { scp: undefined, roles: 'Settings.All' }, /carries no permissions/],
  ['roles that are no texts', { scp: undefined, roles: [{ name: 'Settings.All' }] }, /carries no permissions/],
  ['no subject', { oid: undefined }, /names no subject/],
  ['an empty subject', { oid: '', sub: '' }, /names no subject/],
];

describe('a signed token is refused that has', () => {
  test.each(SPOILT_CLAIMS)('%s', async (_title, claims, reason) => {
    await refused(`Bearer ${await issuer.issue(claims)}`, reason);
  });
});

const HOSTILE: readonly [title: string, authorization: () => Promise<string | undefined>, reason: RegExp][] = [
  ['no header at all', async () => undefined, /Send an access token/],
  ['the algorithm none, without a signature', async () => `Bearer ${unsigned('none')}.`, NOT_BEARER],
  ['the algorithm none, with a made-up signature', async () => `Bearer ${unsigned('none')}.c2ln`, NOT_VALID],
  ['HS256 with the public key as its secret', async () => `Bearer ${await signedWithPublicKey()}`, NOT_VALID],
  ['the key of a stranger under our key id', async () => `Bearer ${await stranger.issue()}`, NOT_VALID],
  ['an unknown key id', async () => `Bearer ${await issuer.issue({}, { kid: 'key-2' })}`, NOT_VALID],
  ['the key of a stranger, embedded as jwk', async () => `Bearer ${await withEmbeddedKey()}`, NOT_VALID],
  ['an extension that must be understood', async () => `Bearer ${await withExtension()}`, NOT_VALID],
  ['a changed claim', async () => `Bearer ${await tampered()}`, NOT_VALID],
  ['no typ', async () => `Bearer ${await issuer.issue({}, { typ: undefined })}`, /"typ"/],
  ['another typ', async () => `Bearer ${await issuer.issue({}, { typ: 'secevent+jwt' })}`, /"typ"/],
  ['more than 16,384 characters', async () => `Bearer ${await issuer.issue({ x: 'x'.repeat(16_384) })}`, NOT_BEARER],
  ['garbage', async () => 'Bearer garbage', NOT_BEARER],
  ['garbage in three parts', async () => 'Bearer a.b.c', /is malformed/],
  ['claims that are no object', async () => `Bearer ${part({ alg: 'RS256' })}.${part(['iss'])}.c2ln`, /is malformed/],
  ['two tokens', async () => `Bearer ${await issuer.issue()} ${await issuer.issue()}`, NOT_BEARER],
  ['two headers joined by a comma', async () => `Bearer ${await issuer.issue()}, Bearer a.b.c`, NOT_BEARER],
  ['another scheme', async () => `Basic ${await issuer.issue()}`, NOT_BEARER],
  ['a token without a scheme', async () => issuer.issue(), NOT_BEARER],
  ['nothing', async () => '', NOT_BEARER],
];

describe('an Authorization header is refused that holds', () => {
  test.each(HOSTILE)('%s', async (_title, authorization, reason) => {
    await refused(await authorization(), reason);
  });
});

test.each(['jku', 'x5u'])('a key set that the token itself names as %s is never fetched', async (parameter) => {
  const attacker = await answeringServer((_request, response) => {
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ keys: [stranger.publicJwk] }));
  });
  await refused(`Bearer ${await stranger.issue({}, { [parameter]: attacker.url, kid: 'key-1' })}`, NOT_VALID);
  expect(attacker.requests()).toBe(0);
});

async function refused(authorization: string | undefined, reason: RegExp): Promise<void> {
  const error = await verifier({ tenants: new Set([TENANT]) })(authorization).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(Refusal);
  expect(error).toMatchObject({ code: 'UNAUTHENTICATED', message: expect.stringMatching(reason) });
}

function part(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

/** The two parts of a token that nobody has signed yet. */
function unsigned(alg: string): string {
  return `${part({ alg, typ: 'JWT', kid: 'key-1' })}.${part(CLAIMS)}`;
}

function signedWithPublicKey(): Promise<string> {
  const pem = createPublicKey({ key: { ...issuer.publicJwk }, format: 'jwk' }).export({ type: 'spki', format: 'pem' });
  const secret = createSecretKey(Buffer.from(pem));
  return new SignJWT({ ...CLAIMS }).setProtectedHeader({ alg: 'HS256', typ: 'JWT', kid: 'key-1' }).sign(secret);
}

function withEmbeddedKey(): Promise<string> {
  return stranger.issue({}, { jwk: stranger.publicJwk, kid: undefined });
}

function withExtension(): Promise<string> {
  return issuer.issue({}, { crit: [EXTENSION], [EXTENSION]: true });
}

async function tampered(): Promise<string> {
  const [header, , signature] = (await issuer.issue()).split('.');
  return `${header}.${part({ ...CLAIMS, scp: 'Settings.All' })}.${signature}`;
}
