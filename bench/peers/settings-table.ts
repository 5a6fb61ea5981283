/**
 * The database code of every peer: tables, indexes and PRAGMAs are the service's, because the file is opened with its migrations.
 * Statements are prepared once, and a create writes the same rows in one transaction. It has one tenant and only the queries
 * that are measured.
 */
import { randomUUID } from 'node:crypto';
import type Database from 'better-sqlite3';
import { openSqliteFile } from '../../src/store/sqlite/sqlite-file.js';
import { tenantId } from '../servers/dataset.js';
import { type Input, readInput } from './settings-input.js';

export interface Settings extends Input {
  readonly id: string;
  readonly version: number;
  readonly createdAt: string;
  readonly updatedAt: string;
}

export interface Listing {
  readonly first: number;
  readonly filter?: { readonly issuer?: Eq; readonly renewalThresholdPercentage?: { readonly gte?: number } };
  /** Only the first entry is used. */
  readonly orderBy?: readonly { readonly field: keyof typeof ORDERS; readonly direction: 'ASC' | 'DESC' }[];
}
interface Eq {
  readonly eq?: string;
}

export interface SettingsPage {
  readonly nodes: readonly Settings[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

interface Row {
  readonly id: string;
  readonly display_name: string;
  readonly help_url: string | null;
  readonly issuer: string;
  readonly notification_type: string;
  readonly renewal_threshold_percentage: number;
  readonly version: number;
  readonly created_at: number;
  readonly updated_at: number;
}

const TENANT = tenantId(0);
const SELECT = `SELECT id, display_name, help_url, issuer, notification_type, renewal_threshold_percentage, version,
  created_at, updated_at FROM settings WHERE`;
const ORDERS = { CREATED_AT: ['created_at', 'createdAt'], DISPLAY_NAME: ['display_name', 'displayName'] } as const;
const OLDEST_FIRST = { field: 'CREATED_AT', direction: 'ASC' } as const;
const MAX_PAGE_SIZE = 100;

export class SettingsTable {
  readonly #database: Database.Database;
  readonly #statements = new Map<string, Database.Statement<unknown[], Row>>();
  readonly #find: Database.Statement<[string, string], Row>;
  readonly #insert: (input: Input) => Settings;

  constructor(file: string) {
    this.#database = openSqliteFile(file, () => {});
    this.#find = this.#database.prepare(`${SELECT} tenant_id = ? AND id = ?`);
    this.#insert = insertion(this.#database);
  }

  find(id: string): Settings | null {
    const row = this.#find.get(TENANT, id.toLowerCase());
    return row ? settingsFromRow(row) : null;
  }

  /** Throws if the page size is out of bounds. */
  list({ first, filter = {}, orderBy: [orderBy = OLDEST_FIRST] = [] }: Listing): SettingsPage {
    if (!(first >= 1 && first <= MAX_PAGE_SIZE)) throw new Error(`first is ${first}, not 1 to ${MAX_PAGE_SIZE}.`);
    const [column, property] = ORDERS[orderBy.field];
    const conditions = ['tenant_id = ?'];
    const values: (string | number)[] = [TENANT];
    const { issuer, renewalThresholdPercentage: threshold } = filter;
    if (issuer?.eq !== undefined) values.push(issuer.eq) && conditions.push('issuer = ?');
    if (threshold?.gte !== undefined) {
      values.push(threshold.gte) && conditions.push('renewal_threshold_percentage >= ?');
    }
    const order = `${column} ${orderBy.direction}, id ${orderBy.direction}`;
    const rows = this.#all(`${SELECT} ${conditions.join(' AND ')} ORDER BY ${order} LIMIT ?`, [...values, first + 1]);
    const [nodes, last] = [rows.slice(0, first).map(settingsFromRow), rows[Math.min(first, rows.length) - 1]];
    const key = last && [property, orderBy.direction, last[column], last.id];
    return { nodes, pageInfo: { hasNextPage: rows.length > first, endCursor: key ? cursorOf(key) : null } };
  }

  /** Throws if the input breaks a rule. The row is durable when it returns. */
  create(given: Input): Settings {
    return this.#insert(readInput(given));
  }

  #all(sql: string, values: readonly (string | number)[]): Row[] {
    let statement = this.#statements.get(sql);
    if (statement === undefined) {
      statement = this.#database.prepare(sql);
      this.#statements.set(sql, statement);
    }
    return statement.all(...values);
  }
}

/** Returns a function that writes the tenant's next position, the log entry and the row in one transaction. */
function insertion(database: Database.Database): (input: Input) => Settings {
  const head = database.prepare<[string], { position: number; at: number; settings: number }>(
    'SELECT position, at, settings FROM tenant WHERE tenant_id = ?',
  );
  const advance = database.prepare(
    `INSERT INTO tenant (tenant_id, position, at, settings) VALUES (@tenant, @position, @at, @settings)
     ON CONFLICT DO UPDATE SET position = excluded.position, at = excluded.at, settings = excluded.settings`,
  );
  const log = database.prepare(
    `INSERT INTO change (tenant_id, position, settings_id, version, kind, at, created_at, actor_subject,
       actor_client_id, actor_kind, origin, request_id, snapshot_format, after)
     VALUES (@tenant, @position, @id, 1, 'CREATED', @at, @at, 'somebody', NULL, 'USER', 'GRAPHQL', @requestId, 1, @after)`,
  );
  const insert = database.prepare(
    `INSERT INTO settings (tenant_id, id, display_name, help_url, issuer, notification_type,
       renewal_threshold_percentage, version, created_at, updated_at, position)
     VALUES (@tenant, @id, @displayName, @helpUrl, @issuer, @notificationType, @renewalThresholdPercentage, 1, @at, @at,
       @position)`,
  );
  const transaction = database.transaction((input: Input): Settings => {
    const last = head.get(TENANT) ?? { position: 0, at: 0, settings: 0 };
    const at = Math.max(Date.now(), last.at);
    const id = randomUUID();
    const row = { tenant: TENANT, id, position: last.position + 1, at };
    advance.run({ ...row, settings: last.settings + 1 });
    log.run({ ...row, requestId: randomUUID(), after: JSON.stringify(input) });
    insert.run({ ...row, ...input });
    const time = new Date(at).toISOString();
    return { id, ...input, version: 1, createdAt: time, updatedAt: time };
  });
  return transaction.immediate;
}

function settingsFromRow(row: Row): Settings {
  return {
    id: row.id,
    displayName: row.display_name,
    helpUrl: row.help_url,
    issuer: row.issuer,
    notificationType: row.notification_type,
    renewalThresholdPercentage: row.renewal_threshold_percentage,
    version: row.version,
    createdAt: new Date(row.created_at).toISOString(),
    updatedAt: new Date(row.updated_at).toISOString(),
  };
}

function cursorOf(key: readonly unknown[]): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}
