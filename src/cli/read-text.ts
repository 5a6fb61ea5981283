/** Reads the files that commands are given. Tells the operator what keeps one from being read. */
import { readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { DataError } from '../domain/errors.js';

/** The text of a file, or of standard input where it is `-`. Throws a `DataError` where there is none. */
export async function readText(file: string): Promise<string> {
  let bytes: Buffer;
  try {
    bytes = file === '-' ? await buffer(process.stdin) : await readFile(file);
  } catch (error) {
    throw new DataError(`${file} cannot be read. Check its name and permissions.`, { cause: error });
  }
  return decoded(bytes);
}

/** Windows PowerShell writes UTF-16 unless told otherwise, and a mark in front of its UTF-8. */
function decoded(bytes: Buffer): string {
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (error) {
    throw new DataError('The file is not UTF-8. Save it as UTF-8 and try again.', { cause: error });
  }
}
