/** Turns a bearer token into a caller, or refuses it. The one verifier for every issuer, the local one included. */
import { decodeJwt, errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose';
import type { Authenticate, Caller } from '../domain/caller.js';
import { canonicalId } from '../domain/derived-credential-settings.js';
import { Refusal } from '../domain/errors.js';

/** An issuer whose tokens are accepted. */
export interface TrustedIssuer {
  /** The `iss` claim; `{tenantid}` in it stands for the token's own `tid`. */
  readonly issuer: string;
  /** Finds the key that a token's header names, throwing what jose throws where there is none. */
  readonly keys: JWTVerifyGetKey;
}

export interface VerifierOptions {
  readonly issuers: readonly TrustedIssuer[];
  /** The `aud` claims that mean this service. */
  readonly audiences: readonly string[];
  /** The tenants let in, as UUIDs in lower case, or all that the issuers vouch for. */
  readonly tenants: ReadonlySet<string> | '*';
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
}

// Symmetric algorithms and `none` let whoever knows the public key, or nobody at all, make tokens.
const ALGORITHMS = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512'];
const MAX_TOKEN_LENGTH = 16_384;
const CLOCK_TOLERANCE_S = 60;
// The last second of the year 9999, beyond which RFC 3339 cannot write a time.
const MAX_EXPIRY_S = 253_402_300_799;
const BEARER = /^Bearer +([\w-]+\.[\w-]+\.[\w-]+)$/i;

/** The verifier of a set of issuers. It throws `UNAUTHENTICATED`, or `UNAVAILABLE` where the keys cannot be had. */
export function createVerifier(options: VerifierOptions): Authenticate {
  return async (authorization) => {
    const token = bearerToken(authorization);
    const claimed = unverifiedClaims(token);
    const tenantId = typeof claimed.tid === 'string' ? canonicalId(claimed.tid) : null;
    if (tenantId === null) throw refused('The access token names no tenant.');
    const issuer = options.issuers.find((known) => issuerFor(known, claimed.tid) === claimed.iss);
    if (issuer === undefined) throw refused('The access token is from an issuer that is not trusted here.');
    const payload = await verify(token, issuer, issuerFor(issuer, claimed.tid), options);
    if (options.tenants !== '*' && !options.tenants.has(tenantId)) {
      throw refused('The tenant of the access token is not served here.');
    }
    return callerFromClaims(payload, tenantId);
  };
}

function bearerToken(authorization: string | undefined): string {
  if (authorization === undefined) throw refused('Send an access token in the Authorization header, as "Bearer …".');
  const token = authorization.length <= MAX_TOKEN_LENGTH ? BEARER.exec(authorization)?.[1] : undefined;
  if (token === undefined) throw refused('The Authorization header is not "Bearer" and an access token.');
  return token;
}

function unverifiedClaims(token: string): JWTPayload & { tid?: unknown } {
  try {
    return decodeJwt(token);
  } catch {
    throw refused('The access token is malformed.');
  }
}

// A replacement text would give meaning to "$&" in a hostile tid; a function does not.
function issuerFor({ issuer }: TrustedIssuer, tid: unknown): string {
  return issuer.replaceAll('{tenantid}', () => String(tid));
}

async function verify(token: string, { keys }: TrustedIssuer, issuer: string, options: VerifierOptions) {
  try {
    const { payload } = await jwtVerify(token, keysOf(keys), {
      algorithms: ALGORITHMS,
      issuer,
      audience: [...options.audiences],
      typ: 'JWT',
      requiredClaims: ['exp'],
      clockTolerance: CLOCK_TOLERANCE_S,
      currentDate: new Date(options.clock()),
    });
    // One audience, never a list: whoever else is on it could use the token here.
    if (typeof payload.aud !== 'string') throw refused('The "aud" of the access token is not acceptable here.');
    return payload;
  } catch (error) {
    throw refusalOf(error);
  }
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

function refusalOf(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  if (error instanceof errors.JWTExpired) return refused('The access token has expired. Get a new one.');
  if (error instanceof errors.JWTClaimValidationFailed) {
    return refused(`The "${error.claim}" of the access token is not acceptable here.`);
  }
  // What is not jose's own complaint of the token is a key that cannot be used, which is the issuer's fault.
  return error instanceof errors.JOSEError ? refused('The access token is not valid.') : unavailable(error);
}

function callerFromClaims(claims: JWTPayload, tenantId: string): Caller {
  const { scp, roles, oid, sub, azp, appid, exp = 0 } = claims as JWTPayload & Record<string, unknown>;
  const delegated = typeof scp === 'string';
  const permissions = delegated ? scp.split(' ').filter(Boolean) : textsOf(roles);
  // Without either claim it is an id token, which proves a sign-in and allows nothing.
  if (permissions === null) throw refused('The token carries no permissions. Send an access token for this service.');
  const subject = [oid, sub].find(isText);
  if (subject === undefined) throw refused('The access token names no subject.');
  if (exp > MAX_EXPIRY_S) throw refused('The "exp" of the access token is not acceptable here.');
  return {
    tenantId,
    subject,
    clientId: [azp, appid].find(isText) ?? null,
    kind: delegated ? 'USER' : 'APPLICATION',
    permissions,
    expiresAt: exp * 1000,
  };
}

function textsOf(value: unknown): readonly string[] | null {
  return Array.isArray(value) && value.every(isText) ? value : null;
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function refused(message: string): Refusal {
  return new Refusal('UNAUTHENTICATED', message);
}

function unavailable(cause: unknown): Refusal {
  return new Refusal('UNAVAILABLE', "The issuer's keys cannot be had. Try again.", { cause });
}
