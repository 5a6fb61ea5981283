/** Starts the worker threads that work on the database file. Runs in the main thread. */
import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import type { ThreadData } from './thread-connection.js';

const driver = createRequire(import.meta.url).resolve('better-sqlite3');

/** Starts a program. Throws if the system allows no more threads. */
export function startThread<Details = undefined>(program: string, path: string, details?: Details): Worker {
  const workerData = { driver, path, details } satisfies ThreadData<Details | undefined>;
  return new Worker(program, { eval: true, workerData });
}
