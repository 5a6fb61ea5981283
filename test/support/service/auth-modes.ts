/** The built program in each authentication mode (local, production), with a token that may write. */
import { WRITE_PERMISSION } from '../../../src/domain/caller.js';
import { keyServer } from '../auth/key-server.js';
import { AUDIENCE, createTestIssuer, ISSUER_TEMPLATE, TENANT } from '../auth/test-issuer.js';
import { startService } from './started-service.js';

export interface Target {
  /** `http://127.0.0.1:…`, without a slash at the end. */
  readonly url: string;
  readonly token: string;
  readonly pid: number;
}

/** Starts the service, by authentication mode. */
export const AUTH_MODES = { local: startLocal, production: startProduction } as const;

async function startLocal(): Promise<Target> {
  const { url, token, child } = await startService();
  return { url, token, pid: child.pid ?? 0 };
}

/** With its own issuer and key server. Without a rate limit, because a refused request would not be tested. */
async function startProduction(): Promise<Target> {
  const issuer = await createTestIssuer();
  const keys = await keyServer(issuer.publicJwk);
  const { url, child } = await startService({
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
