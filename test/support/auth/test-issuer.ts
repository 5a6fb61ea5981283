/** A token issuer like Microsoft Entra ID, with its own keys, that also issues invalid tokens. */
import {
  type CryptoKey,
  createLocalJWKSet,
  exportJWK,
  generateKeyPair,
  type JWK,
  type JWTVerifyGetKey,
  SignJWT,
} from 'jose';

export const ISSUER_TEMPLATE = 'https://login.example/{tenantid}/v2.0';
export const AUDIENCE = 'api://settings';
export const TENANT = '11111111-aaaa-4bbb-8ccc-222222222222';
/** The verifier's current time: milliseconds since the epoch. */
export const NOW = Date.UTC(2026, 0, 15, 12);
export const NOW_S = NOW / 1000;

/** A header parameter that this issuer can mark as critical. */
export const EXTENSION = 'urn:example:extension';

export type Claims = Readonly<Record<string, unknown>>;

/** The claims of a valid delegated token; a test changes one of them. */
export const CLAIMS: Claims = {
  iss: ISSUER_TEMPLATE.replace('{tenantid}', TENANT),
  aud: AUDIENCE,
  tid: TENANT,
  oid: 'user-7',
  azp: 'client-9',
  scp: 'Settings.Read Settings.Write',
  ver: '2.0',
  iat: NOW_S - 10,
  nbf: NOW_S - 10,
  exp: NOW_S + 3600,
};

export interface TestIssuer {
  readonly algorithm: string;
  readonly publicJwk: JWK;
  /** The key set of this issuer only. */
  readonly keys: JWTVerifyGetKey;
  /** A token with these claims over the valid ones (undefined removes a claim), and with these header parameters. */
  issue(claims?: Claims, header?: Claims): Promise<string>;
}

/** An issuer with a new key pair. */
export async function createTestIssuer(algorithm = 'RS256', kid = 'key-1'): Promise<TestIssuer> {
  const { publicKey, privateKey } = await generateKeyPair(algorithm);
  return testIssuerOf({ ...(await exportJWK(publicKey)), kid, use: 'sig' }, privateKey, algorithm);
}

/** An issuer with these keys. */
export function testIssuerOf(publicJwk: JWK, privateKey: CryptoKey, algorithm: string): TestIssuer {
  const { kid } = publicJwk;
  return {
    algorithm,
    publicJwk,
    keys: createLocalJWKSet({ keys: [publicJwk] }),
    issue: (claims = {}, header = {}) =>
      new SignJWT(defined({ ...CLAIMS, ...claims }))
        .setProtectedHeader({ alg: algorithm, ...defined({ typ: 'JWT', kid, ...header }) })
        .sign(privateKey, { crit: { [EXTENSION]: true } }),
  };
}

function defined(values: Claims): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}
