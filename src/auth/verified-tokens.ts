/** Cache of verified tokens: the next request with the same token costs a hash instead of a signature check. */
import { hash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Caller } from '../domain/caller.js';

/** The caller of a verified token, and whether its key is still published. */
export interface VerifiedToken {
  readonly caller: Caller;
  /** Whether the issuer still publishes the key that verified the token. */
  readonly isKeyCurrent: () => boolean;
}

const MAX_TOKENS = 10_000;

export class VerifiedTokens {
  // Keyed by hash, so that neither a memory dump nor a log line can leak a token.
  readonly #byHash = new LRUCache<string, VerifiedToken>({ max: MAX_TOKENS });

  /** The caller of a token; null if the token is unknown, has expired, or its key has been withdrawn. */
  find(token: string, now: number): Caller | null {
    const key = digest(token);
    const known = this.#byHash.get(key);
    if (known === undefined) return null;
    if (now < known.caller.expiresAt && known.isKeyCurrent()) return known.caller;
    this.#byHash.delete(key);
    return null;
  }

  set(token: string, verified: VerifiedToken): void {
    this.#byHash.set(digest(token), verified);
  }
}

function digest(token: string): string {
  return hash('sha256', token, 'base64');
}
