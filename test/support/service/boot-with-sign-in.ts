/** `boot` with the sign-in of the pages: tokens come from a login page that the browser reaches under Microsoft's own name. */
import { READ_PERMISSION, WRITE_PERMISSION } from '../../../src/domain/caller.js';
import { keyServer } from '../auth/key-server.js';
import { API_ID, CLIENT_ID, LOGIN_AUTHORITY, LOGIN_ISSUER, type LoginPage, loginPage } from '../auth/login-page.js';
import { createTestIssuer, TENANT } from '../auth/test-issuer.js';
import { type Booted, boot } from './boot.js';

export const WRITER = {
  name: 'writer@contoso.example',
  oid: 'aaaaaaaa-0000-4000-8000-000000000001',
  permissions: [WRITE_PERMISSION],
};
export const READER = {
  name: 'reader@contoso.example',
  oid: 'aaaaaaaa-0000-4000-8000-000000000002',
  permissions: [READ_PERMISSION],
};

export interface WithSignIn extends Booted {
  readonly login: LoginPage;
}

let issuer: ReturnType<typeof createTestIssuer> | undefined;

/** Starts both. `token` and `graphql` use tokens of the writer. */
export async function bootWithSignIn(environment: NodeJS.ProcessEnv = {}): Promise<WithSignIn> {
  issuer ??= createTestIssuer();
  const { publicJwk, ...rest } = await issuer;
  const keys = await keyServer(publicJwk);
  const booted = await boot({
    AUTH_ISSUER: LOGIN_ISSUER,
    AUTH_JWKS_URI: keys.url,
    AUTH_AUDIENCE: API_ID,
    AUTH_ALLOWED_TENANTS: TENANT,
    SIGN_IN_CLIENT_ID: CLIENT_ID,
    SIGN_IN_AUTHORITY: LOGIN_AUTHORITY,
    ...environment,
  });
  const token = () => {
    const now = Math.floor(Date.now() / 1000);
    return rest.issue({
      iss: LOGIN_ISSUER.replace('{tenantid}', TENANT),
      ...{ aud: API_ID, oid: WRITER.oid, scp: WRITE_PERMISSION, iat: now, nbf: now, exp: now + 3600 },
    });
  };
  return {
    ...booted,
    login: await loginPage({ publicJwk, ...rest }, [WRITER, READER]),
    token,
    graphql: async <Data>(query: string, variables?: Readonly<Record<string, unknown>>) =>
      booted.graphql<Data>(query, variables, await token()),
  };
}
