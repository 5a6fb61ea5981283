/** Reports the batches of commits that a store has written, the same way for both databases. */
import { NO_LABELS, secondsSince, type Telemetry } from '../../domain/telemetry.js';

/** Called once a batch is durable: when its transaction began, and since when its commits waited (`performance.now()`). */
export type OnBatch = (began: number, since: readonly number[]) => void;

export function reportBatches(telemetry: Telemetry): OnBatch {
  return (began, since) => {
    telemetry.record('derived_credentials_commit_batch_size', since.length, NO_LABELS);
    telemetry.record('derived_credentials_commit_write_seconds', secondsSince(began), NO_LABELS);
    for (const each of since) {
      telemetry.record('derived_credentials_commit_wait_seconds', (began - each) / 1000, NO_LABELS);
    }
  };
}

/** `length` returns how many commits are waiting or being written. */
export function observeQueue(telemetry: Telemetry | null, length: () => number): void {
  telemetry?.observe('derived_credentials_commit_queue_length', () => [[length(), NO_LABELS]]);
}
