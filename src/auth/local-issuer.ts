/**
 * The token issuer of local mode. Its key pair is created once, in a file that only its owner may read.
 * Its tokens are verified by the same code as those of any other issuer.
 */
import { randomUUID } from 'node:crypto';
import { linkSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { JWK } from 'jose';
import { createLocalJWKSet } from 'jose/jwks/local';
import { SignJWT } from 'jose/jwt/sign';
import { exportJWK } from 'jose/key/export';
import { generateKeyPair } from 'jose/key/generate/keypair';
import { importJWK } from 'jose/key/import';
import { SetupError } from '../domain/errors.js';
import { makeFolder, syncFolder } from '../files/durable.js';
import { diskFull, isDiskFull } from '../files/free-space.js';
import type { TrustedIssuer } from './verifier.js';

export const LOCAL_AUDIENCE = 'api://derived-credential-settings';
/** The tenant of a local token if none is given. */
export const DEVELOPMENT_TENANT = '00000000-0000-4000-8000-000000000001';

const ISSUER = 'urn:derived-credential-settings:local:{tenantid}';
const ALGORITHM = 'ES256';
const SUBJECT = 'local-developer';
const CLIENT = 'local-command-line';

export interface LocalTokenRequest {
  /** A UUID in lower case. */
  readonly tenantId: string;
  readonly permissions: readonly string[];
  readonly lifetimeSeconds: number;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

export interface LocalIssuer {
  readonly trusted: TrustedIssuer;
  issue(request: LocalTokenRequest): Promise<string>;
}

/** Reads the key file, or creates it if it is missing. Throws a `SetupError` if it is damaged or others can read it. */
export async function openLocalIssuer(keyFile: string): Promise<LocalIssuer> {
  return (await findLocalIssuer(keyFile)) ?? issuerFrom(await createKeyFile(keyFile), keyFile);
}

/** Reads the key file; null if there is none. Throws a `SetupError` if it is damaged or others can read it. */
export async function findLocalIssuer(keyFile: string): Promise<LocalIssuer | null> {
  const text = readKeyFile(keyFile);
  return text === null ? null : issuerFrom(text, keyFile);
}

async function issuerFrom(text: string, keyFile: string): Promise<LocalIssuer> {
  const { publicJwk, privateKey } = await keyPairFrom(text, keyFile);
  return {
    trusted: {
      issuer: ISSUER,
      keys: createLocalJWKSet({ keys: [publicJwk] }),
      currentKey: (kid) => (kid === publicJwk.kid ? publicJwk : undefined),
    },
    issue: ({ tenantId, permissions, lifetimeSeconds, now }) => {
      const issuedAt = Math.floor(now / 1000);
      return new SignJWT({ tid: tenantId, oid: SUBJECT, azp: CLIENT, scp: permissions.join(' '), ver: '2.0' })
        .setProtectedHeader({ alg: ALGORITHM, typ: 'JWT', kid: publicJwk.kid })
        .setIssuer(ISSUER.replace('{tenantid}', tenantId))
        .setAudience(LOCAL_AUDIENCE)
        .setIssuedAt(issuedAt)
        .setNotBefore(issuedAt)
        .setExpirationTime(issuedAt + lifetimeSeconds)
        .sign(privateKey);
    },
  };
}

async function keyPairFrom(text: string, keyFile: string) {
  try {
    const { d, kid = '', ...rest }: JWK = JSON.parse(text);
    const privateKey = await importJWK({ ...rest, d: d ?? '' }, ALGORITHM);
    const hasKid = typeof kid === 'string' && kid !== '';
    if (privateKey instanceof Uint8Array || !hasKid) throw new Error('It is not a key pair with a "kid".');
    return { publicJwk: { ...rest, kid }, privateKey };
  } catch (error) {
    throw new SetupError(`${keyFile} holds no valid key. Delete it to have a new one created.`, { cause: error });
  }
}

function readKeyFile(keyFile: string): string | null {
  try {
    if ((statSync(keyFile).mode & 0o077) !== 0 && process.platform !== 'win32') {
      throw new SetupError(
        `${keyFile} can be read by others. Run "chmod 600" on it, or delete it to have a new key created.`,
      );
    }
    return readFileSync(keyFile, 'utf8');
  } catch (error) {
    if (error instanceof SetupError) throw error;
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw new SetupError(`${keyFile} cannot be read. Check its permissions.`, { cause: error });
  }
}

async function createKeyFile(keyFile: string): Promise<string> {
  const { privateKey } = await generateKeyPair(ALGORITHM, { extractable: true });
  const text = JSON.stringify({ ...(await exportJWK(privateKey)), kid: randomUUID(), alg: ALGORITHM, use: 'sig' });
  const draft = `${keyFile}.${randomUUID()}`;
  try {
    makeFolder(dirname(keyFile));
    writeFileSync(draft, text, { mode: 0o600, flag: 'wx', flush: true });
    // Linking is atomic, and fails instead of replacing a key that another process has just created.
    linkSync(draft, keyFile);
    syncFolder(dirname(keyFile));
    return text;
  } catch (error) {
    const existing = (error as NodeJS.ErrnoException).code === 'EEXIST' ? readKeyFile(keyFile) : null;
    if (existing !== null) return existing;
    if (isDiskFull(error)) throw diskFull(keyFile, error);
    throw new SetupError(`The key file ${keyFile} cannot be created. Check the permissions of its folder.`, {
      cause: error,
    });
  } finally {
    rmSync(draft, { force: true });
  }
}
