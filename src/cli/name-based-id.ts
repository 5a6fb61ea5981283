/** Makes the id of an object that a file names without an id, so that reading the file again finds the same object. */
import { createHash } from 'node:crypto';

/**
 * Always gives the same UUID for the same name and generation. Ids of deleted objects are not used again, so the next object
 * of the name takes the next generation.
 */
export function idForName(name: string, generation = 1): string {
  // Names contain no line break, so a name cannot equal another name with its generation.
  const suffix = generation === 1 ? '' : `\n${generation}`;
  const digits = createHash('sha256').update(`IntuneDerivedCredential/${name}${suffix}`).digest('hex');
  const parts = [digits.slice(0, 8), digits.slice(8, 12), `8${digits.slice(13, 16)}`, `8${digits.slice(17, 20)}`];
  return [...parts, digits.slice(20, 32)].join('-');
}
