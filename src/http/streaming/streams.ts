/**
 * Limits how many streaming connections and subscriptions a caller may have open. Reports when the token of a connection expires
 * or its key is withdrawn; the route then ends the connection.
 * docs/change-feed.md lists everything else that ends a subscription.
 */
import type { Authenticate, Caller } from '../../domain/caller.js';
import { Refusal } from '../../domain/errors.js';
import type { Telemetry } from '../../domain/telemetry.js';

/** A connection that stays open on behalf of a caller. */
export interface Stream {
  readonly caller: Caller;
  readonly authorization: string | undefined;
  /** Called once, when the caller's token is no longer valid. */
  readonly onExpired: (refusal: Refusal) => void;
}

const MAX_CONNECTIONS = 100;
const MAX_SUBSCRIPTIONS = 100;
// Maximum time that a stream stays open after the key of its token is withdrawn.
const RECHECK_MS = 60_000;

export class Streams {
  readonly #authenticate: Authenticate;
  readonly #clock: () => number;
  readonly #connections = new CountByCaller(MAX_CONNECTIONS, 'streaming connections');
  readonly #subscriptions = new CountByCaller(MAX_SUBSCRIPTIONS, 'subscriptions');

  constructor(authenticate: Authenticate, clock: () => number, telemetry: Telemetry | null = null) {
    this.#authenticate = authenticate;
    this.#clock = clock;
    telemetry?.observe('derived_credentials_streams', () => [
      [this.#connections.total, { kind: 'connection' }],
      [this.#subscriptions.total, { kind: 'subscription' }],
    ]);
  }

  /** Registers a connection. Returns a function to call when it is closed. Throws if its caller has too many. */
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

  /** Registers a subscription. Returns a function to call when it ends. Throws if its caller has too many. */
  subscribe(caller: Caller): () => void {
    return this.#subscriptions.take(caller);
  }

  /** Why a token is no longer valid; null if it is valid, or if its keys cannot be fetched at the moment. */
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

  /** Of all callers. */
  get total(): number {
    return [...this.#counts.values()].reduce((sum, count) => sum + count, 0);
  }

  /** Adds one to the caller's count. Returns a function that subtracts it again; further calls do nothing. */
  take({ tenantId, subject, clientId }: Caller): () => void {
    const key = JSON.stringify([tenantId, subject, clientId]);
    const count = this.#counts.get(key) ?? 0;
    if (count >= this.#max) {
      throw new Refusal('LIMIT_EXCEEDED', `You have ${this.#max} ${this.#what} already. Close some of them.`);
    }
    this.#counts.set(key, count + 1);
    let released = false;
    return () => {
      if (released) return;
      released = true;
      const left = (this.#counts.get(key) ?? 1) - 1;
      if (left > 0) this.#counts.set(key, left);
      else this.#counts.delete(key);
    };
  }
}
