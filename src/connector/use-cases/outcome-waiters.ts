/** Waits for Graph's outcome of a change, without polling: woken by the steps of the worker. Bounded in number and time. */
import { type GraphStatus, MAX_WAIT_MS, MAX_WAITS } from '../../domain/graph-connection.js';
import type { ConnectorClock } from '../options.js';

export interface Wait {
  readonly version: number;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
  readonly read: () => Promise<GraphStatus>;
  /** Calls back whenever the status may have changed, and returns a function to stop. */
  readonly listen: (listener: () => void) => () => void;
}

export class OutcomeWaiters {
  readonly #clock: Pick<ConnectorClock, 'after' | 'now'>;
  readonly #ending = new AbortController();
  #waiters = 0;

  constructor(clock: Pick<ConnectorClock, 'after' | 'now'>) {
    this.#clock = clock;
  }

  /** The status at the end of the wait, whatever it is. */
  async wait(wait: Wait): Promise<GraphStatus> {
    if (this.#waiters >= MAX_WAITS || this.#ending.signal.aborted) return wait.read();
    this.#waiters += 1;
    try {
      return await this.#untilOutcome(wait);
    } finally {
      this.#waiters -= 1;
    }
  }

  /** Ends all waits, for a shutdown. Later ones answer at once. */
  close(): void {
    this.#ending.abort();
  }

  async #untilOutcome({ version, timeoutMs, signal, read, listen }: Wait): Promise<GraphStatus> {
    let over = false;
    const waitMs = Math.min(timeoutMs, MAX_WAIT_MS);
    // Graph may ask for a longer pause than the wait is long.
    const endsAt = this.#clock.now() + waitMs;
    let wake = () => {};
    const end = () => {
      over = true;
      wake();
    };
    const stop = listen(() => wake());
    const cancel = this.#clock.after(waitMs, end);
    const signals = [this.#ending.signal, ...(signal ? [signal] : [])];
    for (const each of signals) each.addEventListener('abort', end);
    try {
      for (;;) {
        // Made before the status is read, so that no step in between is missed.
        const stepped = new Promise<void>((resolve) => {
          wake = resolve;
        });
        const status = await read();
        const isTooLate = (status.nextAttemptAt ?? 0) > endsAt;
        if (over || isTooLate || signal?.aborted || isOutcome(status, version)) return status;
        await stepped;
      }
    } finally {
      for (const each of signals) each.removeEventListener('abort', end);
      cancel();
      stop();
    }
  }
}

/** Whether Graph has confirmed or refused this version or a later one, a person has to decide, or nothing is to be sent. */
function isOutcome({ state, wantedVersion }: GraphStatus, version: number): boolean {
  if (state === 'PENDING' || state === 'UNKNOWN') return false;
  return (wantedVersion ?? version) >= version;
}
