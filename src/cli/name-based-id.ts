/** The id of an object that a file knows by its name alone, so that taking the file in again finds the same object. */
import { createHash } from 'node:crypto';

/**
 * The same UUID for the same name, always. An id that has belonged to a deleted object is not given out again, so the
 * object that gets the name after it is of the next generation.
 */
export function idForName(name: string, generation = 1): string {
  // No name holds a line break, so no name can pass for another's later generation.
  const suffix = generation === 1 ? '' : `\n${generation}`;
  const digits = createHash('sha256').update(`IntuneDerivedCredential/${name}${suffix}`).digest('hex');
  const parts = [digits.slice(0, 8), digits.slice(8, 12), `8${digits.slice(13, 16)}`, `8${digits.slice(17, 20)}`];
  return [...parts, digits.slice(20, 32)].join('-');
}
