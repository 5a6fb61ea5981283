/** Shared by all peers: arguments are the database's URL and the callers' file, the port is free, one line is printed when ready. */
import { SettingsTable } from './settings-table.js';

export const LISTEN = { host: '127.0.0.1', port: 0 } as const;

/** The `DATABASE_URL`, given as first argument. */
export function databaseUrl(): string {
  const [, , url] = process.argv;
  if (url === undefined) throw new Error('Give the URL of the database as argument.');
  return url;
}

/** Opens the database file given as first argument. */
export function openTable(): SettingsTable {
  return new SettingsTable(databaseUrl());
}

/** The JSON file with the `CallersFile`, given as second argument. */
export function callersFile(): string {
  const [, , , file] = process.argv;
  if (file === undefined) throw new Error("Give the callers' file as second argument.");
  return file;
}

/** Prints the peer's address for the benchmark. */
export function announce(url: string): void {
  // Exit normally, because Node.js writes a CPU profile (--cpu-prof) only then.
  process.once('SIGTERM', () => process.exit());
  process.stdout.write(`Ready at ${url.replace(/\/$/, '')}\n`);
}
