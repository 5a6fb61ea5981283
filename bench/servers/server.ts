/** Starts the servers that are compared: the service, and its peers in the order of how much they do. */
import type { ChildProcess } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import type { Protocol } from '../load/operations.js';
import { peerProgram, SERVICE_PROGRAM } from '../paths.js';
import { CORES, startNode, stopChild } from './child-process.js';

export const SERVER_NAMES = [
  'service',
  'raw',
  'raw-contract',
  'apollo-standalone',
  'mercurius-jit',
  'yoga-jit',
] as const;
export type ServerName = (typeof SERVER_NAMES)[number];
export const PEER_NAMES = SERVER_NAMES.filter((name) => name !== 'service');

/** What to start: a server by name, or another build of the service by the path of its `main.js`. */
export type Startable = ServerName | { readonly program: string };

export interface StartOptions {
  readonly databaseFile: string;
  /** A JSON file with the `Callers` whose tokens the peers know. */
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
  readonly databaseFile: string;
  readonly logFile: string;
  stop(): Promise<void>;
}

/** Starts a server on a database file and waits until it prints its address. */
export async function startServer(what: Startable, options: StartOptions): Promise<RunningServer> {
  const { databaseFile, callersFile, trust, logFile, profileFolder } = options;
  const profiling = profileFolder === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profileFolder}`];
  const service = what === 'service' ? SERVICE_PROGRAM : typeof what === 'object' ? what.program : null;
  const command = service === null ? [peerProgram(String(what)), databaseFile, callersFile] : [service, 'serve'];
  // As in production, but without a rate limit, which would refuse most of the load.
  const config = { PORT: '0', DATABASE_URL: `file:${databaseFile}`, RATE_LIMIT: '0', ...trust };
  const log = openSync(logFile, 'a');
  const child = startNode([...profiling, ...command], {
    core: CORES.server,
    environment: service === null ? {} : config,
    stdio: ['ignore', 'pipe', log],
  });
  closeSync(log);
  const url = await readyUrl(child, `${command.join(' ')} (${logFile})`);
  const protocol = what === 'raw' ? 'plain' : 'graphql';
  return { url, pid: child.pid ?? 0, protocol, databaseFile, logFile, stop: () => stopChild(child) };
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
