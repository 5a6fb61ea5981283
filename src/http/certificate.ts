/** The certificate with which the server speaks TLS: read and checked, and read again when its files change. */
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Server } from 'node:tls';
import type { FastifyBaseLogger } from 'fastify';
import { SetupError } from '../domain/errors.js';

export interface TlsFiles {
  readonly certFile: string;
  readonly keyFile: string;
}

/** The options of a TLS server, and until when the certificate is valid, in milliseconds since the epoch. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
  readonly expiresAt: number;
}

// The files are compared, not watched: a mounted secret is replaced by another folder, of which a watch is not told.
const INTERVAL_MS = 5_000;

/** Throws a `SetupError` that names the file if it cannot be used. No message contains anything of the key. */
export async function readCertificate({ certFile, keyFile }: TlsFiles): Promise<Certificate> {
  const [cert, key] = [await readPem('TLS_CERT_FILE', certFile), await readPem('TLS_KEY_FILE', keyFile)];
  const certificate = parsed(() => new X509Certificate(cert));
  if (certificate === null) throw new SetupError(`TLS_CERT_FILE ${certFile} has no certificate in PEM form.`);
  const privateKey = parsed(() => createPrivateKey(key));
  if (privateKey === null) {
    throw new SetupError(`TLS_KEY_FILE ${keyFile} has no private key in PEM form, or it has a password.`);
  }
  if (!certificate.checkPrivateKey(privateKey)) {
    throw new SetupError(
      `TLS_KEY_FILE ${keyFile} is not the key of the first certificate in TLS_CERT_FILE ${certFile}.`,
    );
  }
  return { cert, key, expiresAt: Date.parse(certificate.validTo) };
}

/**
 * From now on gives the server each certificate that comes into the files. If one cannot be used, the server keeps the one it
 * has, and the log says why. Ends with the server.
 */
export function followCertificate(server: Server, files: TlsFiles, current: Certificate, log: FastifyBaseLogger): void {
  let used = current;
  let told = '';
  const look = async () => {
    try {
      const found = await readCertificate(files);
      told = '';
      if (found.cert === used.cert && found.key === used.key) return;
      server.setSecureContext(found);
      used = found;
      log.info({ expiresAt: new Date(found.expiresAt).toISOString() }, 'a new certificate is used');
    } catch (error) {
      const reason =
        error instanceof SetupError ? error.message : 'TLS_CERT_FILE has a certificate that cannot be used.';
      if (reason !== told) log.error({ reason }, 'the new certificate is not used, the one before stays in use');
      told = reason;
    }
  };
  const timer = setInterval(look, INTERVAL_MS).unref();
  server.once('close', () => clearInterval(timer));
}

async function readPem(variable: string, file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const { code = 'unknown error' } = error as NodeJS.ErrnoException;
    throw new SetupError(`${variable} ${file} cannot be read (${code}).`, { cause: error });
  }
}

function parsed<Value>(parse: () => Value): Value | null {
  try {
    return parse();
  } catch {
    return null;
  }
}
