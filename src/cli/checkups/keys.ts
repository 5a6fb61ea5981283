/** Checks whether the keys that verify tokens can be read. Makes no key. */
import { CLOUD_ISSUERS } from '../../auth/clouds.js';
import { findLocalIssuer, LOCAL_AUDIENCE } from '../../auth/local-issuer.js';
import { localKeyFileOf } from '../../auth/local-key-file.js';
import { type KeyLocation, remoteIssuer } from '../../auth/remote-issuer.js';
import type { TrustedIssuer, VerifierOptions } from '../../auth/verifier.js';
import type { Config } from '../../config.js';
import type { CheckResult, Finding } from './finding.js';

/** The issuers, audiences and tenants whose tokens are accepted. */
export type Trust = Omit<VerifierOptions, 'clock'>;

export interface Keys {
  /** Null in local mode before the first key is made. */
  readonly trust: Trust | null;
  /** The key servers; none in local mode. */
  readonly servers: readonly URL[];
}

/** Throws a `SetupError` if the key of local mode cannot be used. */
export async function checkKeys(config: Config): Promise<CheckResult<Keys>> {
  const { auth } = config;
  if (auth.mode === 'local') return checkLocalKey(localKeyFileOf(config));
  const locations: readonly KeyLocation[] =
    typeof auth.issuers === 'string' ? CLOUD_ISSUERS[auth.issuers] : auth.issuers;
  const issuers = locations.map((location) => remoteIssuer(location));
  const addresses = locations.map(({ issuer, jwksUri }) => jwksUri ?? issuer);
  return {
    findings: await Promise.all(issuers.map((issuer, index) => reach(issuer, addresses[index] ?? issuer.issuer))),
    found: {
      trust: { issuers, audiences: auth.audiences, tenants: auth.tenants },
      servers: [...new Set(addresses.map((address) => new URL(address).origin))].map((origin) => new URL(origin)),
    },
  };
}

async function checkLocalKey(file: string): Promise<CheckResult<Keys>> {
  const issuer = await findLocalIssuer(file);
  const finding: Finding =
    issuer === null
      ? { state: 'note', about: 'keys', text: `${file} is not there yet. The first start or token makes it.` }
      : { state: 'ok', about: 'keys', text: `${file} holds the key of local mode.` };
  const trust = issuer && { issuers: [issuer.trusted], audiences: [LOCAL_AUDIENCE], tenants: '*' as const };
  return { findings: [finding], found: { trust, servers: [] } };
}

/** Asks for a key id that does not exist: the answer "no such key" proves that the key set can be read. */
async function reach({ keys }: TrustedIssuer, address: string): Promise<Finding> {
  const about = 'keys';
  try {
    await keys({ alg: 'RS256', kid: 'asked for by doctor' }, { payload: '', signature: '' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_JWKS_NO_MATCHING_KEY') {
      const remedy = 'Check AUTH_CLOUD, AUTH_ISSUER and AUTH_JWKS_URI, name resolution, proxies and firewalls.';
      return { state: 'fault', about, text: `The keys of ${address} cannot be had: ${reasonOf(error)} ${remedy}` };
    }
  }
  return { state: 'ok', about, text: `The keys of ${address} can be had.` };
}

function reasonOf(error: unknown): string {
  const { message, cause } = error as Error;
  const reason = cause instanceof Error ? `${message}: ${cause.message}` : message;
  return reason.endsWith('.') ? reason : `${reason}.`;
}
