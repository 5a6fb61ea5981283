/** Remembers whom a token stands for, so that a client's next request costs a hash instead of a signature check. */
import { hash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Caller } from '../domain/caller.js';

/** What a token stands for, good for as long as its issuer has the key with which it was verified. */
export interface VerifiedToken {
  readonly caller: Caller;
  /** Whether the key with which it was verified is one of its issuer's at this moment. */
  readonly keyHolds: () => boolean;
}

const MAX_TOKENS = 10_000;

export class VerifiedTokens {
  // By hash: a memory dump or a slip of the log must not hand out tokens.
  readonly #byHash = new LRUCache<string, VerifiedToken>({ max: MAX_TOKENS });

  /** Null where the token is not known, has expired, or its key has been withdrawn. */
  find(token: string, now: number): Caller | null {
    const key = keyOf(token);
    const known = this.#byHash.get(key);
    if (known === undefined) return null;
    if (now < known.caller.expiresAt && known.keyHolds()) return known.caller;
    this.#byHash.delete(key);
    return null;
  }

  keep(token: string, verified: VerifiedToken): void {
    this.#byHash.set(keyOf(token), verified);
  }
}

function keyOf(token: string): string {
  return hash('sha256', token, 'base64');
}
