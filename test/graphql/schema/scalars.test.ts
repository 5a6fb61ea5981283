/** Tests that all times are written like by `Date`. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { timeText } from '../../../src/graphql/schema/scalars.js';

const DAY = 86_400_000;
const LAST = 8_640_000_000_000_000;

const day = fc.integer({ min: -LAST / DAY, max: LAST / DAY });
const near = fc.integer({ min: -3, max: 3 });
const timeArbitrary = fc.oneof(
  fc.maxSafeInteger(),
  fc.integer({ min: -LAST, max: LAST }),
  fc.double({ min: -LAST, max: LAST }),
  // About the borders of days, and where there are no more.
  fc.tuple(day, near).map(([days, milliseconds]) => days * DAY + milliseconds),
  fc.tuple(fc.constantFrom(-LAST, 0, LAST, Date.UTC(0, 0), Date.UTC(10_000, 0)), near).map(([time, by]) => time + by),
  fc.double(),
);

function told(write: () => string): string {
  try {
    return write();
  } catch (error) {
    return String(error);
  }
}

test('Every time is written as Date writes it, whichever was written before, and an invalid one is refused', () => {
  fc.assert(
    fc.property(fc.array(timeArbitrary, { minLength: 1 }), (times) => {
      for (const time of times) expect(told(() => timeText(time))).toBe(told(() => new Date(time).toISOString()));
    }),
    { numRuns: 2000, examples: [[[LAST, LAST + 1]], [[-LAST, -LAST - 1]], [[1, 1.5, -0.5]]] },
  );
});
