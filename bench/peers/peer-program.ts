/** What the programs of all peers have in common: a database file as the only argument, a free port, a line when ready. */
import { SettingsTable } from './settings-table.js';

export const LISTEN = { host: '127.0.0.1', port: 0 } as const;

/** The table in the file that the arguments name. */
export function tableOfArguments(): SettingsTable {
  const [, , file] = process.argv;
  if (file === undefined) throw new Error('Name a database file.');
  return new SettingsTable(file);
}

/** Tells the benchmark where the peer listens. */
export function announce(url: string): void {
  // In order, which is when Node.js writes the profile that it may have been asked for.
  process.once('SIGTERM', () => process.exit());
  process.stdout.write(`Ready at ${url.replace(/\/$/, '')}\n`);
}
