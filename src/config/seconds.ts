/** Options that are a number of seconds. */
import * as z from 'zod';

/** Seconds from `least` to `most`, with up to three decimals. */
export function seconds(least: number, most: number) {
  const error = `is not a number of seconds from ${least} to ${most}`;
  return z
    .string()
    .regex(/^\d{1,5}(?:\.\d{1,3})?$/, error)
    .transform(Number)
    .pipe(z.number().min(least, error).max(most, error));
}

export function inMs(seconds: number): number {
  return Math.round(seconds * 1000);
}
