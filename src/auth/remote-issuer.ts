/**
 * The keys of an issuer, fetched from its key set, or from where its discovery document says the key set is.
 * Keeps what it fetched for a few minutes, fetches once for any number of waiting tokens, and leaves a failing server alone
 * for a moment. Judges no token.
 */
import type { JWKSCacheInput, JWTVerifyGetKey } from 'jose';
import { createLocalJWKSet } from 'jose/jwks/local';
import { createRemoteJWKSet, customFetch, jwksCache } from 'jose/jwks/remote';
import type { TrustedIssuer } from './verifier.js';

/** Where an issuer's keys are: at a known address, or where the issuer's discovery document says. */
export interface KeyLocation {
  /** The `iss` claim, with `{tenantid}` where it stands for any tenant. */
  readonly issuer: string;
  /** The address of the key set; null to discover it. */
  readonly jwksUri: string | null;
}

// A key that its issuer has withdrawn stops working when this has passed.
const MAX_AGE_MS = 5 * 60_000;
// Tokens with made-up key ids make the service ask no more often than this.
const COOL_DOWN_MS = 5_000;
const FAILURE_PAUSE_MS = 1_000;
const TIMEOUT_MS = 3_000;
const MAX_DOCUMENT_BYTES = 512 * 1024;

// Microsoft describes the issuer of every organisation's tokens under this name.
const ANY_TENANT = 'organizations';

type RemoteSet = ReturnType<typeof createRemoteJWKSet>;

/** An issuer whose keys are fetched when they are first needed. */
export function remoteIssuer(location: KeyLocation): TrustedIssuer {
  const now = () => performance.now();
  // The set that jose fetched last, which it keeps here.
  const fetched = {} as JWKSCacheInput;
  let opening: Promise<RemoteSet> | undefined;
  let open: RemoteSet | undefined;
  let failure: { readonly error: unknown; readonly at: number } | undefined;

  const openSet = async (): Promise<RemoteSet> => {
    opening ??= keySetOf(location).then((url) => createRemoteJWKSet(url, { ...OPTIONS, [jwksCache]: fetched }));
    try {
      open = await opening;
      return open;
    } catch (error) {
      opening = undefined;
      throw error;
    }
  };
  // Whoever makes the service ask for keys that are not there must not keep out those whose keys are known.
  const knownKey: JWTVerifyGetKey = async (header, token) => {
    const known = open?.fresh === true ? createLocalJWKSet(fetched.jwks) : undefined;
    const key = await known?.(header, token).catch(() => undefined);
    if (key === undefined) throw failure?.error;
    return key;
  };
  return {
    issuer: location.issuer,
    keys: async (header, token) => {
      if (failure !== undefined && now() - failure.at < FAILURE_PAUSE_MS) return knownKey(header, token);
      try {
        const set = await openSet();
        const key = await set(header, token);
        failure = undefined;
        return key;
      } catch (error) {
        if (!isAboutTheToken(error)) failure = { error, at: now() };
        throw error;
      }
    },
    currentKey: (kid) => (open?.fresh === true ? fetched.jwks.keys.find((key) => key.kid === kid) : undefined),
  };
}

const OPTIONS = {
  timeoutDuration: TIMEOUT_MS,
  cooldownDuration: COOL_DOWN_MS,
  cacheMaxAge: MAX_AGE_MS,
  [customFetch]: fetchKeySet,
};

/** A set without keys is no answer: the keys of before are better than none. */
async function fetchKeySet(url: string, options: RequestInit): Promise<Response> {
  const response = await boundedFetch(url, options);
  const { keys } = (response.ok ? await response.clone().json() : {}) as { readonly keys?: unknown };
  if (Array.isArray(keys) && keys.length === 0) throw new Error('The key set is empty.');
  return response;
}

/** Reads where the key set is, from a document that must be of the very issuer asked for. */
async function keySetOf({ issuer: expected, jwksUri }: KeyLocation): Promise<URL> {
  if (jwksUri !== null) return new URL(jwksUri);
  const discovery = new URL(
    `${expected.replaceAll('{tenantid}', ANY_TENANT).replace(/\/$/, '')}/.well-known/openid-configuration`,
  );
  const response = await boundedFetch(discovery.href, {
    signal: AbortSignal.timeout(TIMEOUT_MS),
    redirect: 'manual',
  });
  if (response.status !== 200) throw new Error(`The discovery document was answered with ${response.status}.`);
  const document: unknown = await response.json();
  const { issuer, jwks_uri: address } = (document ?? {}) as { readonly issuer?: unknown; readonly jwks_uri?: unknown };
  if (issuer !== expected) throw new Error('The discovery document is of another issuer.');
  const keySet = new URL(String(address));
  // In the clear a document leads no further than to its own machine, which is then this one.
  if (keySet.protocol !== 'https:' && placeOf(keySet) !== placeOf(discovery)) {
    throw new Error('The discovery document leads to keys in the clear.');
  }
  return keySet;
}

function placeOf({ protocol, hostname }: URL): string {
  return `${protocol}//${hostname}`;
}

/** A key server that answers without end fills no memory. */
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

function isAboutTheToken(error: unknown): boolean {
  const { code } = error as { readonly code?: unknown };
  return code === 'ERR_JWKS_NO_MATCHING_KEY' || code === 'ERR_JWKS_MULTIPLE_MATCHING_KEYS';
}
