/**
 * Decodes the bytes of a file: UTF-8 or UTF-16, with or without a byte order mark. Refuses invalid bytes and reports where
 * the first one is. Never replaces characters.
 */
import { DataError } from '../../domain/errors.js';

type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be';

// The first bytes of files that are not text, or are in an unsupported encoding.
const NO_TEXT: readonly (readonly [hex: string, what: string])[] = [
  ['504b0304', 'a ZIP archive or a workbook of Excel'],
  ['1f8b', 'compressed by gzip'],
  ['25504446', 'a PDF'],
  ['53514c69746520666f726d617420', 'an SQLite database'],
  ['fffe0000', 'UTF-32'],
  ['0000feff', 'UTF-32'],
];

/** The text without its byte order mark. Throws a `DataError` with the file and the place of the first invalid byte. */
export function decodeText(bytes: Uint8Array, name: string): string {
  const noText = NO_TEXT.find(([hex]) => hexOf(bytes.subarray(0, hex.length / 2)) === hex);
  if (noText) throw new DataError(`${name} is ${noText[1]}. Give text in UTF-8 or UTF-16.`);
  const encoding = encodingOf(bytes);
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (error) {
    throw new DataError(badBytes(bytes, encoding, name), { cause: error });
  }
}

/** Detected by the byte order mark, or else by the zero bytes of UTF-16: the first character of JSON and YAML is ASCII. */
function encodingOf([first, second]: Uint8Array): Encoding {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  if (first !== 0 && second === 0) return 'utf-16le';
  return first === 0 && second !== 0 ? 'utf-16be' : 'utf-8';
}

function badBytes(bytes: Uint8Array, encoding: Encoding, name: string): string {
  const good = goodBytes(bytes, encoding);
  const before = new TextDecoder(encoding).decode(bytes.subarray(0, good)).split(/\r\n|[\n\r]/);
  const place = `${name}:${before.length}:${(before.at(-1)?.length ?? 0) + 1}`;
  const label = encoding.slice(0, 6).toUpperCase();
  const advice = 'Save the file as UTF-8 and try again.';
  const byte = bytes[good];
  if (byte === undefined || encoding !== 'utf-8')
    return `${place}: The bytes here are not whole characters of ${label}. ${advice}`;
  const inWindows = new TextDecoder('windows-1252').decode(bytes.subarray(good, good + 1));
  const meaning = /[\p{L}\p{P}\p{S}]/u.test(inWindows) ? `, in Windows-1252 the character ${inWindows},` : '';
  const hex = hexOf(bytes.subarray(good, good + 1)).toUpperCase();
  return `${place}: The byte 0x${hex}${meaning} is not UTF-8. ${advice}`;
}

/** The number of leading bytes that form whole characters. Binary search. */
function goodBytes(bytes: Uint8Array, encoding: Encoding): number {
  let [good, bad] = [0, bytes.length];
  while (good < bad) {
    const middle = Math.floor((good + bad) / 2);
    if (mayGoOn(bytes.subarray(0, middle + 1), encoding)) good = middle + 1;
    else bad = middle;
  }
  // The last bytes may be the start of a character that the invalid byte does not continue.
  for (; good > 0 && !isWhole(bytes.subarray(0, good), encoding); ) good -= 1;
  return good;
}

function mayGoOn(bytes: Uint8Array, encoding: Encoding): boolean {
  return decodes(() => new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: true }));
}

function isWhole(bytes: Uint8Array, encoding: Encoding): boolean {
  return decodes(() => new TextDecoder(encoding, { fatal: true }).decode(bytes));
}

function decodes(decode: () => string): boolean {
  try {
    decode();
    return true;
  } catch {
    return false;
  }
}

function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
