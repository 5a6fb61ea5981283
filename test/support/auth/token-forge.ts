/** One issuer's tokens at one moment, sound and forged: what the catalogues of tokens are written in. */
import { readFileSync } from 'node:fs';
import { importJWK, type JWK } from 'jose';
import { DEVELOPMENT_TENANT, LOCAL_AUDIENCE } from '../../../src/auth/local-issuer.js';
import { CLAIMS, type Claims, createTestIssuer, type TestIssuer, testIssuerOf } from './test-issuer.js';

export interface TokenForge {
  /** The `iss` claim with `{tenantid}` in it. */
  readonly template: string;
  readonly tenantId: string;
  readonly audience: string;
  /** The moment of judgement: seconds since the epoch. */
  readonly now: number;
  readonly issuer: TestIssuer;
  /** The claims of a sound delegated token. */
  readonly sound: Claims;
  /** A token of the issuer's with these claims over the sound ones (undefined leaves one out) and these parameters. */
  sign(claims?: Claims, header?: Claims): Promise<string>;
  /** The same with an attacker's key of the same kind, in the name of the issuer's key. */
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

// Making a key takes longer than most tests.
const strangers = new Map<string, Promise<TestIssuer>>();

function strangerLike({ algorithm, publicJwk }: TestIssuer): Promise<TestIssuer> {
  const name = `${algorithm} ${publicJwk.kid}`;
  const known = strangers.get(name) ?? createTestIssuer(algorithm, publicJwk.kid);
  strangers.set(name, known);
  return known;
}

/** The issuer of a service in local mode, with its own key. */
export async function localTokenForge({ databaseFile }: { readonly databaseFile: string }): Promise<TokenForge> {
  const { d, ...publicJwk }: JWK = JSON.parse(readFileSync(`${databaseFile}.key.json`, 'utf8'));
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

/** A part of a token: JSON, or a text as it is. */
export function part(value: unknown): string {
  return Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
}
