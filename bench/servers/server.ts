/** Starts the servers that are compared: the service, and its peers. */
import type { ChildProcess } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import type { Protocol } from '../load/operations.js';
import { peerProgram, SERVICE_PROGRAM } from '../paths.js';
import type { ServerName } from '../stores.js';
import { CORES, startNode, stopChild } from './child-process.js';

export interface OtherBuild {
  /** The path of its `main.js`. */
  readonly program: string;
  /** Variables that it gets besides the usual ones. */
  readonly environment: Readonly<Record<string, string>>;
}

/** What to start: a server by name, or another build of the service. */
export type Startable = ServerName | OtherBuild;

// PostGraphile checks more if it does not know that this is production.
const PEER_ENVIRONMENT = { GRAPHILE_ENV: 'production' };

export interface StartOptions {
  readonly databaseUrl: string;
  /** A JSON file with the `CallersFile` whose tokens the peers know. */
  readonly callersFile: string;
  /** Environment variables that make the service trust the benchmark's token issuer. */
  readonly trust: Readonly<Record<string, string>>;
  /** Where standard error goes. */
  readonly logFile: string;
  /** If given, the server is profiled and writes its CPU profile to this folder when it stops. */
  readonly profileFolder?: string | undefined;
}

export interface RunningServer {
  readonly url: string;
  readonly pid: number;
  readonly protocol: Protocol;
  readonly databaseUrl: string;
  readonly logFile: string;
  stop(): Promise<void>;
}

/** Starts a server on a database and waits until it prints its address. */
export async function startServer(what: Startable, options: StartOptions): Promise<RunningServer> {
  const { databaseUrl, callersFile, trust, logFile, profileFolder } = options;
  const profiling = profileFolder === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profileFolder}`];
  const service = serviceCommand(what);
  const command = service ?? [peerProgram(String(what)), databaseUrl, callersFile];
  // As in production, but without a rate limit, which would refuse most of the load.
  const own = typeof what === 'object' ? what.environment : {};
  const config = { PORT: '0', DATABASE_URL: databaseUrl, RATE_LIMIT: '0', ...trust, ...own };
  const log = openSync(logFile, 'a');
  const child = startNode([...profiling, ...command], {
    core: CORES.server,
    environment: service === null ? PEER_ENVIRONMENT : config,
    stdio: ['ignore', 'pipe', log],
  });
  closeSync(log);
  const url = await readyUrl(child, `${command.join(' ')} (${logFile})`);
  return { url, pid: child.pid ?? 0, protocol: protocolOf(what), databaseUrl, logFile, stop: () => stopChild(child) };
}

/** The arguments of Node.js for the service; null for a peer. */
function serviceCommand(what: Startable): readonly string[] | null {
  if (typeof what === 'object') return [what.program, 'serve'];
  if (what === 'service') return [SERVICE_PROGRAM, 'serve'];
  return what === 'service-2' ? [SERVICE_PROGRAM, 'serve', '--processes', '2'] : null;
}

function protocolOf(what: Startable): Protocol {
  if (what === 'raw') return 'plain';
  return what === 'postgraphile' ? 'postgraphile' : 'graphql';
}

function readyUrl(child: ChildProcess, name: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = '';
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`${name} ended with ${code} before it was ready.`)));
    child.stdout?.on('data', (chunk) => {
      output += chunk;
      const address = /Ready at (\S+?)(?:\/graphql)?\s/.exec(output)?.[1];
      if (address !== undefined) resolve(address);
    });
  });
}
