/**
 * What one process remembers of a tenant, on its own monotonic clock: when it read, wrote and waited. Lost with the process;
 * then everything counts as done at the start of the next one, which makes it wait longer and never shorter.
 */
import type { GraphAttempt } from '../../domain/graph-ledger.js';
import type { GraphProblem } from '../client/graph-api.js';
import type { Evidence } from '../decisions/judge.js';
import type { ConnectorClock, ConnectorOptions } from '../options.js';
import { nextLookMs } from './pace.js';

// A read this young is the reading before the next write.
const FRESH_MS = 2_000;
const INTERVALS = 3;
// A quarter of what Graph allows an application to write in a tenant: 100 writes in 20 seconds.
const MOST_WRITES = 25;
const BUDGET_MS = 20_000;

export class WorkerMemory {
  readonly #clock: ConnectorClock;
  readonly #options: ConnectorOptions;
  readonly #startedAt: number;
  /** The latest attempt of each object, and when its request ended as far as this process knows. */
  readonly #attempts = new Map<string, { readonly seq: number; readonly open: boolean; readonly ended: number }>();
  /** What Graph answered to a create whose outcome is not known, if it named a conflict. */
  #conflict: { readonly seq: number; readonly problem: GraphProblem } | null = null;
  #read: { readonly began: number; readonly ended: number } | null = null;
  #lastEnd: number;
  /** When the latest writes ended, oldest first. */
  #writes: readonly number[] = [];
  #looks = 0;
  #failures = 0;
  #blockedUntil = 0;

  constructor(clock: ConnectorClock, options: ConnectorOptions) {
    this.#clock = clock;
    this.#options = options;
    this.#startedAt = clock.elapsed();
    this.#lastEnd = this.#startedAt;
  }

  /** Graph named a conflict: if nothing is found, it has refused the request. */
  haveMetConflict(seq: number, problem: GraphProblem): void {
    this.#conflict = { seq, problem };
  }

  conflictOf({ seq }: GraphAttempt): GraphProblem | null {
    return this.#conflict?.seq === seq ? this.#conflict.problem : null;
  }

  get failures(): number {
    return this.#failures;
  }

  get blockedMs(): number {
    return Math.max(0, this.#blockedUntil - this.#clock.elapsed());
  }

  /** Milliseconds since the last whole read began; null if this process has made none. */
  get readAgeMs(): number | null {
    return this.#read && this.#clock.elapsed() - this.#read.began;
  }

  /** Milliseconds until the tenant's own budget of writes has room. */
  get budgetMs(): number {
    const oldest = this.#writes.length < MOST_WRITES ? undefined : this.#writes[0];
    return oldest === undefined ? 0 : Math.max(0, oldest + BUDGET_MS - this.#clock.elapsed());
  }

  get isFresh(): boolean {
    const read = this.#read;
    return read !== null && read.began >= this.#lastEnd && this.#clock.elapsed() - read.ended < FRESH_MS;
  }

  haveRead(began: number): void {
    this.#read = { began, ended: this.#clock.elapsed() };
    this.#looks += 1;
    this.#failures = 0;
  }

  haveFailed(waitMs: number): void {
    this.#failures += 1;
    this.block(waitMs);
  }

  block(waitMs: number): void {
    this.#blockedUntil = Math.max(this.#blockedUntil, this.#clock.elapsed() + waitMs);
  }

  unblock(): void {
    this.#blockedUntil = 0;
  }

  /** A request of this process ended, with whatever outcome. */
  haveWritten(settingsId: string, seq: number): void {
    const now = this.#clock.elapsed();
    this.#attempts.set(settingsId, { seq, open: false, ended: now });
    this.#writes = [...this.#writes, now].slice(-MOST_WRITES);
    this.#lastEnd = now;
    this.#looks = 0;
  }

  /**
   * Takes note of attempts in the ledger that this process did not send, each of them once: the request of an open one may still
   * be under way for the time that a request may take; a closed one ended now at the latest.
   */
  haveSeen(attempts: readonly GraphAttempt[]): void {
    const now = this.#clock.elapsed();
    for (const { settingsId, seq, outcome } of attempts) {
      const known = this.#attempts.get(settingsId);
      const open = outcome === null;
      if (known === undefined || known.seq !== seq) {
        const ended = open ? now + this.#options.timeoutMs : now;
        this.#attempts.set(settingsId, { seq, open, ended });
        this.#lastEnd = Math.max(this.#lastEnd, ended);
        this.#looks = 0;
      } else if (known.open && !open) {
        this.#attempts.set(settingsId, { seq, open, ended: Math.min(known.ended, now) });
      }
    }
  }

  /** Whether the last read began after the settling time of an attempt, so that it may say what is missing. */
  isFinal(attempt: GraphAttempt): boolean {
    return this.#read !== null && this.#read.began >= this.#endOf(attempt.settingsId) + this.#options.settleMs;
  }

  /** Milliseconds until the next look for something that Graph may not show yet. */
  nextLookMs(attempt: GraphAttempt | null): number {
    const since = attempt === null ? this.#lastEnd : this.#endOf(attempt.settingsId);
    return nextLookMs(this.#looks, this.#clock.elapsed() - since, this.#options.settleMs);
  }

  evidence(now: number): Evidence {
    const read = this.#read;
    const began = read?.began ?? Number.NEGATIVE_INFINITY;
    return {
      now,
      settled: (id) => began >= this.#endOf(id) + this.#options.settleMs,
      readAfter: (id) => began >= this.#endOf(id),
      recent: this.#clock.elapsed() - began < INTERVALS * this.#options.intervalMs,
    };
  }

  #endOf(settingsId: string): number {
    return this.#attempts.get(settingsId)?.ended ?? this.#startedAt;
  }
}
