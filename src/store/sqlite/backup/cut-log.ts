/**
 * Takes a database back to a time: removes the later part of each tenant's log, and rebuilds from the rest what is derived from
 * it. For a copy that no program uses. The caller checks the rows afterwards.
 */
import type Database from 'better-sqlite3';
import { settingsAfter } from '../../../domain/change.js';
import { CHANGE, readOrNull, SETTINGS } from '../../sql/rows.js';
import { prepareAll } from '../prepared-statements.js';
import { TenantStatements } from '../tenant-statements.js';

// Times never run backwards along a tenant's log, so the later changes are the end of it.
const LATER = 'FROM change WHERE at > ?';

const WITHOUT_THE_LATER = [
  `DELETE FROM superseded WHERE until > (SELECT coalesce(max(position), 0) FROM change WHERE change.tenant_id = superseded.tenant_id)`,
  `UPDATE tenant SET settings = (SELECT count(*) FROM settings WHERE settings.tenant_id = tenant.tenant_id)`,
  `UPDATE tenant SET (position, at) = (SELECT position, at FROM change
     WHERE change.tenant_id = tenant.tenant_id ORDER BY position DESC LIMIT 1)
   WHERE EXISTS (SELECT 1 FROM change WHERE change.tenant_id = tenant.tenant_id)`,
  `DELETE FROM tenant WHERE NOT EXISTS (SELECT 1 FROM change WHERE change.tenant_id = tenant.tenant_id)`,
  // Who made only later changes. Otherwise their identity would stay without a change.
  `DELETE FROM actor WHERE NOT EXISTS (SELECT 1 FROM change
     WHERE change.tenant_id = actor.tenant_id AND change.actor = actor.key)`,
];

// Versions that are cut off will be used again for other changes: nothing may be taken as sent or confirmed for them. An object
// that the log no longer knows becomes one that only Graph has, so that it is not deleted there without a person.
const LEDGER_WITHOUT_THE_LATER = [
  `DELETE FROM graph_link WHERE NOT EXISTS (SELECT 1 FROM change
     WHERE change.tenant_id = graph_link.tenant_id AND change.settings_id = graph_link.settings_id)`,
  `UPDATE graph_link SET confirmed_version = 0 WHERE NOT EXISTS (SELECT 1 FROM change
     WHERE change.tenant_id = graph_link.tenant_id AND change.settings_id = graph_link.settings_id
       AND change.version = graph_link.confirmed_version)`,
  `DELETE FROM graph_attempt WHERE NOT EXISTS (SELECT 1 FROM change
     WHERE change.tenant_id = graph_attempt.tenant_id AND change.settings_id = graph_attempt.settings_id)`,
  `UPDATE graph_attempt SET version = 0 WHERE NOT EXISTS (SELECT 1 FROM change
     WHERE change.tenant_id = graph_attempt.tenant_id AND change.settings_id = graph_attempt.settings_id
       AND change.version = graph_attempt.version)`,
];

/** Keeps the changes up to this time, in milliseconds since the epoch. The file must have all migrations. */
export function cutLog(database: Database.Database, asOf: number): void {
  const cut = database.transaction(() => {
    const objects = database
      .prepare<[number], [string, string]>(`SELECT DISTINCT tenant_id, settings_id ${LATER}`)
      .raw()
      .all(asOf);
    database.prepare(`DELETE ${LATER}`).run(asOf);
    rebuildSettings(database, objects);
    for (const text of [...WITHOUT_THE_LATER, ...LEDGER_WITHOUT_THE_LATER]) database.exec(text);
  });
  cut.immediate();
}

/** Writes the row of each object as its last remaining change left it. */
function rebuildSettings(database: Database.Database, objects: readonly (readonly [string, string])[]): void {
  const statements = prepareAll(new TenantStatements(database));
  const remove = database.prepare('DELETE FROM settings WHERE tenant_id = ? AND id = ?');
  for (const [tenantId, id] of objects) {
    remove.run(tenantId, id);
    const last = readOrNull(CHANGE, tenantId, statements.findLatestChange.get(tenantId, id, null));
    const settings = last && settingsAfter(last);
    if (last === null || settings === null) continue;
    statements.insertSettings.run(tenantId, ...SETTINGS.write(settings), last.position);
  }
}
