/** Starts the service inside the test's process: the real app on a free port, with real files. No test does it another way. */
import type { GraphQLFormattedError } from 'graphql';
import { onTestFinished } from 'vitest';
import { type AppOptions, createApp, openLocalIssuerOf } from '../../../src/app.js';
import { DEVELOPMENT_TENANT } from '../../../src/auth/local-issuer.js';
import { readConfig } from '../../../src/config.js';
import { WRITE_PERMISSION } from '../../../src/domain/caller.js';
import { scratchFolder } from '../files/scratch.js';
import { databaseFileIn, environmentIn, type ServiceEnvironment, SQLITE, TEST_DATABASE } from '../store/open-store.js';

export interface TokenOptions {
  readonly tenantId?: string;
  readonly permissions?: readonly string[];
  readonly lifetimeSeconds?: number;
}

export interface GraphqlAnswer<Data> {
  readonly status: number;
  readonly headers: Headers;
  readonly data: Data | null | undefined;
  readonly errors: readonly GraphQLFormattedError[] | undefined;
}

export interface Booted {
  /** `http://127.0.0.1:…`, without a slash at the end. */
  readonly url: string;
  /** For commands on the same database. */
  readonly environment: ServiceEnvironment;
  token(options?: TokenOptions): Promise<string>;
  /** Posts an operation with `token`, or else with a token of the development tenant that may write. */
  graphql<Data = Record<string, never>>(
    query: string,
    variables?: Readonly<Record<string, unknown>>,
    token?: string,
  ): Promise<GraphqlAnswer<Data>>;
  /** Stops the service. Called in any case when the test ends. */
  stop(): Promise<void>;
}

// Compile at the first request, so that tests of answers test compiled operations.
const COMPILING: AppOptions = { compileAfter: 0 };

/** Starts the service. By default it logs nothing and uses a new folder; `environment` overrides these variables. */
export async function boot(
  environment: NodeJS.ProcessEnv = {},
  folder = scratchFolder(),
  tuning = COMPILING,
  database = TEST_DATABASE,
): Promise<Booted> {
  const given = { ...(await environmentIn(folder, database)), ...environment };
  const config = readConfig({ PORT: '0', ...given });
  const app = await createApp(config, tuning);
  const url = await app.start();
  let stopping: Promise<void> | undefined;
  const stop = () => {
    stopping ??= app.stop();
    return stopping;
  };
  onTestFinished(stop);

  const token = async (options: TokenOptions = {}) => {
    const issuer = await openLocalIssuerOf(config);
    const { tenantId = DEVELOPMENT_TENANT, permissions = [WRITE_PERMISSION], lifetimeSeconds = 3600 } = options;
    return issuer.issue({ tenantId, permissions, lifetimeSeconds, now: Date.now() });
  };
  let usual: Promise<string> | undefined;
  return {
    url,
    environment: given,
    token,
    stop,
    graphql: async <Data>(query: string, variables: Readonly<Record<string, unknown>> = {}, given?: string) => {
      usual ??= token();
      const response = await fetch(`${url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${given ?? (await usual)}` },
        body: JSON.stringify({ query, variables }),
      });
      const { data, errors } = (await response.json()) as Pick<GraphqlAnswer<Data>, 'data' | 'errors'>;
      return { status: response.status, headers: response.headers, data, errors };
    },
  };
}

/** On an SQLite file, whatever the database of the tests is, for tests that look into the file. */
export async function bootOnSqlite(environment: NodeJS.ProcessEnv = {}, tuning = COMPILING) {
  const folder = scratchFolder();
  const service = await boot(environment, folder, tuning, SQLITE);
  return { ...service, databaseFile: databaseFileIn(folder) };
}
