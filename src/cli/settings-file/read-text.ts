/** Reads the files that commands are given. Tells the operator what keeps one from being read. */
import { readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { DataError } from '../../domain/errors.js';
import { terminalSafe } from '../terminal/quoting.js';
import { decodeText } from './decode-text.js';

/** The text of a file, or of standard input where it is `-`. Throws a `DataError` where there is none. */
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

/** A file as messages name it. */
export function nameOf(file: string): string {
  return file === '-' ? 'standard input' : terminalSafe(file);
}
