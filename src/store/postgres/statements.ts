/** The fixed statements of the store. Each is for one tenant, its first parameter, unless its comment says why not. */
import { CHANGE, HEAD, type ReadRowKind, SETTINGS } from '../sql/rows.js';
import type { Statement } from './connections/statement.js';

function selectFrom(name: string, { table, selection }: ReadRowKind<unknown>, rest = ''): Statement {
  return { name, text: `SELECT ${selection.join(', ')} FROM ${table} WHERE tenant_id = $1 ${rest}` };
}

const LATEST = 'ORDER BY version DESC LIMIT 1';

export const STATEMENTS = {
  findHead: selectFrom('find_head', HEAD),
  findSettings: selectFrom('find_settings', SETTINGS, 'AND id = $2'),
  // A version comes from a client's id and may be larger than the column.
  findChange: selectFrom('find_change', CHANGE, 'AND settings_id = $2 AND version = $3::bigint'),
  findChangeUpTo: selectFrom('find_change_up_to', CHANGE, `AND settings_id = $2 AND position <= $3 ${LATEST}`),
  findLatestChange: selectFrom('find_latest_change', CHANGE, `AND settings_id = $2 ${LATEST}`),
  findLatestChangeOfKind: selectFrom('find_latest_of_kind', CHANGE, `AND settings_id = $2 AND kind = $3 ${LATEST}`),
  // A binary search in one statement: time never decreases along the log.
  positionAt: {
    name: 'position_at',
    text: `WITH RECURSIVE search (low, high) AS (
        SELECT 0::bigint, coalesce((SELECT position FROM tenant WHERE tenant_id = $1), 0) + 1
      UNION ALL
        SELECT CASE WHEN c.at <= $2 THEN s.middle ELSE s.low END, CASE WHEN c.at <= $2 THEN s.high ELSE s.middle END
        FROM (SELECT low, high, (low + high) / 2 AS middle FROM search WHERE high - low > 1) AS s
        JOIN change AS c ON c.tenant_id = $1 AND c.position = s.middle
      ) SELECT max(low) FROM search`,
  },
  // For every tenant: the clock of the process is compared with it.
  latestAt: { name: 'latest_at', text: 'SELECT coalesce(max(at), 0) FROM tenant' },
  // For the tenants that are followed.
  positions: { name: 'positions', text: 'SELECT tenant_id, position FROM tenant WHERE tenant_id = ANY ($1::text[])' },
  // Of no tenant: whether the database answers, whether it takes writes, and its last migration.
  state: {
    name: 'state',
    text: `SELECT current_setting('transaction_read_only'), (SELECT max(number) FROM schema_migration)`,
  },
} as const satisfies Readonly<Record<string, Statement>>;
