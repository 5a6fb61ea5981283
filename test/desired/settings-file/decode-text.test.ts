/** Proves which bytes are read as text, and that bad ones are refused with their place instead of being replaced. */
import { expect, test } from 'vitest';
import { decodeText } from '../../../src/desired/settings-file/decode-text.js';
import { DataError } from '../../../src/domain/errors.js';

const TEXT = '# Zürich – 😀\r\nname: "Außendienst"\r\n';
const BOM = '\ufeff';
const utf16le = (text: string) => Buffer.from(text, 'utf16le');
const utf16be = (text: string) => utf16le(text).swap16();

const ENCODINGS: readonly (readonly [name: string, bytes: Buffer])[] = [
  ['UTF-8', Buffer.from(TEXT)],
  ['UTF-8 with a byte order mark', Buffer.from(BOM + TEXT)],
  ['UTF-16LE', utf16le(TEXT)],
  ['UTF-16LE with a byte order mark', utf16le(BOM + TEXT)],
  ['UTF-16BE', utf16be(TEXT)],
  ['UTF-16BE with a byte order mark', utf16be(BOM + TEXT)],
];

test.each(ENCODINGS)('%s is read', (_name, bytes) => {
  expect(decodeText(bytes, 'file')).toBe(TEXT);
});

test('no bytes are no text', () => {
  expect(decodeText(Buffer.alloc(0), 'file')).toBe('');
});

const UTF16 = 'The bytes here are not whole characters of UTF-16.';
const BAD: readonly (readonly [what: string, bytes: Buffer, told: string])[] = [
  [
    'Windows-1252',
    Buffer.from('a: 1\r\nb: Zürich\r\n', 'latin1'),
    'file:2:5: The byte 0xFC, in Windows-1252 the character ü, is not UTF-8.',
  ],
  ['a byte of nothing', Buffer.from([0x61, 0x0a, 0x62, 0x81]), 'file:2:2: The byte 0x81 is not UTF-8.'],
  [
    'UTF-8 that ends within a character',
    Buffer.from('aé').subarray(0, 2),
    'file:1:2: The byte 0xC3, in Windows-1252 the character Ã, is not UTF-8.',
  ],
  ['UTF-16 that ends within a character', utf16le('ab\ncd').subarray(0, 9), `file:2:2: ${UTF16}`],
  ['UTF-16 with half a surrogate pair', utf16be('a\nb\ud83d c'), `file:2:2: ${UTF16}`],
];

test.each(BAD)('%s is refused with the place of the first bad byte', (_what, bytes, told) => {
  expect(() => decodeText(bytes, 'file')).toThrow(DataError);
  expect(() => decodeText(bytes, 'file')).toThrow(`${told} Save the file as UTF-8 and try again.`);
});

test('the place of a bad byte is found in a large file too', () => {
  const bytes = Buffer.concat([Buffer.from('é: 1\n'.repeat(1_000_000)), Buffer.from([0xff])]);
  expect(() => decodeText(bytes, 'file')).toThrow('file:1000001:1: The byte 0xFF');
});

test.each([
  ['PK\u0003\u0004', 'a ZIP archive or a workbook of Excel'],
  ['%PDF-1.7', 'a PDF'],
  ['SQLite format 3\0', 'an SQLite database'],
])('a file that begins with %j is recognised and named', (beginning, what) => {
  expect(() => decodeText(Buffer.from(beginning, 'latin1'), 'file')).toThrow(
    `file is ${what}. Give text in UTF-8 or UTF-16.`,
  );
});
