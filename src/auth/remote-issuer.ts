/**
 * Fetches an issuer's keys from a configured URL, or from the URL in the issuer's discovery document.
 * Caches the keys for some minutes, fetches them again before that time is over, shares one fetch between all waiting requests, and pauses after a failure.
 * Verifies no token.
 */
import type { JWKSCacheInput, JWTVerifyGetKey } from 'jose';
import { createLocalJWKSet } from 'jose/jwks/local';
import { createRemoteJWKSet, customFetch, jwksCache } from 'jose/jwks/remote';
import type { Telemetry } from '../domain/telemetry.js';
import type { TrustedIssuer } from './verifier.js';

/** Where to fetch an issuer's keys. */
export interface KeyLocation {
  /** The `iss` claim; `{tenantid}` in it matches any tenant. */
  readonly issuer: string;
  /** The URL of the key set; null to read it from the discovery document. */
  readonly jwksUri: string | null;
}

// Maximum time that a withdrawn key is still accepted.
const MAX_AGE_MS = 5 * 60_000;
// From this age on, the keys are fetched again while they are still used: no request waits for that, and an outage of the key
// server of some minutes refuses no token.
const REFRESH_AGE_MS = MAX_AGE_MS / 2;
// Minimum time between fetches for unknown key ids, so that forged ids cannot cause a fetch per request.
const COOL_DOWN_MS = 5_000;
const FAILURE_PAUSE_MS = 1_000;
const TIMEOUT_MS = 3_000;
const MAX_DOCUMENT_BYTES = 512 * 1024;

// In place of a tenant id: Microsoft's discovery document for the tokens of all organisations.
const ANY_TENANT = 'organizations';

type RemoteSet = ReturnType<typeof createRemoteJWKSet>;

/** An issuer whose keys are fetched on first use. */
export function remoteIssuer(location: KeyLocation, telemetry: Telemetry | null = null): TrustedIssuer {
  const now = () => performance.now();
  // jose writes the last fetched key set into this object.
  const fetched = {} as JWKSCacheInput;
  const options = { ...LIMITS, [customFetch]: countingFetch(telemetry) };
  let pendingSet: Promise<RemoteSet> | undefined;
  let currentSet: RemoteSet | undefined;
  let failure: { readonly error: unknown; readonly at: number } | undefined;
  let refreshedAt = Number.NEGATIVE_INFINITY;

  const getSet = async (): Promise<RemoteSet> => {
    pendingSet ??= keySetOf(location).then((url) => createRemoteJWKSet(url, { ...options, [jwksCache]: fetched }));
    try {
      currentSet = await pendingSet;
      return currentSet;
    } catch (error) {
      pendingSet = undefined;
      throw error;
    }
  };
  const refreshAhead = (set: RemoteSet): void => {
    if (Date.now() - (fetched.uat ?? 0) < REFRESH_AGE_MS || now() - refreshedAt < COOL_DOWN_MS) return;
    refreshedAt = now();
    // If it fails until the keys are too old, the request that needs them reports it.
    set.reload().catch(() => {});
  };
  // Used while paused after a failure: tokens whose key is cached must still work.
  const cachedKey: JWTVerifyGetKey = async (header, token) => {
    const cachedSet = currentSet?.fresh === true ? createLocalJWKSet(fetched.jwks) : undefined;
    const key = await cachedSet?.(header, token).catch(() => undefined);
    if (key === undefined) throw failure?.error;
    return key;
  };
  return {
    issuer: location.issuer,
    keys: async (header, token) => {
      if (failure !== undefined && now() - failure.at < FAILURE_PAUSE_MS) return cachedKey(header, token);
      try {
        const set = await getSet();
        const key = await set(header, token);
        failure = undefined;
        return key;
      } catch (error) {
        if (!isUnknownKey(error)) failure = { error, at: now() };
        throw error;
      }
    },
    // Called for each request with a token, also for those that are cached.
    currentKey: (kid) => {
      if (currentSet?.fresh !== true) return undefined;
      refreshAhead(currentSet);
      return fetched.jwks.keys.find((key) => key.kid === kid);
    },
  };
}

const LIMITS = { timeoutDuration: TIMEOUT_MS, cooldownDuration: COOL_DOWN_MS, cacheMaxAge: MAX_AGE_MS };

function countingFetch(telemetry: Telemetry | null): typeof fetchKeySet {
  const count = (outcome: 'ok' | 'failed') =>
    telemetry?.add('derived_credentials_key_set_fetches_total', 1, { outcome });
  return async (url, options) => {
    try {
      const response = await fetchKeySet(url, options);
      count(response.ok ? 'ok' : 'failed');
      return response;
    } catch (error) {
      count('failed');
      throw error;
    }
  };
}

/** Fails for an empty key set, so that the cached keys stay in use. */
async function fetchKeySet(url: string, options: RequestInit): Promise<Response> {
  const response = await boundedFetch(url, options);
  const { keys } = (response.ok ? await response.clone().json() : {}) as { readonly keys?: unknown };
  if (Array.isArray(keys) && keys.length === 0) throw new Error('The key set is empty.');
  return response;
}

/** The URL of the key set. Throws if the discovery document names another issuer. */
async function keySetOf({ issuer: expected, jwksUri }: KeyLocation): Promise<URL> {
  if (jwksUri !== null) return new URL(jwksUri);
  const discovery = new URL(
    `${expected.replaceAll('{tenantid}', ANY_TENANT).replace(/\/$/, '')}/.well-known/openid-configuration`,
  );
  const response = await boundedFetch(discovery.href, {
    signal: AbortSignal.timeout(TIMEOUT_MS),
    redirect: 'manual',
  });
  if (response.status !== 200) throw new Error(`The discovery request failed with status ${response.status}.`);
  const document: unknown = await response.json();
  const { issuer, jwks_uri: address } = (document ?? {}) as { readonly issuer?: unknown; readonly jwks_uri?: unknown };
  if (issuer !== expected) throw new Error('The discovery document names another issuer.');
  const keySet = new URL(String(address));
  // Plain http is accepted only for the host of the document itself, which `config` then allows only on loopback.
  if (keySet.protocol !== 'https:' && schemeAndHostOf(keySet) !== schemeAndHostOf(discovery)) {
    throw new Error('The discovery document names a key set URL without https.');
  }
  return keySet;
}

function schemeAndHostOf({ protocol, hostname }: URL): string {
  return `${protocol}//${hostname}`;
}

/** `fetch` with a size limit, so that an endless response cannot fill the memory. */
async function boundedFetch(url: string, options: RequestInit): Promise<Response> {
  const response = await fetch(url, options);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > MAX_DOCUMENT_BYTES) throw new Error('The document is too large.');
    chunks.push(chunk);
  }
  const { status, headers } = response;
  return new Response(status === 200 ? Buffer.concat(chunks) : null, { status: status < 200 ? 500 : status, headers });
}

function isUnknownKey(error: unknown): boolean {
  const { code } = error as { readonly code?: unknown };
  return code === 'ERR_JWKS_NO_MATCHING_KEY' || code === 'ERR_JWKS_MULTIPLE_MATCHING_KEYS';
}
