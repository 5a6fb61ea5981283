/** Texts of others, such as names and a server's words, made fit for a terminal. */

const UNSAFE = /[^\P{C}\n]|[\p{Zl}\p{Zp}]/gu;

/** A text in which no character moves the cursor, changes colours or the direction of writing, or cannot be seen. */
export function harmless(text: string): string {
  return text.toWellFormed().replace(UNSAFE, '�');
}

/** A value as JSON has it: texts in quotes, on one line. */
export function quoted(value: unknown): string {
  return harmless(JSON.stringify(value) ?? 'undefined');
}
