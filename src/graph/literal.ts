/** Formats values from requests for error messages. */

/** A value as text: shortened, without control characters, safe to send back. */
export function literal(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text
    .replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, '�')
    .slice(0, 64)
    .toWellFormed();
}
