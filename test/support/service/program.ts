/** The built program while it serves, with a token of its own and a way to ask it. */
import type { GraphqlAnswer } from './boot.js';
import { type Ended, type Running, serve, start } from './process.js';

export interface Program extends Running {
  readonly token: string;
  /** Throws where the connection breaks before the answer is complete. */
  graphql<Data>(query: string, variables?: Readonly<Record<string, unknown>>): Promise<GraphqlAnswer<Data>>;
  /** Ends it at once, without a word to it. */
  kill(): Promise<Ended>;
}

/** Starts `serve` with these settings; `token` makes a token under the same where none is given. */
export async function runProgram(environment: NodeJS.ProcessEnv, given?: string): Promise<Program> {
  const token = given ?? (await newToken(environment));
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
  const { child, ended, url } = await serve(environment);
  return {
    child,
    ended,
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
