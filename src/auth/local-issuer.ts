/**
 * The issuer of tokens in local mode: a key pair in a file of its own, made once and readable by its owner alone.
 * Its tokens pass the same verifier as any other's.
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
import type { TrustedIssuer } from './verifier.js';

export const LOCAL_AUDIENCE = 'api://derived-credential-settings';
/** The tenant of local tokens that name none. */
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

/** Reads the key file, or makes it where it is missing. Throws a `SetupError` where it cannot be trusted. */
export async function openLocalIssuer(keyFile: string): Promise<LocalIssuer> {
  return (await findLocalIssuer(keyFile)) ?? issuerFrom(await makeKeyFile(keyFile), keyFile);
}

/** Reads the key file; null where there is none. Throws a `SetupError` where it cannot be trusted. */
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
    const named = typeof kid === 'string' && kid !== '';
    if (privateKey instanceof Uint8Array || !named) throw new Error('It is not a key pair with a name.');
    return { publicJwk: { ...rest, kid }, privateKey };
  } catch (error) {
    throw new SetupError(`${keyFile} holds no key. Delete it to have a new one made.`, { cause: error });
  }
}

function readKeyFile(keyFile: string): string | null {
  try {
    if ((statSync(keyFile).mode & 0o077) !== 0 && process.platform !== 'win32') {
      throw new SetupError(
        `${keyFile} can be read by others. Run "chmod 600" on it, or delete it to have a new key made.`,
      );
    }
    return readFileSync(keyFile, 'utf8');
  } catch (error) {
    if (error instanceof SetupError) throw error;
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw new SetupError(`${keyFile} cannot be read. Check its permissions.`, { cause: error });
  }
}

async function makeKeyFile(keyFile: string): Promise<string> {
  const { privateKey } = await generateKeyPair(ALGORITHM, { extractable: true });
  const text = JSON.stringify({ ...(await exportJWK(privateKey)), kid: randomUUID(), alg: ALGORITHM, use: 'sig' });
  const draft = `${keyFile}.${randomUUID()}`;
  try {
    makeFolder(dirname(keyFile));
    writeFileSync(draft, text, { mode: 0o600, flag: 'wx', flush: true });
    // A link appears whole or not at all, and never replaces the key that another process has just made.
    linkSync(draft, keyFile);
    syncFolder(dirname(keyFile));
    return text;
  } catch (error) {
    const theirs = (error as NodeJS.ErrnoException).code === 'EEXIST' ? readKeyFile(keyFile) : null;
    if (theirs !== null) return theirs;
    throw new SetupError(`The key file ${keyFile} cannot be made. Check the permissions of its folder.`, {
      cause: error,
    });
  } finally {
    rmSync(draft, { force: true });
  }
}
