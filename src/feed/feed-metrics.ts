/** Measures how far the followers of the change feed are behind the log. Reads nothing of the log itself. */
import type { RecordedChange } from '../domain/change.js';
import { NO_LABELS, type Telemetry } from '../domain/telemetry.js';

/** Some followers of one log. */
interface Followed {
  readonly followers: number;
  /** Those that have every change. */
  readonly waiting: number;
}

export class FeedMetrics {
  readonly #telemetry: Telemetry;

  constructor(telemetry: Telemetry, all: () => Iterable<Followed>) {
    this.#telemetry = telemetry;
    telemetry.observe('derived_credentials_feed_followers', () => {
      let [followers, current] = [0, 0];
      for (const each of all()) {
        followers += each.followers;
        current += each.waiting;
      }
      return [
        [current, { state: 'current' }],
        [followers - current, { state: 'behind' }],
      ];
    });
  }

  /** A follower that began at a time gets a change. What was committed before that says nothing about the delay. */
  delivered({ recordedAt }: RecordedChange, followsSince: number): void {
    if (recordedAt < followsSince) return;
    const seconds = Math.max(0, Date.now() - recordedAt) / 1000;
    this.#telemetry.record('derived_credentials_feed_delay_seconds', seconds, NO_LABELS);
  }
}
