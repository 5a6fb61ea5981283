/** Checks that a response contains no text of the database, the libraries or the machine. */
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

/** Asserts that a text reveals nothing about the implementation and the machine. */
export function expectNoLeak(text: string): void {
  for (const leak of LEAKS) expect(text).not.toMatch(leak);
  expect(text).not.toContain(ROOT);
}
