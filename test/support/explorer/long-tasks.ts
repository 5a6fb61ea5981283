/// <reference lib="dom" />
/** Measures what a page does in one piece, and how many rows its list holds. */
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

const LONGEST_MS = 100;
// Another process can take the processor away from the page. It will not do so each time in the same part of the way.
const ATTEMPTS = 4;
// Those in a viewport of 1,000 pixels, and those beyond it.
const MOST_ROWS = 50;

/** What the page did in one piece for longer than 50 ms, in milliseconds, and the most rows that the list has held. */
interface Observed {
  tasks: number[];
  rows: number;
}
declare global {
  var observed: Observed;
}

function observe(): void {
  globalThis.observed = { tasks: [], rows: 0 };
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) globalThis.observed.tasks.push(duration);
  }).observe({ type: 'longtask' });
  const count = () => {
    const rows = document.querySelectorAll('.list tbody tr').length;
    globalThis.observed.rows = Math.max(globalThis.observed.rows, rows);
    requestAnimationFrame(count);
  };
  count();
}

export interface Measuring {
  /** Does something, and does it again if a task took too long. */
  measure(way: string, use: () => Promise<void>): Promise<void>;
  /** What had a task that took too long, in each attempt: its name, and milliseconds. */
  readonly tooLong: readonly (readonly [way: string, ms: number])[];
}

/** To be called before the page is opened. */
export async function measuring(page: Page): Promise<Measuring> {
  await page.addInitScript(observe);
  const tooLong: [string, number][] = [];
  const measure = async (way: string, use: () => Promise<void>) => {
    let longest = Number.POSITIVE_INFINITY;
    for (let attempt = 1; attempt <= ATTEMPTS && longest > LONGEST_MS; attempt += 1) {
      await use();
      longest = Math.min(longest, await longestSince(page));
    }
    if (longest > LONGEST_MS) tooLong.push([way, longest]);
  };
  return { measure, tooLong };
}

/** The longest task since the last call. */
async function longestSince(page: Page): Promise<number> {
  // The observer is told of a task a moment after it.
  await page.waitForTimeout(100);
  const { tasks, rows } = await page.evaluate(() => {
    const seen = globalThis.observed;
    globalThis.observed = { ...seen, tasks: [] };
    return seen;
  });
  expect(rows).toBeLessThan(MOST_ROWS);
  return Math.max(0, ...tasks);
}
