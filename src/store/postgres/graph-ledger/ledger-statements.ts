/** The statements of the ledger. Each is for one tenant, its first parameter. */
import {
  ATTEMPT_COLUMNS,
  CONNECTION_COLUMNS,
  DECISION_COLUMNS,
  LINK_COLUMNS,
  OBSERVED_COLUMNS,
} from '../../sql/ledger-rows.js';
import type { Statement } from '../connections/statement.js';

function all(name: string, columns: string, table: string, rest = ''): Statement {
  return { name: `ledger_${name}`, text: `SELECT ${columns} FROM ${table} WHERE tenant_id = $1 ${rest}` };
}

/** Replaces the row of the same key. */
function upsert(name: string, table: string, keys: readonly string[], columns: string): Statement {
  const names = columns.split(', ');
  const places = names.map((_, index) => `$${index + 2}`).join(', ');
  const updates = names.filter((each) => !keys.includes(each)).map((each) => `${each} = excluded.${each}`);
  return {
    name: `ledger_${name}`,
    text: `INSERT INTO ${table} (tenant_id, ${columns}) VALUES ($1, ${places})
      ON CONFLICT (${['tenant_id', ...keys].join(', ')}) DO UPDATE SET ${updates.join(', ')}`,
  };
}

const written = (name: string, text: string): Statement => ({ name: `ledger_${name}`, text });
const SINCE = "AND outcome = 'confirmed' AND outcome_at >= $2";
const DISCARDED = ['graph_link', 'graph_observed', 'graph_decision', 'graph_attempt'];

export const READING = {
  connection: all('connection', CONNECTION_COLUMNS, 'graph_connection'),
  links: all('links', LINK_COLUMNS, 'graph_link'),
  observed: all('observed', OBSERVED_COLUMNS, 'graph_observed', 'ORDER BY graph_id'),
  decisions: all('decisions', DECISION_COLUMNS, 'graph_decision'),
  open: all('open', ATTEMPT_COLUMNS, 'graph_attempt', 'AND outcome IS NULL'),
  latest: all(
    'latest',
    ATTEMPT_COLUMNS,
    'graph_attempt',
    'AND seq IN (SELECT max(seq) FROM graph_attempt WHERE tenant_id = $1 GROUP BY settings_id)',
  ),
  tries: all(
    'tries',
    'settings_id, count(*)',
    'graph_attempt AS tried',
    `AND seq > coalesce((SELECT max(seq) FROM graph_attempt AS done WHERE done.tenant_id = $1
       AND done.settings_id = tried.settings_id AND done.outcome = 'confirmed'), 0) GROUP BY settings_id`,
  ),
  restores: all(
    'restores',
    'settings_id, count(*)',
    'graph_attempt',
    `${SINCE} AND reason = 'restore' AND operation <> 'delete' GROUP BY settings_id`,
  ),
  deletions: all(
    'deletions',
    'graph_id, outcome_at, reason',
    'graph_attempt',
    `${SINCE} AND operation = 'delete' ORDER BY seq`,
  ),
  attemptsOf: all(
    'attempts_of',
    ATTEMPT_COLUMNS,
    'graph_attempt',
    'AND settings_id = ANY ($2::text[]) ORDER BY seq DESC',
  ),
} as const;

export const WRITING = {
  begin: written(
    'begin',
    `INSERT INTO graph_attempt (tenant_id, seq, fence, at, settings_id, version, operation, reason, content, graph_id,
       ids_before, client_request_id)
     SELECT $1, coalesce(max(seq), 0) + 1, $2::bigint, $3::bigint, $4, $5::bigint, $6, $7, $8, $9, $10, $11
     FROM graph_attempt WHERE tenant_id = $1 RETURNING seq`,
  ),
  close: written(
    'close',
    `UPDATE graph_attempt SET outcome = $3, outcome_at = $4, problem = $5
     WHERE tenant_id = $1 AND seq = $2 AND outcome IS NULL`,
  ),
  // The Graph id of another settings object is not taken: it is unique as well.
  link: upsert('link', 'graph_link', ['settings_id'], LINK_COLUMNS),
  unlink: written('unlink', 'DELETE FROM graph_link WHERE tenant_id = $1 AND settings_id = $2'),
  see: written(
    'see',
    `INSERT INTO graph_observed (tenant_id, graph_id, content, first_seen_at)
     SELECT $1, graph_id, content, $4::bigint FROM unnest($2::text[], $3::text[]) AS seen (graph_id, content)
     ON CONFLICT (tenant_id, graph_id) DO UPDATE SET content = excluded.content, missing_since = NULL`,
  ),
  miss: written(
    'miss',
    `UPDATE graph_observed SET missing_since = $3
     WHERE tenant_id = $1 AND missing_since IS NULL AND graph_id <> ALL ($2::text[])`,
  ),
  forget: written(
    'forget',
    `DELETE FROM graph_observed WHERE tenant_id = $1 AND missing_since IS NOT NULL
       AND graph_id NOT IN (SELECT graph_id FROM graph_link WHERE tenant_id = $1)`,
  ),
  decide: upsert('decide', 'graph_decision', ['about'], DECISION_COLUMNS),
  settle: written('settle', 'DELETE FROM graph_decision WHERE tenant_id = $1 AND about = $2'),
  // What is kept for another target of the connection.
  discard: DISCARDED.map((table) =>
    written(
      `discard_${table}`,
      `DELETE FROM ${table} WHERE tenant_id = $1
         AND EXISTS (SELECT FROM graph_connection WHERE tenant_id = $1 AND target <> $2)`,
    ),
  ),
  connect: upsert('connect', 'graph_connection', [], CONNECTION_COLUMNS),
} as const;

export const LEASING = {
  // Locks the lease, so that a write and a takeover come one after the other. If it is not held, this divides by zero, which undoes
  // what follows in the transaction.
  guard: written(
    'guard',
    `SELECT 1 / count(*) FROM (SELECT FROM graph_lease WHERE tenant_id = $1 AND holder = $2 AND fence = $3 AND until > $4
       FOR UPDATE) AS held`,
  ),
  take: written(
    'take',
    `INSERT INTO graph_lease AS held (tenant_id, holder, fence, until) VALUES ($1, $2, 1, $4)
     ON CONFLICT (tenant_id) DO UPDATE SET holder = excluded.holder, fence = held.fence + 1, until = excluded.until
       WHERE held.holder = excluded.holder OR held.until <= $3 RETURNING fence`,
  ),
  renew: written(
    'renew',
    `UPDATE graph_lease SET until = $5 WHERE tenant_id = $1 AND holder = $2 AND fence = $3 AND until > $4 RETURNING 1`,
  ),
  release: written('release', 'UPDATE graph_lease SET until = 0 WHERE tenant_id = $1 AND holder = $2 AND fence = $3'),
} as const;

/** Of all tenants: for the start of the service, and for what an operator does to the whole database. */
export const EVERY_TENANT = {
  tenants: { text: 'SELECT tenant_id FROM tenant UNION SELECT tenant_id FROM graph_connection' },
  eraseContent: {
    text: 'UPDATE graph_attempt SET content = NULL WHERE content IS NOT NULL AND outcome_at < $1 RETURNING 1',
  },
  distrust: { text: 'UPDATE graph_connection SET reviewed = 0 RETURNING 1' },
} as const;
