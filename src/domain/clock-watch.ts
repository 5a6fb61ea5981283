/**
 * Watches how far the clock is behind the change log, whose times never run backwards: tells the operator, and says from
 * where on nothing is written. Changes no clock and no log.
 */
import { Refusal } from './errors.js';
import type { Store } from './store.js';

/** The operator is told if the clock is further behind the log than this. */
export const NOTICED_BEHIND_MS = 5 * 60_000;
/** Nothing is written if the clock is further behind the tenant's log than this, unless the operator allows it. */
export const REFUSED_BEHIND_MS = 24 * 60 * 60_000;

// Only the operator can end it.
const RETRY_AFTER_SECONDS = 60;
const MEND = 'set the clock, or set ALLOW_CLOCK_BEHIND_LOG=true if the clock is right and the log is not';

export interface ClockWatchOptions {
  readonly store: Pick<Store, 'latestAt'>;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
  /** Whether writes go on however far the clock is behind the log. */
  readonly allowBehind: boolean;
  readonly warn: (message: string) => void;
}

export class ClockWatch {
  readonly #options: ClockWatchOptions;
  #warned = false;

  constructor(options: ClockWatchOptions) {
    this.#options = options;
  }

  /** To be told how far the clock was behind a tenant's log at a write. Warns once, until `check` finds that it is over. */
  noticed(behindMs: number): void {
    if (behindMs <= NOTICED_BEHIND_MS || this.#warned) return;
    this.#warned = true;
    this.#options.warn(clockBehindMessage(behindMs, this.#options.allowBehind));
  }

  /** What is wrong, in words for anybody; null if the clock is not noticeably behind the log of any tenant. */
  async check(): Promise<string | null> {
    const { store, clock, allowBehind } = this.#options;
    const behindMs = (await store.latestAt()) - clock();
    this.#warned &&= behindMs > NOTICED_BEHIND_MS;
    this.noticed(behindMs);
    return behindMs > NOTICED_BEHIND_MS ? clockBehindMessage(behindMs, allowBehind) : null;
  }
}

/** How the clock stands to the log, what comes of it, and what the operator can do. */
export function clockBehindMessage(behindMs: number, allowBehind: boolean): string {
  const found = `The clock is ${durationText(behindMs)} behind the latest change in the log.`;
  if (allowBehind) return `${found} New changes are ordered at the time of that change.`;
  return behindMs > REFUSED_BEHIND_MS
    ? `${found} Writes to each tenant whose log is more than a day ahead are refused: ${MEND}.`
    : `${found} New changes are ordered at the time of that change until the clock is set.`;
}

/** The refusal of a write whose time is too far behind the tenant's log. */
export function clockBehindRefusal(behindMs: number): Refusal {
  const found = `The server's clock is ${durationText(behindMs)} behind the latest change of this tenant.`;
  const message = `${found} Nothing was written. Its operator must ${MEND}.`;
  return new Refusal('UNAVAILABLE', message, { retryAfterSeconds: RETRY_AFTER_SECONDS });
}

const UNITS = [
  ['days', 86_400_000],
  ['hours', 3_600_000],
  ['minutes', 60_000],
] as const;

/** In the largest unit of which there are at least two. */
function durationText(ms: number): string {
  const [name, size] = UNITS.find(([, unit]) => ms >= 2 * unit) ?? (['seconds', 1000] as const);
  return `${Math.floor(ms / size)} ${name}`;
}
