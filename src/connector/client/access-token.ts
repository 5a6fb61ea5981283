/**
 * Access tokens for Microsoft Graph, one for each tenant. Every failure is a `TokenFailure` in words. Sends nothing to Graph, and
 * no error holds a secret, a token or a text of the provider.
 */
import { type CredentialSource, type MsalOptions, msalApplication } from './token/msal-application.js';
import { accessOf, READ_ROLES, readTokenClaims, WRITE_ROLES } from './token/token-claims.js';
import { lacksPermission, refusedCredentials, TokenFailure, unreachable } from './token/token-failure.js';
import { currentTokenCall, type Fetch, type TokenCall } from './token/token-http.js';

export interface AccessToken {
  /** For the header `Authorization: Bearer …` of requests to the configured Graph, and for nothing else. */
  readonly value: string;
  /** What its permissions allow. */
  readonly access: 'read' | 'write';
}

export interface TokenOptions {
  /** Passes over the cache, because Graph refused the cached token. */
  readonly fresh?: boolean;
}

/** Port: where the client of Graph takes its tokens. */
export interface TokenSource {
  /** A token for this tenant, a UUID. Calls at the same time share one request. Throws a `TokenFailure`. */
  token(tenantId: string, options?: TokenOptions): Promise<AccessToken>;
}

export interface TokenSourceOptions extends Omit<MsalOptions, 'fetch'> {
  readonly fetch?: Fetch;
  /** A monotonic clock in milliseconds. */
  readonly now?: () => number;
}

// msal-node looks through the tokens of all tenants, which takes 2 ms of CPU a call with 1,000 of them.
const KEPT_MS = 60_000;

/** Tokens from Microsoft Entra ID for an application or a managed identity. */
export function tokenSource(source: CredentialSource, options: TokenSourceOptions): TokenSource {
  const acquire = msalApplication(source, { fetch: (url, sent) => fetch(url, sent), ...options });
  const { now = () => performance.now() } = options;
  const pending = new Map<string, Promise<AccessToken>>();
  const kept = new Map<string, { readonly token: AccessToken; readonly until: number }>();

  const ask = async (tenantId: string, fresh: boolean): Promise<Acquired> => {
    const call: TokenCall = { failure: null };
    try {
      const result = await currentTokenCall.run(call, () => acquire({ tenantId, fresh }));
      // Also without an error: msal-node passes on what the endpoint answered.
      if (result?.accessToken) {
        const validMs = (result.expiresOn?.getTime() ?? 0) - Date.now();
        return { value: result.accessToken, cached: result.fromCache, validMs };
      }
    } catch (error) {
      throw call.failure ?? failureOf(error, source);
    }
    throw call.failure ?? unreachable('answered without a token');
  };
  const acquireAndKeep = async (tenantId: string, fresh: boolean): Promise<AccessToken> => {
    const { value, cached, validMs } = await ask(tenantId, fresh);
    const access = accessOfToken(value, tenantId);
    // The permission may have been granted since the token was made.
    if (access === null && cached) return acquireAndKeep(tenantId, true);
    if (access === null) throw lacksPermission(readTokenClaims(value)?.roles ?? [], [...WRITE_ROLES, ...READ_ROLES]);
    const token = { value, access };
    kept.set(tenantId, { token, until: now() + Math.min(KEPT_MS, validMs / 2) });
    return token;
  };
  return {
    token: async (tenantId, { fresh = false } = {}) => {
      const known = kept.get(tenantId);
      if (!fresh && known !== undefined && now() < known.until) return known.token;
      const key = `${tenantId} ${fresh}`;
      const asked = pending.get(key) ?? acquireAndKeep(tenantId, fresh).finally(() => pending.delete(key));
      pending.set(key, asked);
      return asked;
    },
  };
}

interface Acquired {
  readonly value: string;
  readonly cached: boolean;
  /** For how long it is still valid. */
  readonly validMs: number;
}

/** What the token allows; null for nothing. Throws if it is for another tenant. */
function accessOfToken(token: string, tenantId: string): AccessToken['access'] | null {
  const claims = readTokenClaims(token);
  if (claims === null) return 'write';
  if (claims.tenantId !== null && claims.tenantId !== tenantId.toLowerCase()) throw ofOtherTenant();
  return accessOf(claims.roles);
}

function ofOtherTenant(): TokenFailure {
  const step =
    'A managed identity gets tokens for its own tenant only. For other tenants set GRAPH_CLIENT_ID to an application that trusts the identity by a federated credential.';
  return new TokenFailure('CREDENTIALS', `The token is for another tenant than the one asked for. ${step}`);
}

// Codes of msal-node for answers of the authority that it cannot use.
const UNUSABLE_AUTHORITY = /network|openid|endpoint|issuer|authority/;

/** An error of msal-node, of which only codes and ids are taken over. */
function failureOf(error: unknown, { kind }: CredentialSource): TokenFailure {
  if (error instanceof TokenFailure) return error;
  const { errorCode, errorMessage, errorNo, correlationId } = error as Readonly<Record<string, unknown>>;
  const number = /AADSTS(\d{4,9})\b/.exec(String(errorMessage))?.[1] ?? /^\d{4,9}$/.exec(String(errorNo))?.[0];
  const facts = {
    errorCode: matched(/^[a-z0-9_]{1,60}$/, errorCode),
    aadsts: number === undefined ? null : `AADSTS${number}`,
    correlationId: matched(/^[0-9a-f-]{8,40}$/i, correlationId),
  };
  if (facts.aadsts === null && UNUSABLE_AUTHORITY.test(facts.errorCode ?? '')) {
    return unreachable('does not answer as a token endpoint does', facts);
  }
  return refusedCredentials(kind, facts);
}

function matched(pattern: RegExp, value: unknown): string | null {
  return typeof value === 'string' && pattern.test(value) ? value : null;
}
