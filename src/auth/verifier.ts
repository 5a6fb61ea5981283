/** Verifies a bearer token and returns its caller. Used for every issuer, the local one included. */
import type { JWK, JWTPayload, JWTVerifyGetKey } from 'jose';
import * as errors from 'jose/errors';
import { decodeJwt } from 'jose/jwt/decode';
import { jwtVerify } from 'jose/jwt/verify';
import type { Authenticate, Caller } from '../domain/caller.js';
import { canonicalId } from '../domain/derived-credential-settings.js';
import { tokenVersionOf } from './clouds.js';
import { RefusedToken, type TokenFault, type TokenRefusal } from './refused-token.js';
import { type VerifiedToken, VerifiedTokens } from './verified-tokens.js';

/** A public key. If it names an issuer, it is valid only for that issuer's tokens. */
export type IssuerKey = JWK & { readonly issuer?: unknown };

/** An issuer whose tokens are accepted. */
export interface TrustedIssuer {
  /** The `iss` claim; `{tenantid}` in it is replaced by the token's `tid`. */
  readonly issuer: string;
  /** Finds the key that a token's header names. Throws jose's errors if there is none. */
  readonly keys: JWTVerifyGetKey;
  /** The key with this id, if it is published now: the same object on each call. If left out, no token is cached. */
  readonly currentKey?: (kid: string) => IssuerKey | undefined;
}

export interface VerifierOptions {
  /** Several may have the same `iss`, as in Microsoft's clouds: then the token's key decides. */
  readonly issuers: readonly TrustedIssuer[];
  /** The `aud` claims that are accepted. */
  readonly audiences: readonly string[];
  /** The tenants that are accepted, as UUIDs in lower case; `*` for every tenant of the issuers. */
  readonly tenants: ReadonlySet<string> | '*';
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
  /** Called for every refused token. */
  readonly onRefusal?: (refusal: TokenRefusal) => void;
}

type Claims = JWTPayload & Readonly<Record<string, unknown>>;

// No symmetric algorithm (the public key would be the secret) and not `none`: anybody could forge such tokens.
const ALGORITHMS = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512'];
const MAX_TOKEN_LENGTH = 16_384;
/** Accepted difference between an issuer's clock and this machine's, in seconds. */
export const CLOCK_TOLERANCE_S = 60;
// The last second of the year 9999, the last that RFC 3339 can express.
const MAX_EXPIRY_S = 253_402_300_799;
const SCHEME = /^Bearer /i;
const BEARER = /^Bearer +([\w-]+\.[\w-]+\.[\w-]+)$/i;

/** Creates the verifier. It rejects with `UNAUTHENTICATED`, or with `UNAVAILABLE` if the keys cannot be fetched. */
export function createVerifier(options: VerifierOptions): Authenticate {
  const cache = new VerifiedTokens();
  return (authorization) =>
    cache.find(uncheckedToken(authorization), options.clock()) ?? verifyNew(authorization, cache, options);
}

/** Verifies a token that is not in the cache, and adds it. */
async function verifyNew(
  authorization: string | undefined,
  cache: VerifiedTokens,
  options: VerifierOptions,
): Promise<Caller> {
  let claimed: Claims = {};
  try {
    const token = bearerToken(authorization);
    claimed = unverifiedClaims(token);
    const verified = await verify(token, claimed, options);
    if (verified.isKeyCurrent()) cache.set(token, verified);
    return verified.caller;
  } catch (error) {
    if (error instanceof RefusedToken) options.onRefusal?.(logEntryOf(error.reason, claimed));
    throw error;
  }
}

/** The text after `Bearer `, unchecked: it only has to find tokens in the cache, and those have been verified. */
function uncheckedToken(authorization = ''): string {
  return SCHEME.test(authorization) ? authorization.slice('Bearer '.length) : '';
}

function bearerToken(authorization: string | undefined): string {
  if (authorization === undefined) {
    throw new RefusedToken('MISSING', 'Send an access token in the Authorization header, as "Bearer …".');
  }
  const token = authorization.length <= MAX_TOKEN_LENGTH ? BEARER.exec(authorization)?.[1] : undefined;
  if (token !== undefined) return token;
  throw new RefusedToken('MALFORMED', 'The Authorization header is not "Bearer" and an access token.');
}

function unverifiedClaims(token: string): Claims {
  try {
    return decodeJwt(token);
  } catch {
    throw new RefusedToken('MALFORMED', 'The access token is malformed.');
  }
}

async function verify(token: string, claimed: Claims, options: VerifierOptions): Promise<VerifiedToken> {
  const tenantId = typeof claimed['tid'] === 'string' ? canonicalId(claimed['tid']) : null;
  if (tenantId === null) throw new RefusedToken('NO_TENANT', 'The access token names no tenant.');
  const issuers = options.issuers.filter((trusted) => issuerFor(trusted.issuer, claimed) === claimed.iss);
  const { payload, issuer, kid } = await verifyWithAny(token, issuers, claimed, options);
  if (options.tenants !== '*' && !options.tenants.has(tenantId)) {
    throw new RefusedToken('TENANT_NOT_ALLOWED', 'The tenant of the access token is not allowed here.');
  }
  const caller = callerFromClaims(payload, tenantId);
  const key = issuer.currentKey?.(kid);
  return { caller, isKeyCurrent: () => key !== undefined && issuer.currentKey?.(kid) === key };
}

// With one of these faults the token may still be from another issuer with the same `iss`.
const KEY_FAULTS: readonly TokenFault[] = ['UNKNOWN_KEY', 'BAD_SIGNATURE', 'KEYS_UNAVAILABLE'];

/** Tries each issuer. KEYS_UNAVAILABLE wins over the other key faults, because the token may still be valid. */
async function verifyWithAny(
  token: string,
  issuers: readonly TrustedIssuer[],
  claimed: Claims,
  options: VerifierOptions,
) {
  let refusal = new RefusedToken('UNTRUSTED_ISSUER', 'The access token is from an issuer that is not trusted here.');
  for (const issuer of issuers) {
    try {
      return { issuer, ...(await verifyWith(token, issuer, claimed, options)) };
    } catch (error) {
      const refused = asRefusedToken(error);
      if (!KEY_FAULTS.includes(refused.reason)) throw refused;
      if (refusal.reason !== 'KEYS_UNAVAILABLE') refusal = refused;
    }
  }
  throw refusal;
}

async function verifyWith(token: string, trusted: TrustedIssuer, claimed: Claims, options: VerifierOptions) {
  const { payload, protectedHeader } = await jwtVerify<Claims>(token, marksUnavailable(trusted.keys), {
    algorithms: ALGORITHMS,
    issuer: issuerFor(trusted.issuer, claimed),
    audience: [...options.audiences],
    typ: 'JWT',
    requiredClaims: ['exp'],
    clockTolerance: CLOCK_TOLERANCE_S,
    currentDate: new Date(options.clock()),
  });
  // A list of audiences is refused: every other service on it could send the token here.
  if (typeof payload.aud !== 'string') throw badClaim('aud');
  if ((payload.iat ?? 0) > options.clock() / 1000 + CLOCK_TOLERANCE_S) throw badClaim('iat');
  const version = tokenVersionOf(trusted.issuer);
  if (version !== null && payload['ver'] !== version) throw badClaim('ver');
  const { kid } = protectedHeader;
  // Without a key id, neither the key's owner nor its withdrawal can be checked.
  if (kid === undefined) throw new RefusedToken('UNKNOWN_KEY', 'The access token has no "kid" in its header.');
  const owner = trusted.currentKey?.(kid)?.issuer;
  if (typeof owner === 'string' && issuerFor(owner, claimed) !== payload.iss) {
    throw new RefusedToken('UNKNOWN_KEY', 'The key of the access token belongs to another issuer.');
  }
  return { payload, kid };
}

/** The `iss` for a token's tenant. A replacer function, because `$&` in a hostile `tid` would be a replacement pattern. */
function issuerFor(template: string, { tid }: Claims): string {
  return template.replaceAll('{tenantid}', () => String(tid));
}

/** Turns a failed fetch into KEYS_UNAVAILABLE, because jose's errors do not distinguish it from an unknown key. */
function marksUnavailable(keys: JWTVerifyGetKey): JWTVerifyGetKey {
  return async (header, token) => {
    try {
      return await keys(header, token);
    } catch (error) {
      if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys) throw error;
      throw unavailable(error);
    }
  };
}

function asRefusedToken(error: unknown): RefusedToken {
  if (error instanceof RefusedToken) return error;
  if (error instanceof errors.JWTExpired) {
    return new RefusedToken('EXPIRED', 'The access token has expired. Get a new one.');
  }
  if (error instanceof errors.JWTClaimValidationFailed) return badClaim(error.claim);
  // Any error that is not jose's comes from an unusable key, which is the issuer's fault and not the token's.
  if (!(error instanceof errors.JOSEError)) return unavailable(error);
  const reason: TokenFault = error instanceof errors.JWKSNoMatchingKey ? 'UNKNOWN_KEY' : 'BAD_SIGNATURE';
  return new RefusedToken(reason, 'The access token is not valid.');
}

function callerFromClaims(claims: Claims, tenantId: string): Caller {
  const { scp, roles, oid, sub, azp, appid, exp = 0 } = claims;
  const delegated = typeof scp === 'string';
  const clientId = [azp, appid].find(isText) ?? null;
  const permissions = delegated ? scp.split(' ').filter(Boolean) : textsOf(roles);
  if (permissions === null || (!delegated && clientId === null)) {
    // An id token: it proves a sign-in but grants nothing. It may carry a user's roles, but has no client id.
    throw new RefusedToken(
      'NO_PERMISSIONS',
      'The token carries no permissions. Send an access token for this service.',
    );
  }
  const subject = [oid, sub].find(isText);
  if (subject === undefined) throw new RefusedToken('BAD_CLAIM', 'The access token names no subject.');
  if (exp > MAX_EXPIRY_S) throw badClaim('exp');
  return {
    tenantId,
    subject,
    clientId,
    kind: delegated ? 'USER' : 'APPLICATION',
    permissions,
    expiresAt: exp * 1000,
  };
}

function logEntryOf(reason: TokenFault, { iss, azp, appid }: Claims): TokenRefusal {
  return { reason, issuer: isText(iss) ? iss : null, clientId: [azp, appid].find(isText) ?? null };
}

function textsOf(value: unknown): readonly string[] | null {
  return Array.isArray(value) && value.every(isText) ? value : null;
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function badClaim(claim: string): RefusedToken {
  return new RefusedToken('BAD_CLAIM', `The "${claim}" of the access token is not acceptable here.`);
}

function unavailable(cause: unknown): RefusedToken {
  return new RefusedToken('KEYS_UNAVAILABLE', "The issuer's keys cannot be fetched. Try again.", { cause });
}
