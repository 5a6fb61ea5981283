/** Makes the id of an object that a file names without an id, so that reading the file again finds the same object. */
// Browsers hash only asynchronously, and only on pages from a secure origin.
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { idOfDigits } from '../../domain/derived-credential-settings.js';

/**
 * Always gives the same UUID for the same name and generation. Ids of deleted objects are not used again, so the next object
 * of the name takes the next generation.
 */
export function idForName(name: string, generation = 1): string {
  // Names contain no line break, so a name cannot equal another name with its generation.
  const suffix = generation === 1 ? '' : `\n${generation}`;
  return idOfDigits(bytesToHex(sha256(utf8ToBytes(`IntuneDerivedCredential/${name}${suffix}`))));
}
