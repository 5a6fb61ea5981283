/** Checks a token with the service's own verifier, and says what it allows. Never prints the signature. */
import { decodeJwt } from 'jose/jwt/decode';
import { RefusedToken, type TokenFault } from '../../auth/refused-token.js';
import { createVerifier } from '../../auth/verifier.js';
import { type Caller, mayDo, READ_PERMISSION, WRITE_PERMISSION } from '../../domain/caller.js';
import type { Finding } from './finding.js';
import type { Trust } from './keys.js';

const about = 'token';
const WRONG_API = 'Ask for a token of this API: its audience and issuers are those in AUTH_AUDIENCE and AUTH_ISSUER.';
const REMEDIES = {
  MISSING: 'Give a token.',
  MALFORMED: 'Give the token alone: three parts with a dot between them.',
  NO_TENANT: WRONG_API,
  UNTRUSTED_ISSUER: WRONG_API,
  UNKNOWN_KEY: 'Get a new one, from the issuer that this service trusts.',
  BAD_SIGNATURE: 'Get a new one: this was cut off, altered, or signed with another key.',
  EXPIRED: '',
  BAD_CLAIM: WRONG_API,
  TENANT_NOT_ALLOWED: 'Name its tenant in AUTH_ALLOWED_TENANTS, or use a token of one that is.',
  NO_PERMISSIONS: '',
  KEYS_UNAVAILABLE: 'See what is said of the keys.',
} as const satisfies Record<TokenFault, string>;

export async function checkToken(token: string, trust: Trust | null, now: number): Promise<Finding[]> {
  if (trust === null) {
    return [{ state: 'fault', about, text: 'There is no key to verify it with. See what is said of the keys.' }];
  }
  try {
    return findingsOf(await createVerifier({ ...trust, clock: () => now })(`Bearer ${token}`), now);
  } catch (error) {
    if (!(error instanceof RefusedToken)) throw error;
    const text = `${error.message} ${REMEDIES[error.reason]}`.trimEnd();
    return [{ state: 'fault', about, text }, ...claimsOf(token)];
  }
}

function findingsOf(caller: Caller, now: number): Finding[] {
  const { tenantId, subject, clientId, kind, expiresAt } = caller;
  const holder = `${kind === 'USER' ? 'user' : 'application'} ${JSON.stringify(subject)}`;
  const through = clientId === null ? '' : ` through the client ${JSON.stringify(clientId)}`;
  return [
    { state: 'ok', about, text: `It is of the tenant ${tenantId}, for the ${holder}${through}.` },
    lifeOf(expiresAt, now),
    permissionOf(caller),
  ];
}

function lifeOf(expiresAt: number, now: number): Finding {
  const end = new Date(expiresAt).toISOString();
  const minutes = Math.floor((expiresAt - now) / 60_000);
  if (minutes > 0) return { state: 'ok', about, text: `It works until ${end}, for ${minutes} more minutes.` };
  return { state: 'note', about, text: `It works until ${end}, which is now. Get a new one.` };
}

function permissionOf(caller: Caller): Finding {
  if (mayDo(caller, 'write')) return { state: 'ok', about, text: 'It may read and write.' };
  if (mayDo(caller, 'read')) {
    return { state: 'ok', about, text: `It may read, and not write, which needs ${WRITE_PERMISSION}.` };
  }
  const held = caller.permissions.map((name) => JSON.stringify(name)).join(', ') || 'none';
  const text = `It may do nothing here. Its permissions are ${held}; ask for ${READ_PERMISSION} or ${WRITE_PERMISSION}.`;
  return { state: 'fault', about, text };
}

/** The claims of a refused token, to compare with the configuration. */
function claimsOf(token: string): Finding[] {
  try {
    const { iss, aud, tid, exp } = decodeJwt(token);
    return [{ state: 'note', about, text: `Its claims, not verified: ${JSON.stringify({ iss, aud, tid, exp })}.` }];
  } catch {
    return [];
  }
}
