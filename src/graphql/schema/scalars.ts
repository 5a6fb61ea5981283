/**
 * The contract's scalars. Input is parsed by graphql-scalars. Output is written without parsing and validating it again, because
 * the domain's values are valid: that makes a page with forty times several times faster.
 */
import type { GraphQLScalarType } from 'graphql';
import { GraphQLDateTime, GraphQLURL } from 'graphql-scalars';

const DAY_MS = 86_400_000;
// The last valid time of `Date`. Its day has no other valid time.
const MAX_TIME = 100_000_000 * DAY_MS;

// Only the parsers: the descriptions are in the contract.
export const SCALARS = {
  DateTime: { ...parsersOf(GraphQLDateTime), serialize: (time: unknown) => timeText(Number(time)) },
  URL: { ...parsersOf(GraphQLURL), serialize: String },
};

function parsersOf({ parseValue, parseLiteral }: GraphQLScalarType) {
  return { parseValue, parseLiteral };
}

let latestDay = Number.NaN;
let latestDate = '';

/** Milliseconds since the epoch, written like `Date.toISOString`. Throws a `RangeError` if they are not a valid time. */
export function timeText(given: number): string {
  const time = Math.trunc(given);
  const day = Math.floor(time / DAY_MS);
  // Computing the date is most of the work, and most times are of the same day as the one before.
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
