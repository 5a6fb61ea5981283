/** Proves which bearer tokens are accepted, and that every other one is refused as unauthenticated with its reason. */
import { beforeAll, describe, expect, test } from 'vitest';
import type { TokenFault } from '../../src/auth/refused-token.js';
import { createVerifier, type VerifierOptions } from '../../src/auth/verifier.js';
import { Refusal } from '../../src/domain/errors.js';
import { FORGED_TOKENS, MISSHAPEN_HEADERS } from '../support/auth/forged-tokens.js';
import { SOUND_CLAIMS, SPOILT_CLAIMS, UNSERVED_TENANT } from '../support/auth/invalid-claims.js';
import { jsonAnswer } from '../support/auth/key-server.js';
import { AUDIENCE, createTestIssuer, ISSUER_TEMPLATE, NOW, NOW_S, TENANT } from '../support/auth/test-issuer.js';
import { createTokenForge, type TokenForge } from '../support/auth/token-forge.js';
import { answeringServer } from '../support/http/answering-server.js';

const V1_ISSUER = 'https://sts.example/{tenantid}/';

let forge: TokenForge;
beforeAll(async () => {
  const issuer = await createTestIssuer();
  forge = await createTokenForge({
    template: ISSUER_TEMPLATE,
    tenantId: TENANT,
    audience: AUDIENCE,
    now: NOW_S,
    issuer,
  });
});

function verifier(options: Partial<VerifierOptions> = {}) {
  const issuers = [ISSUER_TEMPLATE, V1_ISSUER].map((name) => ({ issuer: name, keys: forge.issuer.keys }));
  return createVerifier({
    issuers,
    audiences: [AUDIENCE],
    tenants: new Set([TENANT]),
    clock: () => NOW,
    ...options,
  });
}

const SOUND_CALLER = {
  tenantId: TENANT,
  subject: 'user-7',
  clientId: 'client-9',
  kind: 'USER',
  permissions: ['Settings.Read', 'Settings.Write'],
  expiresAt: NOW + 3_600_000,
};

describe('a sound token becomes a caller', () => {
  test.each(SOUND_CLAIMS)('%s', async (_title, claims, caller) => {
    const token = await forge.sign(claims(forge));
    expect(await verifier()(`Bearer ${token}`)).toEqual({ ...SOUND_CALLER, ...caller(forge) });
  });

  test('of either version of the issuer', async () => {
    const token = await forge.sign({ iss: V1_ISSUER.replace('{tenantid}', TENANT) });
    expect(await verifier()(`Bearer ${token}`)).toEqual(SOUND_CALLER);
  });

  test.each(['RS384', 'PS256', 'ES256', 'ES512'])('signed with %s', async (algorithm) => {
    const { keys, issue } = await createTestIssuer(algorithm);
    const authenticate = verifier({ issuers: [{ issuer: ISSUER_TEMPLATE, keys }] });
    expect(await authenticate(`Bearer ${await issue()}`)).toEqual(SOUND_CALLER);
  });

  test('the scheme is read in any letter case', async () => {
    expect(await verifier()(`bearer ${await forge.sign()}`)).toEqual(SOUND_CALLER);
  });

  test('an issuer without a template vouches for its own tokens', async () => {
    const authenticate = verifier({ issuers: [{ issuer: 'urn:fixed', keys: forge.issuer.keys }] });
    expect(await authenticate(`Bearer ${await forge.sign({ iss: 'urn:fixed' })}`)).toEqual(SOUND_CALLER);
  });
});

describe('a signed token is refused that has', () => {
  test.each([...SPOILT_CLAIMS, UNSERVED_TENANT])('%s', async (_title, reason, claims) => {
    await refused(`Bearer ${await forge.sign(claims(forge))}`, reason);
  });
});

describe('a forged token is refused that has', () => {
  test.each(FORGED_TOKENS)('%s', async (_title, reason, token) => {
    await refused(`Bearer ${await token(forge)}`, reason);
  });

  test('more than 16,384 characters', async () => {
    await refused(`Bearer ${await forge.sign({ x: 'x'.repeat(16_384) })}`, 'MALFORMED');
  });
});

describe('an Authorization header is refused that holds', () => {
  test.each(MISSHAPEN_HEADERS)('%s', async (_title, reason, header) => {
    await refused((await header(forge)) ?? undefined, reason);
  });
});

test.each(['jku', 'x5u'])('a key set that the token itself names as %s is never fetched', async (parameter) => {
  const attacker = await answeringServer(jsonAnswer({ keys: [forge.strangerJwk] }));
  await refused(`Bearer ${await forge.strangerSign({}, { [parameter]: attacker.url })}`, 'BAD_SIGNATURE');
  expect(attacker.requests()).toBe(0);
});

async function refused(authorization: string | undefined, reason: TokenFault): Promise<void> {
  const error = await Promise.resolve(verifier()(authorization)).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(Refusal);
  expect(error).toMatchObject({ code: 'UNAUTHENTICATED', reason });
}
