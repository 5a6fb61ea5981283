/**
 * Signed notes (https://c2sp.org/signed-note) with Ed25519: writes them, finds them in a file, and verifies them. Knows nothing of
 * what they say.
 */
import { type KeyObject, verify } from 'node:crypto';
import { terminalSafe } from '../../desired/quoting.js';
import { DataError } from '../../domain/errors.js';
import { keyId, type Verifier } from './note-keys.js';

/** A note whose signatures were not verified. */
export interface Note {
  /** `file:line`, for messages. */
  readonly place: string;
  /** What is signed, with its last line break. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

interface NoteSignature {
  readonly name: string;
  /** In hexadecimal digits. */
  readonly keyId: string;
  readonly bytes: Buffer;
}

const ID_BYTES = 4;
// A text may have empty lines by the specification. Here it has none, so that notes can follow one another in a file.
const NOTE = /((?:[^\n]+\n)+)\n((?:— [^\n]+\n)+)\n*/gy;
const SIGNATURE = /^— ([^\s+]+) ([A-Za-z0-9+/]+={0,2})$/u;

/** The note of a text that has a signature by a key of this name. */
export function noteOf(text: string, signature: Buffer, name: string, publicKey: KeyObject): string {
  const bytes = Buffer.concat([Buffer.from(keyId(name, publicKey), 'hex'), signature]);
  return `${text}\n— ${name} ${bytes.toString('base64')}\n`;
}

export function isSignedBy(publicKey: KeyObject, text: string, signature: Buffer): boolean {
  return verify(null, Buffer.from(text), publicKey, signature);
}

/** The notes of a file, one after the other. Throws a `DataError` if it has anything else. */
export function notesIn(content: string, file: string): readonly Note[] {
  const whole = `${content.trim()}\n`;
  const notes: Note[] = [];
  let [end, line] = [0, 1];
  for (const [found, text = '', lines = ''] of whole.matchAll(NOTE)) {
    const place = `${file}:${line}`;
    const signatures = lines.trimEnd().split('\n');
    notes.push({ place, text, signatures: signatures.map((each) => signatureIn(each, place)) });
    end += found.length;
    line += found.split('\n').length - 1;
  }
  if (end < whole.length) throw new DataError(`${file}:${line}: This is no signed note.`);
  return notes;
}

/**
 * The text of a note that at least one of the verifiers has signed. Signatures by others do not count. Throws a `DataError` if there
 * is none, or if one of a verifier's is wrong.
 */
export function verifiedText({ place, text, signatures }: Note, verifiers: readonly Verifier[]): string {
  const known = signatures.flatMap((signature) => {
    const verifier = verifiers.find(({ name, key }) => isBy(signature, name ?? signature.name, key));
    return verifier === undefined ? [] : [{ ...signature, key: verifier.key }];
  });
  if (known.length === 0) {
    const signers = signatures.map(({ name, keyId: id }) => terminalSafe(`${name}+${id}`)).join(', ');
    throw new DataError(`${place}: This note is signed by an unknown key: ${signers}.`);
  }
  const wrong = known.find(({ key, bytes }) => !isSignedBy(key, text, bytes));
  if (wrong === undefined) return text;
  throw new DataError(
    `${place}: The signature by ${terminalSafe(wrong.name)} is wrong: this note was altered or forged.`,
  );
}

function isBy(signature: NoteSignature, name: string, key: KeyObject): boolean {
  return signature.name === name && signature.keyId === keyId(name, key);
}

function signatureIn(line: string, place: string): NoteSignature {
  const [, name = '', base64 = ''] = SIGNATURE.exec(line) ?? [];
  const bytes = Buffer.from(base64, 'base64');
  if (bytes.length <= ID_BYTES || bytes.toString('base64') !== base64) {
    throw new DataError(`${place}: This note has a signature that cannot be read.`);
  }
  return { name, keyId: bytes.toString('hex', 0, ID_BYTES), bytes: bytes.subarray(ID_BYTES) };
}
