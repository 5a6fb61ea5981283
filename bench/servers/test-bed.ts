/** What every measurement needs: a load generator, a token issuer, filled databases, and servers on copies of them. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openDatabases } from '../databases/open-databases.js';
import { type LoadGenerator, startLoadGenerator } from '../load/load-generator.js';
import type { Callers, CallersFile, Target } from '../load/load-plan.js';
import type { MeasuredServer } from '../measurements/measure.js';
import { SCRATCH } from '../paths.js';
import type { StoreName } from '../stores.js';
import { OBJECTS_OF_OTHERS, type Size, tenantId } from './dataset.js';
import { type RunningServer, type Startable, startServer } from './server.js';
import { startTokenIssuer, type TokenIssuer } from './token-issuer.js';

/** A filled database, and a JSON file with the `CallersFile` for it. */
export interface Dataset {
  readonly databaseUrl: string;
  readonly callersFile: string;
}

export interface StartingOptions {
  /** Start on an empty database instead. The callers of the data set are known all the same. */
  readonly isEmpty?: boolean;
  /** If given, the server writes its CPU profile to this folder when it stops. */
  readonly profileFolder?: string;
}

/** A server on a database of its own, which is removed when it stops. */
export interface TestServer extends RunningServer {
  /** The process of the database server; null if there is none. */
  readonly databasePid: number | null;
  /** Deletes what creates have added to the database. */
  removeCreated(): void;
}

export interface TestBed {
  readonly generator: LoadGenerator;
  /** What the database server says about itself; null if there is none. */
  readonly databaseServer: string | null;
  dataset(size: Size): Promise<Dataset>;
  /** Starts a server on a copy of a data set. */
  start(what: Startable, dataset: Dataset, options?: StartingOptions): Promise<TestServer>;
  /** Stops all processes, also the database server, and removes all files. Can be called again, as a signal does. */
  close(): Promise<void>;
}

// Several users per tenant if there are few tenants, and always at least one.
const MIN_CALLERS = 64;

export async function openTestBed(store: StoreName): Promise<TestBed> {
  mkdirSync(SCRATCH, { recursive: true });
  const folder = mkdtempSync(join(SCRATCH, 'run-'));
  const databases = openDatabases(store, folder);
  const issuer = await startTokenIssuer();
  const generator = startLoadGenerator();
  const servers: TestServer[] = [];
  let count = 0;
  const newFile = (extension: string) => {
    count += 1;
    return join(folder, `${count}.${extension}`);
  };
  let closing: Promise<void> | null = null;
  const close = async () => {
    try {
      await Promise.all([generator.stop(), ...servers.map((server) => server.stop())]);
    } finally {
      databases.close();
      issuer.close();
      rmSync(folder, { recursive: true, force: true });
    }
  };
  return {
    generator,
    databaseServer: databases.description,
    dataset: async (size) => {
      const [databaseUrl, callersFile] = [await databases.filled(size), newFile('json')];
      writeFileSync(callersFile, JSON.stringify(await callersOf(issuer, size)));
      return { databaseUrl, callersFile };
    },
    start: async (what, dataset, { isEmpty = false, profileFolder } = {}) => {
      const databaseUrl = isEmpty ? databases.empty() : databases.copy(dataset.databaseUrl);
      const { callersFile } = dataset;
      const files = { databaseUrl, callersFile, logFile: newFile('log') };
      const server = await startServer(what, { ...files, trust: issuer.environment, profileFolder });
      let stopping: Promise<void> | null = null;
      const stopAndRemove = async () => {
        await server.stop();
        // So that the disk is not filled over many starts.
        databases.remove(databaseUrl);
      };
      const started: TestServer = {
        ...server,
        databasePid: databases.pid,
        removeCreated: () => databases.removeCreated(databaseUrl),
        stop: () => {
          stopping ??= stopAndRemove();
          return stopping;
        },
      };
      servers.push(started);
      return started;
    },
    close: () => {
      closing ??= close();
      return closing;
    },
  };
}

async function callersOf(issuer: TokenIssuer, { rows, tenants, others = 0 }: Size): Promise<CallersFile> {
  const callers = async (count: number, tenantOf: (number: number) => number): Promise<Callers['callers']> =>
    Promise.all(
      Array.from({ length: count }, async (_, number) => {
        const tenant = tenantOf(number);
        return { tenant, token: await issuer.issue(tenantId(tenant), `user-${number}`) };
      }),
    );
  const usual = await callers(Math.max(MIN_CALLERS, tenants), (number) => number % tenants);
  const spread = await callers(others, (number) => tenants + number);
  return {
    usual: { callers: usual, objects: rows / tenants },
    spread: { callers: spread, objects: OBJECTS_OF_OTHERS },
  };
}

/** A running server as a target for the load generator. */
export function targetOf({ url, pid, databasePid, protocol }: TestServer, { callersFile }: Dataset): Target {
  return { url, pid, databasePid, protocol, callersFile };
}

/** A running server as one of those that `measure` compares. */
export function measuredServer(name: string, server: TestServer, dataset: Dataset): MeasuredServer {
  return { name, target: targetOf(server, dataset), restore: server.removeCreated };
}
