/** Reads the files that are given to commands. Errors say why a file cannot be read. */
import { readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { DataError } from '../../domain/errors.js';
import { terminalSafe } from '../terminal/quoting.js';
import { decodeText } from './decode-text.js';

/** The text of a file, or of standard input if it is `-`. Throws a `DataError` if it cannot be read or is empty. */
export async function readText(file: string): Promise<string> {
  const name = nameOf(file);
  let bytes: Buffer;
  try {
    bytes = file === '-' ? await buffer(process.stdin) : await readFile(file);
  } catch (error) {
    throw new DataError(`${name} cannot be read. Check its name and permissions.`, { cause: error });
  }
  return decodeText(bytes, name);
}

/** The name of the file in messages. */
export function nameOf(file: string): string {
  return file === '-' ? 'standard input' : terminalSafe(file);
}
