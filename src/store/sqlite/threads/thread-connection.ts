/** What a worker thread got from `startThread`, and its connection to the database file. Is part of the program of each thread. */
import { createRequire } from 'node:module';
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import type Database from 'better-sqlite3';

export interface ThreadData<Details> {
  /** The path of the module `better-sqlite3`. */
  readonly driver: string;
  /** The path of the database file. */
  readonly path: string;
  readonly details: Details;
}

/** Opens a connection to the file, which must exist. */
export function connect(options: Pick<Database.Options, 'readonly' | 'timeout'> = {}): Database.Database {
  const { driver, path }: ThreadData<unknown> = workerData;
  const Driver: typeof Database = createRequire(driver)(driver);
  return new Driver(path, { ...options, fileMustExist: true });
}

/** What the main thread passed for this kind of thread. */
export function threadDetails<Details>(): Details {
  return (workerData as ThreadData<Details>).details;
}

/** The port to the main thread. */
export function mainThread(): MessagePort {
  if (parentPort === null) throw new Error('This program runs in a worker thread only.');
  return parentPort;
}
