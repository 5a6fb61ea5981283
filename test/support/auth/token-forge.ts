/** Creates valid and forged tokens of one issuer at one time, for the lists of tokens in the tests. */
import { readFileSync } from 'node:fs';
import { importJWK, type JWK } from 'jose';
import { DEVELOPMENT_TENANT, LOCAL_AUDIENCE } from '../../../src/auth/local-issuer.js';
import type { Booted } from '../service/boot.js';
import { CLAIMS, type Claims, createTestIssuer, type TestIssuer, testIssuerOf } from './test-issuer.js';

export interface TokenForge {
  /** The `iss` claim with `{tenantid}` in it. */
  readonly template: string;
  readonly tenantId: string;
  readonly audience: string;
  /** The verifier's current time: seconds since the epoch. */
  readonly now: number;
  readonly issuer: TestIssuer;
  /** The claims of a valid delegated token. */
  readonly sound: Claims;
  /** A token of the issuer with these claims over the valid ones (undefined removes a claim) and these parameters. */
  sign(claims?: Claims, header?: Claims): Promise<string>;
  /** The same, signed with an attacker's key of the same kind under the issuer's key id. */
  strangerSign(claims?: Claims, header?: Claims): Promise<string>;
  readonly strangerJwk: JWK;
}

type Scene = Pick<TokenForge, 'template' | 'tenantId' | 'audience' | 'now' | 'issuer'>;

export async function createTokenForge(scene: Scene): Promise<TokenForge> {
  const { template, tenantId, audience, now, issuer } = scene;
  const times = { iat: now - 10, nbf: now - 10, exp: now + 3600 };
  const sound = { ...CLAIMS, ...times, iss: template.replace('{tenantid}', tenantId), aud: audience, tid: tenantId };
  const stranger = await strangerLike(issuer);
  return {
    ...scene,
    sound,
    sign: (claims, header) => issuer.issue({ ...sound, ...claims }, header),
    strangerSign: (claims, header) => stranger.issue({ ...sound, ...claims }, header),
    strangerJwk: stranger.publicJwk,
  };
}

// Cached: generating a key takes longer than most tests.
const strangers = new Map<string, Promise<TestIssuer>>();

function strangerLike({ algorithm, publicJwk }: TestIssuer): Promise<TestIssuer> {
  const name = `${algorithm} ${publicJwk.kid}`;
  const known = strangers.get(name) ?? createTestIssuer(algorithm, publicJwk.kid);
  strangers.set(name, known);
  return known;
}

/** The issuer of a service in local mode, with its own key. */
export async function localTokenForge({ environment }: Pick<Booted, 'environment'>): Promise<TokenForge> {
  const { d, ...publicJwk }: JWK = JSON.parse(readFileSync(environment.LOCAL_KEY_FILE, 'utf8'));
  const privateKey = await importJWK({ ...publicJwk, d: d ?? '' }, 'ES256');
  if (privateKey instanceof Uint8Array) throw new Error('The local key is no key pair.');
  return createTokenForge({
    template: 'urn:derived-credential-settings:local:{tenantid}',
    tenantId: DEVELOPMENT_TENANT,
    audience: LOCAL_AUDIENCE,
    now: Math.floor(Date.now() / 1000),
    issuer: testIssuerOf(publicJwk, privateKey, 'ES256'),
  });
}

/** One encoded part of a token: a string as it is, anything else as JSON. */
export function part(value: unknown): string {
  return Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
}
