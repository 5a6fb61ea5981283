/**
 * Answers that go on: how many a caller may have open, and for how long. Each ends when its token does, whether by its
 * time or because its key has been withdrawn.
 */
import type { Authenticate, Caller } from '../../domain/caller.js';
import { Refusal } from '../../domain/errors.js';

/** A connection that stays open on behalf of a caller. */
export interface Stream {
  readonly caller: Caller;
  readonly authorization: string | undefined;
  /** Told once, when the caller's token no longer holds. */
  readonly onExpired: (refusal: Refusal) => void;
}

const MAX_CONNECTIONS = 100;
const MAX_SUBSCRIPTIONS = 100;
// So long at the most does a stream outlive the key of its token.
const RECHECK_MS = 60_000;

export class Streams {
  readonly #authenticate: Authenticate;
  readonly #clock: () => number;
  readonly #connections = new CountByCaller(MAX_CONNECTIONS, 'streaming connections');
  readonly #subscriptions = new CountByCaller(MAX_SUBSCRIPTIONS, 'subscriptions');

  constructor(authenticate: Authenticate, clock: () => number) {
    this.#authenticate = authenticate;
    this.#clock = clock;
  }

  /** Takes note of a connection. Returns the way to say that it is closed. Throws where its caller has too many. */
  connect({ caller, authorization, onExpired }: Stream): () => void {
    const release = this.#connections.take(caller);
    let timer: NodeJS.Timeout | undefined;
    const watch = () => {
      const left = Math.max(0, Math.min(RECHECK_MS, caller.expiresAt - this.#clock()));
      timer = setTimeout(async () => {
        const refusal = await this.#refusalOf(caller, authorization);
        if (timer === undefined) return;
        if (refusal === null) watch();
        else onExpired(refusal);
      }, left).unref();
    };
    watch();
    return () => {
      clearTimeout(timer);
      timer = undefined;
      release();
    };
  }

  /** Takes note of a subscription on a connection. Returns the way to say that it is over. Throws where there are too many. */
  subscribe(caller: Caller): () => void {
    return this.#subscriptions.take(caller);
  }

  /** Why a token no longer holds; null where it does, or where nobody can tell just now. */
  async #refusalOf({ expiresAt }: Caller, authorization: string | undefined): Promise<Refusal | null> {
    if (expiresAt <= this.#clock()) {
      return new Refusal('UNAUTHENTICATED', 'The access token has expired. Get a new one and subscribe again.');
    }
    try {
      await this.#authenticate(authorization);
      return null;
    } catch (error) {
      return error instanceof Refusal && error.code === 'UNAUTHENTICATED' ? error : null;
    }
  }
}

class CountByCaller {
  readonly #max: number;
  readonly #what: string;
  readonly #counts = new Map<string, number>();

  constructor(max: number, what: string) {
    this.#max = max;
    this.#what = what;
  }

  /** Returns the way to give back what was taken, which works once. */
  take({ tenantId, subject, clientId }: Caller): () => void {
    const key = JSON.stringify([tenantId, subject, clientId]);
    const count = this.#counts.get(key) ?? 0;
    if (count >= this.#max) {
      throw new Refusal('LIMIT_EXCEEDED', `You have ${this.#max} ${this.#what} already. Close some of them.`);
    }
    this.#counts.set(key, count + 1);
    let taken = true;
    return () => {
      if (!taken) return;
      taken = false;
      const left = (this.#counts.get(key) ?? 1) - 1;
      if (left > 0) this.#counts.set(key, left);
      else this.#counts.delete(key);
    };
  }
}
