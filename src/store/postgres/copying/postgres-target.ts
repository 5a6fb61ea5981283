/**
 * A database of PostgreSQL to copy into. Keeps other copies and processes of the service out of it by a lock, and refuses it if one
 * of them uses it already.
 */
import { randomUUID } from 'node:crypto';
import { SetupError } from '../../../domain/errors.js';
import type { CopiedTable } from '../../sql/copying/copied-tables.js';
import type { CopyTarget } from '../../sql/copying/copy-ports.js';
import type { Row } from '../../sql/snapshot.js';
import { COPY_RUNNING, MARK } from '../../sql/unfinished-copy.js';
import { readConnectionUrl } from '../connections/connection-url.js';
import { APPLICATION_NAME } from '../connections/connections.js';
import { COPY_LOCK, connected, prepareTables, STARTING_MS } from '../schema.js';
import { PostgresCopyEnd } from './postgres-copy-end.js';

const LEAVING_MS = 3000;
const PAUSE_MS = 200;
const IN_USE = 'Another process of this program is connected to the target. Stop it, and run the command again.';
const POOLED = 'DATABASE_URL has pgbouncer=true. A copy needs a session of its own: name the server itself.';
// The lock is of the session, so it ends with the process.
const TAKE_LOCK = `SELECT pg_try_advisory_lock(${COPY_LOCK})::int`;
const OTHERS = `SELECT count(*) FROM pg_stat_activity
  WHERE datname = current_database() AND application_name = '${APPLICATION_NAME}' AND pid <> pg_backend_pid()`;

export class PostgresTarget extends PostgresCopyEnd implements CopyTarget {
  readonly holdsNul = false;
  readonly findMark = `SELECT 1 WHERE to_regclass('${MARK}') IS NOT NULL`;
  readonly addHead =
    'INSERT INTO tenant (tenant_id, position, at, previous_at, settings) VALUES ($1, $2::bigint, $3::bigint, $3::bigint, $4)';

  /** Makes the tables if they are missing. Throws a `SetupError` if the database cannot be used. */
  static async open(databaseUrl: string): Promise<PostgresTarget> {
    const connecting = readConnectionUrl(databaseUrl);
    if (connecting.pgbouncer) throw new SetupError(POOLED);
    const target = new PostgresTarget(await connected(connecting, STARTING_MS), 'target');
    try {
      await target.#takeAlone();
      await prepareTables(target.client);
      await target.run('SET idle_in_transaction_session_timeout = 0');
      return target;
    } catch (error) {
      await target.close();
      throw error;
    }
  }

  /** Takes the lock, and waits for who has it or is connected: the server takes a second to notice that a killed process has gone. */
  async #takeAlone(): Promise<void> {
    // Of two copies, the one that has the lock does not wait for the other.
    await this.run(`SET application_name = '${APPLICATION_NAME} copy'`);
    const end = performance.now() + LEAVING_MS;
    for (let isLocked = false; ; await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))) {
      isLocked ||= (await this.#number(TAKE_LOCK)) === 1;
      // Who connects after this look finds the lock taken.
      if (isLocked && (await this.#number(OTHERS)) === 0) return;
      if (performance.now() > end) throw new SetupError(isLocked ? IN_USE : COPY_RUNNING);
    }
  }

  async #number(text: string): Promise<number> {
    const [[number] = []] = await this.run(text);
    return Number(number);
  }

  json(column: string): string {
    return `${column}::json`;
  }

  async insert({ name, columns }: CopiedTable, tenantId: string, rows: readonly Row[]): Promise<void> {
    const objects = rows.map((row) => Object.fromEntries(columns.map((column, index) => [column, row[index]])));
    // A commit's own id is of use only to the process that made the commit.
    const [own, value] = name === 'change' ? [', commit_id', `, '${randomUUID()}'::uuid`] : ['', ''];
    await this.run(
      `INSERT INTO ${name} (tenant_id, ${columns.join(', ')}${own})
       SELECT $1, ${columns.join(', ')}${value} FROM json_populate_recordset(NULL::${name}, $2::json)`,
      [tenantId, JSON.stringify(objects)],
    );
  }

  /** The planner knows nothing of the new rows until they are analysed. */
  async finish(): Promise<void> {
    await this.run('ANALYZE');
  }
}
