/** A database of PostgreSQL as SQL text, by the server's own tools. */
import { execFileSync } from 'node:child_process';
import { program } from './postgres-cluster.js';

/** All tables and rows. Without the commands to `psql` that differ from one release of the tools to the next. */
export function dump(url: string): string {
  const text = execFileSync(program('pg_dump'), ['--no-owner', '--no-privileges', '--inserts', '-d', url], {
    encoding: 'utf8',
  });
  return text.replace(/^(\\|-- Dumped ).*\n/gm, '');
}

/** Replaces all that the database has. */
export function load(url: string, text: string): void {
  const input = `DROP SCHEMA public CASCADE; CREATE SCHEMA public;\n${text}`;
  execFileSync(program('psql'), ['-qX', '-v', 'ON_ERROR_STOP=1', '-d', url], {
    input,
    stdio: ['pipe', 'ignore', 'pipe'],
  });
}
