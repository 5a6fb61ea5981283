/** The days of the charts, without a browser: they follow each other without a gap also when clocks change. */
import { afterEach, expect, test, vi } from 'vitest';
import { dayName, daysUntil, isIn } from '../../../src/explorer/page/console/insights/days.js';

const HOUR_MS = 3_600_000;

afterEach(() => {
  vi.unstubAllEnvs();
});

test.each([
  // Clocks go back on 1 November and forward on 14 March.
  ['America/New_York', '2026-11-03T12:00:00Z', [24, 24, 25, 24, 24]],
  ['America/New_York', '2027-03-15T12:00:00Z', [24, 24, 24, 23, 24]],
  // By half an hour.
  ['Australia/Lord_Howe', '2026-10-05T00:00:00Z', [24, 24, 24, 23.5, 24]],
  // At midnight: this day begins at one.
  ['Africa/Cairo', '2026-04-25T12:00:00Z', [24, 24, 24, 23, 24]],
  ['Asia/Kolkata', '2026-11-03T18:31:00Z', [24, 24, 24, 24, 24]],
])('in %s, the days until %s have %j hours', (zone, moment, hours) => {
  vi.stubEnv('TZ', zone);
  const days = daysUntil(new Date(moment), 5);
  expect(days.map(({ from, to }) => (Date.parse(to) - Date.parse(from)) / HOUR_MS)).toEqual(hours);
  expect(days.slice(1).map(({ from }) => from)).toEqual(days.slice(0, -1).map(({ to }) => to));
  expect(days.filter((day) => isIn(day, moment))).toEqual(days.slice(-1));
  expect(new Set(days.map(dayName)).size).toBe(5);
});
