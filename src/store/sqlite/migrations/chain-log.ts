/**
 * Completes migration 5: writes the commitments of the actors and the hashes of the log, which SQL cannot compute in SQLite. Runs in
 * the transaction of the migration.
 */
import type Database from 'better-sqlite3';
import { commitmentTo } from '../../sql/proof/entry-hash.js';
import { hashOfRow } from '../../sql/proof/logged-row.js';
import type { Value } from '../../sql/rows.js';

const PAGE = 1000;
// The columns that form 1 of the hash covers, in the order of `hashOfRow`. Later migrations may add others to the table.
const ENTRIES = `SELECT position, settings_id, version, kind, at, recorded_at, created_at, actor, actor_client_id, actor_kind,
    origin, request_id, snapshot_format, after
  FROM change WHERE tenant_id = ? AND position > ? ORDER BY position LIMIT ${PAGE}`;

export function chainLog(database: Database.Database): void {
  const tenants = database.prepare<[], string>('SELECT tenant_id FROM tenant').pluck().all();
  for (const tenantId of tenants) chainTenant(database, tenantId, commit(database, tenantId));
}

/** The commitments by key. */
function commit(database: Database.Database, tenantId: string): ReadonlyMap<number, string> {
  const actors = database
    .prepare<[string], [number, string, string]>('SELECT key, subject, salt FROM actor WHERE tenant_id = ?')
    .raw()
    .all(tenantId);
  const write = database.prepare('UPDATE actor SET commitment = ? WHERE tenant_id = ? AND key = ?');
  return new Map(
    actors.map(([key, subject, salt]) => {
      const commitment = commitmentTo(subject, salt);
      write.run(commitment, tenantId, key);
      return [key, commitment];
    }),
  );
}

function chainTenant(database: Database.Database, tenantId: string, commitments: ReadonlyMap<number, string>): void {
  const read = database.prepare<[string, number], Value[]>(ENTRIES).raw();
  const write = database.prepare('UPDATE change SET hash = ? WHERE tenant_id = ? AND position = ?');
  let hash: string | null = null;
  for (let last = 0; ; ) {
    const rows = read.all(tenantId, last);
    for (const row of rows) {
      hash = hashOfRow(hash, tenantId, row, commitments.get(Number(row[7])) ?? '');
      last = Number(row[0]);
      write.run(hash, tenantId, last);
    }
    if (rows.length < PAGE) return;
  }
}
