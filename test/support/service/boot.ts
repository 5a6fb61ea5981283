/** The one way in which tests start the service inside their own process: the real app on a free port, real files. */
import type { GraphQLFormattedError } from 'graphql';
import { onTestFinished } from 'vitest';
import { createApp, openLocalIssuerOf, type Tuning } from '../../../src/app.js';
import { DEVELOPMENT_TENANT } from '../../../src/auth/local-issuer.js';
import { readConfig } from '../../../src/config.js';
import { WRITE_PERMISSION } from '../../../src/domain/caller.js';
import { scratchFolder } from '../files/scratch.js';
import { databaseFileIn, TEST_DATABASE } from '../store/open-store.js';

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
  readonly databaseFile: string;
  token(options?: TokenOptions): Promise<string>;
  /** Posts an operation as a tenant that may write, unless another token is given. */
  graphql<Data = Record<string, never>>(
    query: string,
    variables?: Readonly<Record<string, unknown>>,
    token?: string,
  ): Promise<GraphqlAnswer<Data>>;
  /** Stops it; done anyway when the test ends. */
  stop(): Promise<void>;
}

// At once, so that whatever is proved of answers is proved of compiled operations.
const COMPILING: Tuning = { compileAfter: 0 };

/** Starts the service with these settings over those of a silent service in a folder of its own. */
export async function boot(
  environment: NodeJS.ProcessEnv = {},
  folder = scratchFolder(),
  tuning = COMPILING,
): Promise<Booted> {
  const databaseFile = databaseFileIn(folder);
  const config = readConfig({
    DATABASE_URL: TEST_DATABASE.urlIn(folder),
    PORT: '0',
    LOG_LEVEL: 'silent',
    ...environment,
  });
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
    databaseFile,
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
