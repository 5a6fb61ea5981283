/** Makes the id of an object that a file names without an id, so that reading the file again finds the same object. */
import { createHash } from 'node:crypto';
import { idOfDigits } from '../domain/derived-credential-settings.js';

/**
 * Always gives the same UUID for the same name and generation. Ids of deleted objects are not used again, so the next object
 * of the name takes the next generation.
 */
export function idForName(name: string, generation = 1): string {
  // Names contain no line break, so a name cannot equal another name with its generation.
  const suffix = generation === 1 ? '' : `\n${generation}`;
  return idOfDigits(createHash('sha256').update(`IntuneDerivedCredential/${name}${suffix}`).digest('hex'));
}
