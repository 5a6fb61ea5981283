/** Shared by all peers: the database file is the only argument, the port is free, and one line is printed when ready. */
import { SettingsTable } from './settings-table.js';

export const LISTEN = { host: '127.0.0.1', port: 0 } as const;

/** Opens the database file given as argument. */
export function openTable(): SettingsTable {
  const [, , file] = process.argv;
  if (file === undefined) throw new Error('Give the database file as argument.');
  return new SettingsTable(file);
}

/** Prints the peer's address for the benchmark. */
export function announce(url: string): void {
  // Exit normally, because Node.js writes a CPU profile (--cpu-prof) only then.
  process.once('SIGTERM', () => process.exit());
  process.stdout.write(`Ready at ${url.replace(/\/$/, '')}\n`);
}
