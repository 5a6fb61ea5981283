/** The built program's `serve`, with a token made by its `token` command, a GraphQL client, and a way to kill it. */
import type { GraphqlAnswer } from './boot.js';
import { type Ended, type Running, serve, start } from './built-program.js';

export interface KillableService extends Running {
  /** `http://127.0.0.1:…`, without a slash at the end. */
  readonly url: string;
  readonly token: string;
  /** Throws if the connection breaks before the response is complete. */
  graphql<Data>(query: string, variables?: Readonly<Record<string, unknown>>): Promise<GraphqlAnswer<Data>>;
  /** Sends SIGKILL and waits until the process has ended. */
  kill(): Promise<Ended>;
}

/** Starts `serve` with these environment variables. Runs `token` with the same ones if no token is given. */
export async function startKillableService(environment: NodeJS.ProcessEnv, given?: string): Promise<KillableService> {
  const token = given ?? (await newToken(environment));
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
  const { child, ended, url } = await serve(environment);
  return {
    child,
    ended,
    url,
    token,
    graphql: async <Data>(query: string, variables: Readonly<Record<string, unknown>> = {}) => {
      const body = JSON.stringify({ query, variables });
      const response = await fetch(`${url}/graphql`, { method: 'POST', headers, body });
      const { data, errors } = (await response.json()) as Pick<GraphqlAnswer<Data>, 'data' | 'errors'>;
      return { status: response.status, headers: response.headers, data, errors };
    },
    kill: () => {
      child.kill('SIGKILL');
      return ended;
    },
  };
}

async function newToken(environment: NodeJS.ProcessEnv): Promise<string> {
  const { code, stdout, stderr } = await start(['token'], environment).ended;
  if (code !== 0) throw new Error(`token ended with ${code}: ${stderr}`);
  return stdout.trim();
}
