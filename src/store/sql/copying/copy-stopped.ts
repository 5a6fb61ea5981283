/** The refusal of a copy that stopped before its end. Always says what that means for the target. */
import { Refusal } from '../../../domain/errors.js';

export function copyStopped(why: string, cause?: unknown): Refusal {
  const rest = 'What was copied is kept, and no service can use it yet. Run the same command again: it continues.';
  return new Refusal('UNAVAILABLE', `${why} ${rest}`, { cause });
}
