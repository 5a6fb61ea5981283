/** How long to wait: after failures, and between looks for what Graph may not show yet. Pure. */

const FIRST_MS = 1_000;
const FIRST_THROTTLED_MS = 10_000;
const MOST_MS = 600_000;

/** Exponential backoff with full jitter. What Graph asks for counts, even beyond our own limit. */
export function backoffMs(
  failures: number,
  random: number,
  { retryAfterMs, throttled }: { readonly retryAfterMs: number | null; readonly throttled: boolean },
): number {
  if (retryAfterMs !== null) return retryAfterMs;
  const first = throttled ? FIRST_THROTTLED_MS : FIRST_MS;
  return Math.max(50, random * Math.min(MOST_MS, first * 2 ** Math.min(failures, 20)));
}

// At 0, 2, 5, 15, 30, 60 and 120 seconds with the usual settling time of 120 seconds. The last look begins after it.
const LOOKS = [0, 1 / 60, 1 / 24, 1 / 8, 1 / 4, 1 / 2, 1] as const;

/** Milliseconds until the next look, `ageMs` after what is looked for, when `looks` have been made. */
export function nextLookMs(looks: number, ageMs: number, settleMs: number): number {
  const at = LOOKS[looks];
  return at === undefined ? settleMs / 4 : Math.max(0, Math.ceil(at * settleMs) - ageMs);
}
