/** The `Retry-After` header. */

// 24 hours: a larger value is not a wait that Graph means.
const MAX_MS = 86_400_000;

/**
 * Milliseconds to wait. Takes seconds, also with a fraction (Microsoft's own example is `2.128`), or an HTTP date, which is
 * compared with the response's `Date` if there is one, because the local clock may be wrong. Null if absent or unreadable.
 */
export function retryAfterMs(headers: Headers, now: number): number | null {
  const text = headers.get('retry-after')?.trim() ?? '';
  if (/^\d{1,9}(?:\.\d{1,9})?$/.test(text)) return Math.min(Math.ceil(Number(text) * 1000), MAX_MS);
  const at = httpDate(text);
  if (at === null) return null;
  return Math.min(Math.max(at - (httpDate(headers.get('date') ?? '') ?? now), 0), MAX_MS);
}

/** Milliseconds since the epoch; null if it is no HTTP date. */
export function httpDate(text: string): number | null {
  const at = /^[A-Z][a-z]{2}, .* GMT$/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? null : at;
}
