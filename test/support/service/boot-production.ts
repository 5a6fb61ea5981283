/** `boot` in production mode: tokens come from an issuer such as Microsoft Entra ID, whose keys the service fetches over HTTP. */
import { WRITE_PERMISSION } from '../../../src/domain/caller.js';
import { type KeyServer, keyServer } from '../auth/key-server.js';
import { AUDIENCE, createTestIssuer, ISSUER_TEMPLATE, TENANT, type TestIssuer } from '../auth/test-issuer.js';
import { createTokenForge, type TokenForge } from '../auth/token-forge.js';
import { TEST_DATABASE, type TestDatabase } from '../store/open-store.js';
import { type Booted, boot, type TokenOptions } from './boot.js';

export const V1_ISSUER_TEMPLATE = 'https://sts.example/{tenantid}/';
export const SECOND_TENANT = '22222222-bbbb-4ccc-8ddd-333333333333';

/** A booted service whose tokens come from the test issuer; the default tenant of a token is `TENANT`. */
export interface Production extends Booted {
  readonly keyServer: KeyServer;
  readonly forge: TokenForge;
}

// Shared, because making a key takes longer than most tests.
let sharedIssuer: Promise<TestIssuer> | undefined;

/** Starts the service for `TENANT` and `SECOND_TENANT`. `environment` overrides the variables. */
export async function bootProduction(
  environment: NodeJS.ProcessEnv = {},
  database: TestDatabase = TEST_DATABASE,
): Promise<Production> {
  sharedIssuer ??= createTestIssuer();
  const issuer = await sharedIssuer;
  const keys = await keyServer(issuer.publicJwk);
  const given = {
    AUTH_ISSUER: `${ISSUER_TEMPLATE},${V1_ISSUER_TEMPLATE}`,
    AUTH_JWKS_URI: `${keys.url}/v2/keys,${keys.url}/v1/keys`,
    AUTH_AUDIENCE: AUDIENCE,
    AUTH_ALLOWED_TENANTS: `${TENANT},${SECOND_TENANT}`,
    ...environment,
  };
  const booted = await boot(given, undefined, undefined, database);
  const now = Math.floor(Date.now() / 1000);
  const forge = await createTokenForge({
    template: ISSUER_TEMPLATE,
    tenantId: TENANT,
    audience: AUDIENCE,
    now,
    issuer,
  });
  const token = ({ tenantId = TENANT, permissions = [WRITE_PERMISSION], lifetimeSeconds = 3600 }: TokenOptions = {}) =>
    forge.sign({
      iss: ISSUER_TEMPLATE.replace('{tenantid}', tenantId),
      tid: tenantId,
      scp: permissions.join(' '),
      exp: now + lifetimeSeconds,
    });
  let usual: Promise<string> | undefined;
  return {
    ...booted,
    keyServer: keys,
    forge,
    token,
    graphql: async <Data>(query: string, variables?: Readonly<Record<string, unknown>>, given?: string) => {
      usual ??= token();
      return booted.graphql<Data>(query, variables, given ?? (await usual));
    },
  };
}
