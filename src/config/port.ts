/** Options that are a number of a port. */
import * as z from 'zod';

export const MAX_PORT = 65_535;

/** `least` is 0 if a free port may be taken. */
export function port(least: 0 | 1) {
  const error = `is not a port number from ${least} to ${MAX_PORT}`;
  return z
    .string()
    .regex(/^\d{1,5}$/, error)
    .transform(Number)
    .pipe(z.number().min(least, error).max(MAX_PORT, error));
}
