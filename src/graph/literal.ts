/** Values that others sent, made fit for a message. */

/** What somebody sent, short and harmless enough to be sent back. */
export function literal(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text
    .replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, '�')
    .slice(0, 64)
    .toWellFormed();
}
