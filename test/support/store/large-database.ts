/** A database file with one large tenant and many small ones, filled by SQL because that is faster. */
import Database from 'better-sqlite3';
import { closeSqliteFile, openSqliteFile } from '../../../src/store/sqlite/sqlite-file.js';

export const LARGE_TENANT = 'tenant-0000';
export const LARGE_COUNT = 10_000;
const SMALL_TENANTS = 1000;
const SNAPSHOT = `json_object('displayName', 'Name', 'helpUrl', NULL, 'issuer', 'X_TEC', 'notificationType', 'NONE',
  'renewalThresholdPercentage', 1)`;

/** The id of the large tenant's object of a number. */
export function largeId(number: number): string {
  return `object-${String(number).padStart(8, '0')}`;
}

/** Makes the file: `LARGE_COUNT` objects with a change each in the large tenant, one in each of the others. */
export function fillLargeDatabase(path: string): void {
  closeSqliteFile(openSqliteFile(path, () => {}));
  const database = new Database(path);
  const last = LARGE_COUNT + SMALL_TENANTS - 1;
  // The large tenant is number 0; each object after its last belongs to a tenant of its own.
  const numbers = `WITH RECURSIVE number (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM number WHERE n < ${last}),
    object AS (SELECT n, printf('tenant-%04d', max(0, n - ${LARGE_COUNT - 1})) AS tenant_id,
      printf('object-%08d', n) AS id, CASE WHEN n < ${LARGE_COUNT} THEN n + 1 ELSE 1 END AS position FROM number)`;
  database.transaction(() => {
    database.exec(
      `${numbers} INSERT INTO tenant SELECT tenant_id, max(position), max(n), count(*) FROM object GROUP BY tenant_id`,
    );
    database.exec(`${numbers} INSERT INTO settings (tenant_id, id, display_name, help_url, issuer, notification_type,
      renewal_threshold_percentage, version, created_at, updated_at, position)
      SELECT tenant_id, id, 'Name ' || n, CASE n % 3 WHEN 0 THEN NULL ELSE 'https://example.com/' || n END,
        CASE n % 4 WHEN 0 THEN 'X_TEC' WHEN 1 THEN 'PUREBRED' WHEN 2 THEN 'INTERCEDE' ELSE 'ENTRUST_DATACARD' END,
        CASE n % 2 WHEN 0 THEN 'NONE' ELSE 'EMAIL' END, 1 + n % 99, 1, n, n, position FROM object`);
    database.exec(`${numbers} INSERT INTO change SELECT tenant_id, position, id, 1, 'CREATED', n, NULL, n, 1, NULL,
      'USER', 'GRAPHQL', 'request', 1, ${SNAPSHOT}, '' FROM object`);
    database.exec(`INSERT INTO actor SELECT tenant_id, 1, 'somebody', 'salt', '' FROM tenant`);
  })();
  database.close();
}
