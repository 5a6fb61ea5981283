/** Makes untrusted text, such as names and a server's messages, safe to print on a terminal. */
import { NEEDED_HIDDEN } from '../domain/hidden-characters.js';

const EXCERPT_MAX = 100;
const UNSAFE = String.raw`[^\P{C}\n]|[\p{Zl}\p{Zp}]`;
const NEEDED_OR_UNSAFE = new RegExp(`(?<needed>${NEEDED_HIDDEN})|${UNSAFE}`, 'gv');

/**
 * Replaces control and invisible characters, which could move the cursor, or change colours or the direction of writing.
 * Keeps the joiners that some scripts and emoji need.
 */
export function terminalSafe(text: string): string {
  return text.toWellFormed().replace(NEEDED_OR_UNSAFE, (_, needed?: string) => needed ?? '�');
}

/** The same on one line. */
export function terminalSafeLine(text: string): string {
  return terminalSafe(text).replaceAll('\n', '�');
}

/** Like `quoted`, but a long value is shortened. */
export function excerpt(value: unknown): string {
  const text = quoted(value);
  return text.length > EXCERPT_MAX ? `${text.slice(0, EXCERPT_MAX).toWellFormed()}…` : text;
}

/** A value as JSON on one line. */
export function quoted(value: unknown): string {
  return terminalSafe(JSON.stringify(value) ?? 'undefined');
}
