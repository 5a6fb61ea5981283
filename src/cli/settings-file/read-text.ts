/** Reads the files that are given to commands. Errors say why a file cannot be read. */
import { readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { terminalSafe } from '../../desired/quoting.js';
import { decodeText } from '../../desired/settings-file/decode-text.js';
import { DataError } from '../../domain/errors.js';

/** The text of a file, or of standard input if it is `-`. Throws a `DataError` if it cannot be read or is not text. */
export async function readText(file: string): Promise<string> {
  return decodeText(await readBytes(file), nameOf(file));
}

/** The bytes of a file, or of standard input if it is `-`. Throws a `DataError` if it cannot be read. */
export async function readBytes(file: string): Promise<Uint8Array> {
  try {
    return await (file === '-' ? buffer(process.stdin) : readFile(file));
  } catch (error) {
    throw new DataError(`${nameOf(file)} cannot be read. Check its name and permissions.`, { cause: error });
  }
}

/** The name of the file in messages. */
export function nameOf(file: string): string {
  return file === '-' ? 'standard input' : terminalSafe(file);
}
