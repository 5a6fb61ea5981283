/**
 * The contract's scalars: read as the library reads them, written from the forms in which the domain keeps them. Those are
 * right already, so nothing is parsed to be written, and a page with forty times in it is written in a fraction of the time.
 */
import type { GraphQLScalarType } from 'graphql';
import { GraphQLDateTime, GraphQLURL } from 'graphql-scalars';

const DAY_MS = 86_400_000;
// The last there is, with which its day ends.
const MAX_TIME = 100_000_000 * DAY_MS;

// Without the library's words about them: the contract has its own.
export const SCALARS = {
  DateTime: { ...readingOf(GraphQLDateTime), serialize: (time: unknown) => timeText(Number(time)) },
  URL: { ...readingOf(GraphQLURL), serialize: String },
};

function readingOf({ parseValue, parseLiteral }: GraphQLScalarType) {
  return { parseValue, parseLiteral };
}

let latestDay = Number.NaN;
let latestDate = '';

/** Milliseconds since the epoch as `Date` writes them. Throws a `RangeError` for what is no time. */
export function timeText(given: number): string {
  const time = Math.trunc(given);
  const day = Math.floor(time / DAY_MS);
  // Most times are of the same day as the one before, and the calendar is most of the work.
  if (day !== latestDay || time > MAX_TIME) {
    latestDate = new Date(time).toISOString().slice(0, -'00:00:00.000Z'.length);
    latestDay = day;
  }
  const milliseconds = time - day * DAY_MS;
  const seconds = Math.floor(milliseconds / 1000);
  const minutes = Math.floor(seconds / 60);
  const [h, m, s] = [twoDigits(Math.floor(minutes / 60)), twoDigits(minutes % 60), twoDigits(seconds % 60)];
  return `${latestDate}${h}:${m}:${s}.${String(milliseconds % 1000).padStart(3, '0')}Z`;
}

function twoDigits(number: number): string {
  return number < 10 ? `0${number}` : String(number);
}
