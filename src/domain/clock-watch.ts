/**
 * Compares the clock with the change log, whose times never go backwards. Warns the operator if the clock is behind, and
 * defines how far behind writes are refused. Changes neither the clock nor the log.
 */
import { Refusal } from './errors.js';
import type { Store } from './store.js';
import { NO_LABELS, type Telemetry } from './telemetry.js';

/** The operator is warned if the clock is further behind the log than this. */
export const NOTICED_BEHIND_MS = 5 * 60_000;
/** Writes are refused if the clock is further behind the tenant's log than this, unless the operator allows them. */
export const REFUSED_BEHIND_MS = 24 * 60 * 60_000;

// Only the operator can fix the clock, so clients need not try again often.
const RETRY_AFTER_SECONDS = 60;
const MEND = 'set the clock, or set ALLOW_CLOCK_BEHIND_LOG=true if the clock is right and the log is not';

export interface ClockWatchOptions {
  readonly store: Pick<Store, 'latestAt'>;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
  /** Whether writes are accepted however far the clock is behind the log. */
  readonly allowBehind: boolean;
  readonly warn: (message: string) => void;
  readonly telemetry: Telemetry | null;
}

export class ClockWatch {
  readonly #options: ClockWatchOptions;
  #warned = false;

  constructor(options: ClockWatchOptions) {
    this.#options = options;
    const { telemetry, store, clock } = options;
    telemetry?.observe('derived_credentials_clock_behind_log_seconds', async () => {
      const latestAt = await store.latestAt();
      return latestAt === 0 ? [] : [[(latestAt - clock()) / 1000, NO_LABELS]];
    });
  }

  /** Called with how far the clock was behind a tenant's log at a write. Warns once, until `check` finds the clock right again. */
  report(behindMs: number): void {
    if (behindMs <= NOTICED_BEHIND_MS || this.#warned) return;
    this.#warned = true;
    this.#options.warn(clockBehindMessage(behindMs, this.#options.allowBehind));
  }

  /** The problem as a sentence that is safe to publish; null if the clock is less than `NOTICED_BEHIND_MS` behind every log. */
  async check(): Promise<string | null> {
    const { store, clock, allowBehind } = this.#options;
    const behindMs = (await store.latestAt()) - clock();
    this.#warned &&= behindMs > NOTICED_BEHIND_MS;
    this.report(behindMs);
    return behindMs > NOTICED_BEHIND_MS ? clockBehindMessage(behindMs, allowBehind) : null;
  }
}

/** How far the clock is behind the log, the consequence, and what the operator can do. */
export function clockBehindMessage(behindMs: number, allowBehind: boolean): string {
  const found = `The clock is ${durationText(behindMs)} behind the latest change in the log.`;
  if (allowBehind) return `${found} New changes are ordered at the time of that change.`;
  return behindMs > REFUSED_BEHIND_MS
    ? `${found} Writes to each tenant whose log is more than a day ahead are refused: ${MEND}.`
    : `${found} New changes are ordered at the time of that change until the clock is set.`;
}

/** The refusal of a write because the clock is too far behind the tenant's log. */
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

/** Rounded down to the largest unit that gives at least 2. */
function durationText(ms: number): string {
  const [name, size] = UNITS.find(([, unit]) => ms >= 2 * unit) ?? (['seconds', 1000] as const);
  return `${Math.floor(ms / size)} ${name}`;
}
