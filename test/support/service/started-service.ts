/** The built program's `serve` on a new database, with its address and a token for clients. */
import { Agent, type IncomingHttpHeaders, request } from 'node:http';
import { DEVELOPMENT_TENANT, openLocalIssuer } from '../../../src/auth/local-issuer.js';
import { WRITE_PERMISSION } from '../../../src/domain/caller.js';
import { scratchFolder } from '../files/scratch.js';
import { environmentIn, type ServiceEnvironment, TEST_DATABASE } from '../store/open-store.js';
import { type Running, serve } from './built-program.js';

export interface StartedService extends Running {
  /** `http://127.0.0.1:…`, without a slash at the end. */
  readonly url: string;
  /** For commands on the same database. */
  readonly environment: ServiceEnvironment;
  /** A token that may write in the development tenant. */
  readonly token: string;
}

export interface Posted {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: { readonly data?: Record<string, unknown> | null; readonly errors?: readonly unknown[] };
}

/** Starts `serve` and waits until it is ready. By default it logs nothing; `environment` overrides the variables. */
export async function startService(
  environment: NodeJS.ProcessEnv = {},
  folder = scratchFolder(),
  database = TEST_DATABASE,
): Promise<StartedService> {
  const given = { ...(await environmentIn(folder, database)), ...environment };
  const running = await serve(given);
  const issuer = await openLocalIssuer(given.LOCAL_KEY_FILE);
  const token = await issuer.issue({
    tenantId: DEVELOPMENT_TENANT,
    permissions: [WRITE_PERMISSION],
    lifetimeSeconds: 3600,
    now: Date.now(),
  });
  return { ...running, environment: given, token };
}

/** Returns a function that posts GraphQL operations over one keep-alive connection, as an application's pool does. */
export function keepAliveClient({ url, token }: StartedService) {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  return (query: string, variables: Readonly<Record<string, unknown>> = {}): Promise<Posted> => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    return new Promise((resolve, reject) => {
      request(`${url}/graphql`, { agent, method: 'POST', headers }, async (response) => {
        try {
          const chunks: Buffer[] = [];
          for await (const chunk of response) chunks.push(chunk);
          const body = JSON.parse(Buffer.concat(chunks).toString());
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body });
        } catch (error) {
          reject(error);
        }
      })
        .once('error', reject)
        .end(JSON.stringify({ query, variables }));
    });
  };
}
