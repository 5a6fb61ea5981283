/**
 * The spans of the requests that made the latest changes, so that their deliveries belong to the same traces. Bounded, and lost
 * with the process.
 */
import type { Span } from './tracing.js';

/** Which change it is. */
interface ChangeKey {
  readonly tenantId: string;
  readonly settingsId: string;
  readonly version: number;
}

const MAX_SPANS = 1000;

export class ChangeSpans {
  /** The oldest first. */
  readonly #spans = new Map<string, Span>();

  keep(change: ChangeKey, span: Span): void {
    this.#spans.set(keyOf(change), span);
    if (this.#spans.size <= MAX_SPANS) return;
    for (const oldest of this.#spans.keys()) {
      this.#spans.delete(oldest);
      return;
    }
  }

  forget(change: ChangeKey): void {
    this.#spans.delete(keyOf(change));
  }

  /** Null if it is not known. */
  find(change: ChangeKey): Span | null {
    return this.#spans.get(keyOf(change)) ?? null;
  }
}

function keyOf({ tenantId, settingsId, version }: ChangeKey): string {
  return `${tenantId} ${settingsId} ${version}`;
}
