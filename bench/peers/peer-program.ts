/** Shared by all peers: arguments are the database file and the callers' file, the port is free, one line is printed when ready. */
import { SettingsTable } from './settings-table.js';

export const LISTEN = { host: '127.0.0.1', port: 0 } as const;

/** Opens the database file given as argument. */
export function openTable(): SettingsTable {
  const [, , file] = process.argv;
  if (file === undefined) throw new Error('Give the database file as argument.');
  return new SettingsTable(file);
}

/** The JSON file with the `Callers`, given as second argument. */
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
