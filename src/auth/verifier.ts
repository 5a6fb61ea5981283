/** Turns a bearer token into a caller, or refuses it. The one verifier for every issuer, the local one included. */
import type { JWK, JWTPayload, JWTVerifyGetKey } from 'jose';
import * as errors from 'jose/errors';
import { decodeJwt } from 'jose/jwt/decode';
import { jwtVerify } from 'jose/jwt/verify';
import type { Authenticate, Caller } from '../domain/caller.js';
import { canonicalId } from '../domain/derived-credential-settings.js';
import { tokenVersionOf } from './clouds.js';
import { RefusedToken, type TokenFault, type TokenRefusal } from './refused-token.js';
import { type VerifiedToken, VerifiedTokens } from './verified-tokens.js';

/** A public key; one that names an issuer is good for that issuer's tokens alone. */
export type IssuerKey = JWK & { readonly issuer?: unknown };

/** An issuer whose tokens are accepted. */
export interface TrustedIssuer {
  /** The `iss` claim; `{tenantid}` in it stands for the token's own `tid`. */
  readonly issuer: string;
  /** Finds the key that a token's header names, throwing what jose throws where there is none. */
  readonly keys: JWTVerifyGetKey;
  /** The key of this id, the very object for as long as it is one of the issuer's. Without it no token is remembered. */
  readonly currentKey?: (kid: string) => IssuerKey | undefined;
}

export interface VerifierOptions {
  /** Several may share a name, as Microsoft's clouds do: then the keys decide. */
  readonly issuers: readonly TrustedIssuer[];
  /** The `aud` claims that mean this service. */
  readonly audiences: readonly string[];
  /** The tenants let in, as UUIDs in lower case, or all that the issuers vouch for. */
  readonly tenants: ReadonlySet<string> | '*';
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
  /** Told of every token that is refused. */
  readonly onRefusal?: (refusal: TokenRefusal) => void;
}

type Claims = JWTPayload & Readonly<Record<string, unknown>>;

// Symmetric algorithms and `none` let whoever knows the public key, or nobody at all, make tokens.
const ALGORITHMS = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512'];
const MAX_TOKEN_LENGTH = 16_384;
/** By how much the clocks of an issuer and of this machine may differ, in seconds. */
export const CLOCK_TOLERANCE_S = 60;
// The last second of the year 9999, beyond which RFC 3339 cannot write a time.
const MAX_EXPIRY_S = 253_402_300_799;
const SCHEME = /^Bearer /i;
const BEARER = /^Bearer +([\w-]+\.[\w-]+\.[\w-]+)$/i;

/** The verifier of a set of issuers. It throws `UNAUTHENTICATED`, or `UNAVAILABLE` where the keys cannot be had. */
export function createVerifier(options: VerifierOptions): Authenticate {
  const known = new VerifiedTokens();
  return async (authorization) => {
    const remembered = known.find(likelyToken(authorization), options.clock());
    if (remembered !== null) return remembered;
    let claimed: Claims = {};
    try {
      const token = bearerToken(authorization);
      claimed = unverifiedClaims(token);
      const verified = await verify(token, claimed, options);
      if (verified.keyHolds()) known.keep(token, verified);
      return verified.caller;
    } catch (error) {
      if (error instanceof RefusedToken) options.onRefusal?.(refusalOf(error.reason, claimed));
      throw error;
    }
  };
}

/** The token as nearly all headers hold it. Whether it is one is known where it has been verified, and not looked at here. */
function likelyToken(authorization = ''): string {
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
  const issuers = options.issuers.filter((trusted) => nameFor(trusted.issuer, claimed) === claimed.iss);
  const { payload, issuer, kid } = await verifiedByOne(token, issuers, claimed, options);
  if (options.tenants !== '*' && !options.tenants.has(tenantId)) {
    throw new RefusedToken('TENANT_NOT_ALLOWED', 'The tenant of the access token is not served here.');
  }
  const caller = callerFromClaims(payload, tenantId);
  const key = issuer.currentKey?.(kid);
  return { caller, keyHolds: () => key !== undefined && issuer.currentKey?.(kid) === key };
}

// A token with one of these may still be another issuer's of the same name.
const KEY_FAULTS: readonly TokenFault[] = ['UNKNOWN_KEY', 'BAD_SIGNATURE', 'KEYS_UNAVAILABLE'];

/** Of issuers of the same name, the first whose keys fit. Where keys that cannot be had might fit, none is at fault. */
async function verifiedByOne(
  token: string,
  issuers: readonly TrustedIssuer[],
  claimed: Claims,
  options: VerifierOptions,
) {
  let refusal = new RefusedToken('UNTRUSTED_ISSUER', 'The access token is from an issuer that is not trusted here.');
  for (const issuer of issuers) {
    try {
      return { issuer, ...(await verifiedBy(token, issuer, claimed, options)) };
    } catch (error) {
      const found = explained(error);
      if (!KEY_FAULTS.includes(found.reason)) throw found;
      if (refusal.reason !== 'KEYS_UNAVAILABLE') refusal = found;
    }
  }
  throw refusal;
}

async function verifiedBy(token: string, trusted: TrustedIssuer, claimed: Claims, options: VerifierOptions) {
  const { payload, protectedHeader } = await jwtVerify<Claims>(token, keysOf(trusted.keys), {
    algorithms: ALGORITHMS,
    issuer: nameFor(trusted.issuer, claimed),
    audience: [...options.audiences],
    typ: 'JWT',
    requiredClaims: ['exp'],
    clockTolerance: CLOCK_TOLERANCE_S,
    currentDate: new Date(options.clock()),
  });
  // One audience, never a list: whoever else is on it could use the token here.
  if (typeof payload.aud !== 'string') throw badClaim('aud');
  if ((payload.iat ?? 0) > options.clock() / 1000 + CLOCK_TOLERANCE_S) throw badClaim('iat');
  const version = tokenVersionOf(trusted.issuer);
  if (version !== null && payload['ver'] !== version) throw badClaim('ver');
  const { kid } = protectedHeader;
  // Of a key without a name nobody can tell when it is withdrawn, nor whose it is.
  if (kid === undefined) throw new RefusedToken('UNKNOWN_KEY', 'The access token names no key.');
  const owner = trusted.currentKey?.(kid)?.issuer;
  if (typeof owner === 'string' && nameFor(owner, claimed) !== payload.iss) {
    throw new RefusedToken('UNKNOWN_KEY', 'The key of the access token belongs to another issuer.');
  }
  return { payload, kid };
}

/** An issuer's name for the tenant of a token. A function keeps "$&" in a hostile claim from meaning anything. */
function nameFor(template: string, { tid }: Claims): string {
  return template.replaceAll('{tenantid}', () => String(tid));
}

/** Tells a token that names no key of the set from a set that cannot be had: jose's errors alone do not. */
function keysOf(keys: JWTVerifyGetKey): JWTVerifyGetKey {
  return async (header, token) => {
    try {
      return await keys(header, token);
    } catch (error) {
      if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys) throw error;
      throw unavailable(error);
    }
  };
}

function explained(error: unknown): RefusedToken {
  if (error instanceof RefusedToken) return error;
  if (error instanceof errors.JWTExpired) {
    return new RefusedToken('EXPIRED', 'The access token has expired. Get a new one.');
  }
  if (error instanceof errors.JWTClaimValidationFailed) return badClaim(error.claim);
  // What is not jose's own complaint of the token is a key that cannot be used, which is the issuer's fault.
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
    // It is an id token, which proves a sign-in and allows nothing. It may carry a user's roles, but names no client.
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

function refusalOf(reason: TokenFault, { iss, azp, appid }: Claims): TokenRefusal {
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
  return new RefusedToken('KEYS_UNAVAILABLE', "The issuer's keys cannot be had. Try again.", { cause });
}
