/** The statements of the ledger, prepared when it is first used. */
import {
  ATTEMPT_COLUMNS,
  CONNECTION_COLUMNS,
  DECISION_COLUMNS,
  LINK_COLUMNS,
  OBSERVED_COLUMNS,
} from '../../sql/ledger-rows.js';
import type { TenantStatements } from '../tenant-statements.js';

export type LedgerStatements = ReturnType<typeof prepareLedger>;

export function prepareLedger(statements: TenantStatements) {
  const all = (columns: string, table: string, rest = '') =>
    statements.prepare(`SELECT ${columns} FROM ${table} WHERE tenant_id = @tenant_id ${rest}`);
  const replace = (table: string, columns: string) =>
    statements.prepare(
      `INSERT OR REPLACE INTO ${table} (tenant_id, ${columns})
       VALUES (@tenant_id${', ?'.repeat(columns.split(',').length)})`,
    );
  return { ...readingStatements(all), ...writingStatements(statements, replace), ...leaseStatements(statements) };
}

type All = (columns: string, table: string, rest?: string) => ReturnType<TenantStatements['prepare']>;

function readingStatements(all: All) {
  const since = "AND outcome = 'confirmed' AND outcome_at >= ?";
  return {
    connection: all(CONNECTION_COLUMNS, 'graph_connection'),
    links: all(LINK_COLUMNS, 'graph_link'),
    observed: all(OBSERVED_COLUMNS, 'graph_observed'),
    decisions: all(DECISION_COLUMNS, 'graph_decision'),
    open: all(ATTEMPT_COLUMNS, 'graph_attempt', 'AND outcome IS NULL'),
    latest: all(
      ATTEMPT_COLUMNS,
      'graph_attempt',
      'AND seq IN (SELECT max(seq) FROM graph_attempt WHERE tenant_id = @tenant_id GROUP BY settings_id)',
    ),
    tries: all(
      'settings_id, count(*)',
      'graph_attempt AS tried',
      `AND seq > coalesce((SELECT max(seq) FROM graph_attempt AS done WHERE done.tenant_id = @tenant_id
         AND done.settings_id = tried.settings_id AND done.outcome = 'confirmed'), 0) GROUP BY settings_id`,
    ),
    restores: all(
      'settings_id, count(*)',
      'graph_attempt',
      `${since} AND reason = 'restore' AND operation <> 'delete' GROUP BY settings_id`,
    ),
    deletions: all('graph_id, outcome_at, reason', 'graph_attempt', `${since} AND operation = 'delete' ORDER BY seq`),
    attemptsOf: all(
      ATTEMPT_COLUMNS,
      'graph_attempt',
      'AND settings_id IN (SELECT value FROM json_each(?)) ORDER BY seq DESC',
    ),
  };
}

function writingStatements(statements: TenantStatements, replace: (table: string, columns: string) => ReturnType<All>) {
  return {
    nextSeq: statements.prepare<[seq: number]>(
      'SELECT coalesce(max(seq), 0) + 1 FROM graph_attempt WHERE tenant_id = @tenant_id',
    ),
    begin: statements.prepare(
      `INSERT INTO graph_attempt (tenant_id, seq, fence, at, settings_id, version, operation, reason, content, graph_id,
         ids_before, client_request_id)
       VALUES (@tenant_id, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ),
    close: statements.prepare(
      `UPDATE graph_attempt SET outcome = ?, outcome_at = ?, problem = ?
       WHERE tenant_id = @tenant_id AND seq = ? AND outcome IS NULL`,
    ),
    // Not `OR REPLACE`: it would silently take a Graph id from another settings object.
    link: statements.prepare(
      `INSERT INTO graph_link (tenant_id, ${LINK_COLUMNS}) VALUES (@tenant_id, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (tenant_id, settings_id) DO UPDATE SET graph_id = excluded.graph_id, confirmed = excluded.confirmed,
         confirmed_version = excluded.confirmed_version, confirmed_at = excluded.confirmed_at,
         linked_at = excluded.linked_at, linked_by = excluded.linked_by`,
    ),
    unlink: statements.prepare('DELETE FROM graph_link WHERE tenant_id = @tenant_id AND settings_id = ?'),
    see: statements.prepare(
      `INSERT INTO graph_observed (tenant_id, graph_id, content, first_seen_at) VALUES (@tenant_id, ?, ?, ?)
       ON CONFLICT DO UPDATE SET content = excluded.content, missing_since = NULL`,
    ),
    miss: statements.prepare(
      `UPDATE graph_observed SET missing_since = ? WHERE tenant_id = @tenant_id AND missing_since IS NULL
         AND graph_id NOT IN (SELECT value FROM json_each(?))`,
    ),
    forget: statements.prepare(
      `DELETE FROM graph_observed WHERE tenant_id = @tenant_id AND missing_since IS NOT NULL
         AND graph_id NOT IN (SELECT graph_id FROM graph_link WHERE tenant_id = @tenant_id)`,
    ),
    decide: replace('graph_decision', DECISION_COLUMNS),
    settle: statements.prepare('DELETE FROM graph_decision WHERE tenant_id = @tenant_id AND about = ?'),
    discard: ['graph_link', 'graph_observed', 'graph_decision', 'graph_attempt'].map((table) =>
      statements.prepare(`DELETE FROM ${table} WHERE tenant_id = @tenant_id`),
    ),
    connect: replace('graph_connection', CONNECTION_COLUMNS),
  };
}

function leaseStatements(statements: TenantStatements) {
  return {
    lease: statements.prepare<[holder: string, fence: number, until: number]>(
      'SELECT holder, fence, until FROM graph_lease WHERE tenant_id = @tenant_id',
    ),
    takeLease: statements.prepare(
      `INSERT INTO graph_lease (tenant_id, holder, fence, until) VALUES (@tenant_id, ?, 1, ?)
       ON CONFLICT DO UPDATE SET holder = excluded.holder, fence = fence + 1, until = excluded.until`,
    ),
    renewLease: statements.prepare(
      'UPDATE graph_lease SET until = ? WHERE tenant_id = @tenant_id AND holder = ? AND fence = ? AND until > ?',
    ),
    releaseLease: statements.prepare(
      'UPDATE graph_lease SET until = 0 WHERE tenant_id = @tenant_id AND holder = ? AND fence = ?',
    ),
  };
}
