/** The servers that are compared: the service, and its peers in the order of how much they do. */
import type { ChildProcess } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import type { Language } from '../load/operations.js';
import { peerProgram, SERVICE_PROGRAM } from '../paths.js';
import { CORES, startNode, stopChild } from './child-process.js';

export const SERVER_NAMES = ['service', 'raw', 'apollo-standalone', 'mercurius-jit', 'yoga'] as const;
export type ServerName = (typeof SERVER_NAMES)[number];
export const PEER_NAMES = SERVER_NAMES.filter((name) => name !== 'service');

/** What to start: one of the servers, or another build of the service, named by its `main.js`. */
export type Startable = ServerName | { readonly program: string };

export interface StartOptions {
  readonly databaseFile: string;
  /** What makes the service trust the issuer of the benchmark's tokens. Peers know no tokens. */
  readonly trust: Readonly<Record<string, string>>;
  /** Where the server's log goes. */
  readonly logFile: string;
  /** A folder for a profile of the processor time, written when the server stops. */
  readonly profileFolder?: string | undefined;
}

export interface RunningServer {
  readonly url: string;
  readonly pid: number;
  readonly language: Language;
  readonly databaseFile: string;
  stop(): Promise<void>;
}

/** Starts a server over a database file and waits until it says where it is. */
export async function startServer(what: Startable, options: StartOptions): Promise<RunningServer> {
  const { databaseFile, trust, logFile, profileFolder } = options;
  const profiling = profileFolder === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profileFolder}`];
  const service = what === 'service' ? SERVICE_PROGRAM : typeof what === 'object' ? what.program : null;
  const command = service === null ? [peerProgram(String(what)), databaseFile] : [service, 'serve'];
  // As in production, save that no caller is held to a rate: a benchmark is nothing but one caller who wants too much.
  const settings = { PORT: '0', DATABASE_URL: `file:${databaseFile}`, RATE_LIMIT: '0', ...trust };
  const log = openSync(logFile, 'a');
  const child = startNode([...profiling, ...command], {
    core: CORES.server,
    environment: service === null ? {} : settings,
    stdio: ['ignore', 'pipe', log],
  });
  closeSync(log);
  const url = await readyUrl(child, `${command.join(' ')} (${logFile})`);
  const language = what === 'raw' ? 'plain' : 'graphql';
  return { url, pid: child.pid ?? 0, language, databaseFile, stop: () => stopChild(child) };
}

function readyUrl(child: ChildProcess, name: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let seen = '';
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`${name} ended with ${code} before it was ready.`)));
    child.stdout?.on('data', (chunk) => {
      seen += chunk;
      const address = /Ready at (\S+?)(?:\/graphql)?\s/.exec(seen)?.[1];
      if (address !== undefined) resolve(address);
    });
  });
}
