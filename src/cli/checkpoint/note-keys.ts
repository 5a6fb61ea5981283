/**
 * The keys of signed notes (https://c2sp.org/signed-note): Ed25519 keys that have a name. Reads them from PEM files, and reads and
 * writes the one-line form in which verifiers get them.
 */
import { createPrivateKey, createPublicKey, hash, type KeyObject } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { terminalSafe } from '../../desired/quoting.js';
import { SetupError } from '../../domain/errors.js';

/** A public key whose signatures count. */
export interface Verifier {
  /** The name that a signature must have; null for any. */
  readonly name: string | null;
  readonly key: KeyObject;
}

// The type of a key and of its signatures.
const ED25519 = 0x01;
const KEY_NAME = /^[^\s+\p{C}]+$/u;
const VERIFIER_KEY = /^([^\s+\p{C}]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]{44})$/u;

export function isKeyName(text: string): boolean {
  return KEY_NAME.test(text);
}

/** The four bytes by which a signature names its key, in hexadecimal digits. */
export function keyId(name: string, publicKey: KeyObject): string {
  const bytes = Buffer.concat([Buffer.from(`${name}\n`), typedKey(publicKey)]);
  return hash('sha256', bytes, 'hex').slice(0, 8);
}

/** The form for verifiers: `name+id+key`. */
export function verifierKey(name: string, publicKey: KeyObject): string {
  return `${name}+${keyId(name, publicKey)}+${typedKey(publicKey).toString('base64')}`;
}

/** Throws a `SetupError` if the file has no Ed25519 private key in PEM form. */
export async function readPrivateKey(file: string): Promise<KeyObject> {
  const pem = await readKeyFile(file);
  return ed25519(() => createPrivateKey(pem), `${terminalSafe(file)} has no private key`);
}

/** The public key of a PEM file with either key of a pair. Throws a `SetupError` if it has none of Ed25519. */
export async function readPublicKey(file: string): Promise<KeyObject> {
  return publicKeyIn(await readKeyFile(file), file);
}

/** The verifier of a `verifierKey`, or of a file with one or with a PEM key. Throws a `SetupError` if it is none. */
export async function readVerifier(given: string): Promise<Verifier> {
  const text = VERIFIER_KEY.test(given) ? given : await readKeyFile(given);
  return VERIFIER_KEY.test(text) ? verifierFrom(text) : { name: null, key: publicKeyIn(text, given) };
}

function publicKeyIn(pem: string, file: string): KeyObject {
  return ed25519(() => createPublicKey(pem), `${terminalSafe(file)} has no key`);
}

function verifierFrom(text: string): Verifier {
  const [, name = '', id, base64 = ''] = VERIFIER_KEY.exec(text) ?? [];
  const x = Buffer.from(base64, 'base64').subarray(1).toString('base64url');
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
  if (verifierKey(name, key) === text) return { name, key };
  throw new SetupError(`The verifier key ${name}+${id}+… is damaged, or is not of Ed25519. Copy it as it was printed.`);
}

/** The key as the form for verifiers has it: its type, and its 32 bytes. */
function typedKey(publicKey: KeyObject): Buffer {
  const { x = '' } = publicKey.export({ format: 'jwk' });
  return Buffer.concat([Buffer.of(ED25519), Buffer.from(x, 'base64url')]);
}

/** `missing`: what to report if there is no such key. */
function ed25519(parse: () => KeyObject, missing: string): KeyObject {
  try {
    const key = parse();
    if (key.asymmetricKeyType === 'ed25519') return key;
  } catch {
    // Reported below: an error of OpenSSL says nothing to the operator.
  }
  throw new SetupError(
    `${missing} of Ed25519 in PEM form, or it has a password. "openssl genpkey -algorithm ed25519" makes one.`,
  );
}

async function readKeyFile(file: string): Promise<string> {
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch (error) {
    const { code = 'unknown error' } = error as NodeJS.ErrnoException;
    throw new SetupError(`The key ${terminalSafe(file)} cannot be read (${code}).`, { cause: error });
  }
}
