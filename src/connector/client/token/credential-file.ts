/**
 * Reads the files that the application's credential is in. Names the configuration variable instead of the path in errors,
 * because errors are shown to clients, and never a part of the content.
 */
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { open } from 'node:fs/promises';
import { TokenFailure } from './token-failure.js';

export type CredentialVariable = 'GRAPH_CLIENT_SECRET_FILE' | 'GRAPH_CERTIFICATE_FILE' | 'GRAPH_FEDERATED_TOKEN_FILE';

/** A certificate with its key, as PEM. */
export interface ClientCertificate {
  /** SHA-256 of the certificate in hexadecimal digits. */
  readonly thumbprintSha256: string;
  readonly privateKey: string;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
}

const MAX_BYTES = 64 * 1024;
const KEY = /-----BEGIN ([A-Z ]*)PRIVATE KEY-----[\s\S]+?-----END \1PRIVATE KEY-----/;
const CERTIFICATE = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g;
const NEW_PEM = 'Give a PEM file that holds the certificate and its unencrypted RSA private key.';

/** The content without white space around it. Throws a `TokenFailure` if it cannot be read or is empty. */
export async function readCredentialFile(path: string, variable: CredentialVariable): Promise<string> {
  let text: string;
  try {
    text = (await readStart(path)).trim();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw fault(
      variable,
      `cannot be read (${code ?? 'unknown error'}). Check that it exists and the service may read it.`,
    );
  }
  if (text === '') throw fault(variable, 'is empty. Write the credential to it.');
  return text;
}

/** The certificate and key of a PEM file. Throws a `TokenFailure` that says what is wrong with it. */
export function certificateFromPem(pem: string): ClientCertificate {
  const variable = 'GRAPH_CERTIFICATE_FILE';
  const privateKey = KEY.exec(pem)?.[0];
  const certificates = (pem.match(CERTIFICATE) ?? []).flatMap(parsed);
  if (certificates.length === 0) throw fault(variable, `holds no certificate that can be read. ${NEW_PEM}`);
  if (privateKey === undefined) throw fault(variable, `holds no private key. ${NEW_PEM}`);
  const key = parsedKey(privateKey);
  if (key === null || key.asymmetricKeyType !== 'rsa') {
    throw fault(variable, `holds a private key that is encrypted, damaged or no RSA key. ${NEW_PEM}`);
  }
  // The file may hold the chain, in any order.
  const own = certificates.find((certificate) => certificate.checkPrivateKey(key));
  if (own === undefined) throw fault(variable, `holds a private key of another certificate. ${NEW_PEM}`);
  const thumbprintSha256 = own.fingerprint256.replaceAll(':', '');
  return { thumbprintSha256, privateKey, expiresAt: Date.parse(own.validTo) };
}

async function readStart(path: string): Promise<string> {
  const file = await open(path, 'r');
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(MAX_BYTES), 0, MAX_BYTES, 0);
    return buffer.toString('utf8', 0, bytesRead);
  } finally {
    await file.close();
  }
}

function parsed(pem: string): X509Certificate[] {
  try {
    return [new X509Certificate(pem)];
  } catch {
    return [];
  }
}

function parsedKey(pem: string) {
  try {
    return createPrivateKey(pem);
  } catch {
    return null;
  }
}

function fault(variable: CredentialVariable, what: string): TokenFailure {
  return new TokenFailure('CREDENTIALS', `The file of ${variable} ${what}`);
}
