/** The built program in each of its two modes, with a token that may write. */
import { WRITE_PERMISSION } from '../../../src/domain/caller.js';
import { keyServer } from '../auth/key-server.js';
import { AUDIENCE, createTestIssuer, ISSUER_TEMPLATE, TENANT } from '../auth/test-issuer.js';
import { served } from './served.js';

export interface Target {
  /** `http://127.0.0.1:…`, without a slash at the end. */
  readonly url: string;
  readonly token: string;
  readonly pid: number;
}

/** How to start the program, by the name of the mode. */
export const MODES = { local: startLocal, production: startProduction } as const;

async function startLocal(): Promise<Target> {
  const { url, token, child } = await served();
  return { url, token, pid: child.pid ?? 0 };
}

/** Behind an issuer with a key server of its own, and without a rate limit, behind which a later request could hide. */
async function startProduction(): Promise<Target> {
  const issuer = await createTestIssuer();
  const keys = await keyServer(issuer.publicJwk);
  const { url, child } = await served({
    AUTH_ISSUER: ISSUER_TEMPLATE,
    AUTH_AUDIENCE: AUDIENCE,
    AUTH_JWKS_URI: keys.url,
    AUTH_ALLOWED_TENANTS: TENANT,
    RATE_LIMIT: '0',
  });
  const now = Math.floor(Date.now() / 1000);
  const token = await issuer.issue({ scp: WRITE_PERMISSION, iat: now, nbf: now, exp: now + 3600 });
  return { url, token, pid: child.pid ?? 0 };
}
