/** What no answer may hold: texts of the storage, the libraries and the machine underneath. */
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const LEAKS = [
  /sqlite/i,
  /no such (?:table|column)|constraint failed|from "(?:settings|change)"|INTO (?:settings|change|tenant) \(/,
  /node_modules|graphql-js|apollo/i,
  /\bat (?:async )?[\w.<>]+ \(|\.[cm]?[jt]s:\d+/,
  /file:\/\//,
  /stacktrace|Maximum call stack|TypeError|RangeError|\[object Object\]/,
];

/** Asserts that a text shows nothing of what the service is made of and where it runs. */
export function expectNoLeak(text: string): void {
  for (const leak of LEAKS) expect(text).not.toMatch(leak);
  expect(text).not.toContain(ROOT);
}
