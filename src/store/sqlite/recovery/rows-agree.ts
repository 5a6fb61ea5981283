/** Checks that the rows of a file agree with each other. Reads the whole file; meant for files that are known to have lost a part. */
import type Database from 'better-sqlite3';

// Each query finds a row that contradicts the log: its last entry, its length, or the last change of an object.
const CONTRADICTIONS = [
  `SELECT 1 FROM tenant WHERE (position, at) IS NOT (
     SELECT position, at FROM change WHERE change.tenant_id = tenant.tenant_id ORDER BY position DESC LIMIT 1)`,
  `SELECT 1 FROM tenant WHERE position <> (SELECT count(*) FROM change WHERE change.tenant_id = tenant.tenant_id)`,
  `SELECT 1 FROM change WHERE NOT EXISTS (SELECT 1 FROM tenant WHERE tenant.tenant_id = change.tenant_id)`,
  `SELECT 1 FROM settings WHERE version IS NOT (
     SELECT iif(kind = 'DELETED', NULL, version) FROM change
     WHERE change.tenant_id = settings.tenant_id AND settings_id = settings.id ORDER BY version DESC LIMIT 1)`,
  `SELECT 1 FROM change WHERE kind <> 'DELETED'
     AND NOT EXISTS (SELECT 1 FROM settings WHERE settings.tenant_id = change.tenant_id AND id = settings_id)
     AND NOT EXISTS (
       SELECT 1 FROM change AS later
       WHERE later.tenant_id = change.tenant_id AND later.settings_id = change.settings_id
         AND later.version > change.version)`,
];

// Since schema 4: the number of a tenant's settings, the position of a row's last change, and which change ended which.
const CONTRADICTIONS_SINCE_4 = [
  `SELECT 1 FROM tenant WHERE settings <> (SELECT count(*) FROM settings WHERE settings.tenant_id = tenant.tenant_id)`,
  `SELECT 1 FROM settings WHERE position IS NOT (
     SELECT position FROM change
     WHERE change.tenant_id = settings.tenant_id AND settings_id = settings.id AND change.version = settings.version)`,
  `SELECT 1 FROM change AS earlier JOIN change AS later
     ON later.tenant_id = earlier.tenant_id AND later.settings_id = earlier.settings_id
       AND later.version = earlier.version + 1
     LEFT JOIN superseded ON superseded.tenant_id = later.tenant_id AND superseded.until = later.position
   WHERE superseded.since IS NOT iif(earlier.kind = 'DELETED', NULL, earlier.position)`,
  `SELECT 1 FROM superseded WHERE NOT EXISTS (
     SELECT 1 FROM change
     WHERE change.tenant_id = superseded.tenant_id AND change.position = superseded.until AND kind <> 'CREATED')`,
];

/** Whether the indexes agree with their tables, and what is derived from the log with the log. */
export function rowsAgree(database: Database.Database): boolean {
  if (database.pragma('integrity_check(1)', { simple: true }) !== 'ok') return false;
  const schema = Number(database.pragma('user_version', { simple: true }));
  const contradictions = schema < 4 ? CONTRADICTIONS : [...CONTRADICTIONS, ...CONTRADICTIONS_SINCE_4];
  return contradictions.every((find) => database.prepare(find).get() === undefined);
}
