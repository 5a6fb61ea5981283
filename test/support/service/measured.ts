/** Booted services whose metrics can be read. */

import { scratchFolder } from '../files/scratch.js';
import { freePorts } from '../http/free-ports.js';
import { SQLITE, type TestDatabase } from '../store/open-store.js';
import { boot } from './boot.js';

/** A port for metrics, and what reads them. */
export async function metricsPort() {
  const port = await freePorts();
  const address = `http://127.0.0.1:${port}/metrics`;
  return { METRICS_PORT: String(port), address, scrape: async () => (await fetch(address)).text() };
}

/** On SQLite, if no other database is given. */
export async function measured(environment: NodeJS.ProcessEnv = {}, database: TestDatabase = SQLITE) {
  const { METRICS_PORT, ...metrics } = await metricsPort();
  return { ...metrics, ...(await boot({ METRICS_PORT, ...environment }, scratchFolder(), undefined, database)) };
}
