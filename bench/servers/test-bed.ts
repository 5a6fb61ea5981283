/** What every measurement needs: a load generator, a token issuer, filled database files, and servers on copies of them. */
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type LoadGenerator, startLoadGenerator } from '../load/load-generator.js';
import type { Callers, Target } from '../load/load-plan.js';
import type { MeasuredServer } from '../measurements/measure.js';
import { SCRATCH } from '../paths.js';
import { fillDatabase, removeCreated, type Size, tenantId } from './dataset.js';
import { type RunningServer, type Startable, startServer } from './server.js';
import { startTokenIssuer } from './token-issuer.js';

/** A filled database, and a JSON file with the `Callers` for it. */
export interface Dataset {
  readonly databaseFile: string;
  readonly callersFile: string;
}

export interface StartingOptions {
  /** Start on an empty database instead. The callers of the data set are known all the same. */
  readonly isEmpty?: boolean;
  /** If given, the server writes its CPU profile to this folder when it stops. */
  readonly profileFolder?: string;
}

export interface TestBed {
  readonly generator: LoadGenerator;
  dataset(size: Size): Promise<Dataset>;
  /** Starts a server on a copy of a data set. The copy is removed when the server stops. */
  start(what: Startable, dataset: Dataset, options?: StartingOptions): Promise<RunningServer>;
  /** Stops all processes and removes all files. */
  close(): Promise<void>;
}

// Several users per tenant if there are few tenants, and always at least one.
const MIN_CALLERS = 64;

export async function openTestBed(): Promise<TestBed> {
  mkdirSync(SCRATCH, { recursive: true });
  const folder = mkdtempSync(join(SCRATCH, 'run-'));
  const issuer = await startTokenIssuer();
  const generator = startLoadGenerator();
  const servers: RunningServer[] = [];
  let count = 0;
  const newFile = (extension: string) => {
    count += 1;
    return join(folder, `${count}.${extension}`);
  };
  return {
    generator,
    dataset: async (size) => {
      const [databaseFile, callersFile] = [newFile('sqlite'), newFile('json')];
      await fillDatabase(databaseFile, size);
      const callers = Array.from({ length: Math.max(MIN_CALLERS, size.tenants) }, async (_, number) => {
        const tenant = number % size.tenants;
        return { tenant, token: await issuer.issue(tenantId(tenant), `user-${number}`) };
      });
      const content: Callers = { callers: await Promise.all(callers), objects: size.rows / size.tenants };
      writeFileSync(callersFile, JSON.stringify(content));
      return { databaseFile, callersFile };
    },
    start: async (what, dataset, { isEmpty = false, profileFolder } = {}) => {
      const databaseFile = newFile('sqlite');
      if (!isEmpty) copyFileSync(dataset.databaseFile, databaseFile);
      const logFile = newFile('log');
      const { callersFile } = dataset;
      const files = { databaseFile, callersFile, logFile };
      const server = await startServer(what, { ...files, trust: issuer.environment, profileFolder });
      const removing = { ...server, stop: () => stopAndRemove(server) };
      servers.push(removing);
      return removing;
    },
    close: async () => {
      await Promise.all([generator.stop(), ...servers.map((server) => server.stop())]);
      issuer.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Stops a server and removes its database, so that the disk is not filled over many starts. */
async function stopAndRemove({ stop, databaseFile }: RunningServer): Promise<void> {
  await stop();
  for (const end of ['', '-wal', '-shm']) rmSync(databaseFile + end, { force: true });
}

/** A running server as a target for the load generator. */
export function targetOf({ url, pid, protocol }: RunningServer, { callersFile }: Dataset): Target {
  return { url, pid, protocol, callersFile };
}

/** A running server as one of those that `measure` compares. */
export function measuredServer(name: string, server: RunningServer, dataset: Dataset): MeasuredServer {
  return { name, target: targetOf(server, dataset), restore: () => removeCreated(server.databaseFile) };
}
