/**
 * The database code of every peer over SQLite: tables, indexes and PRAGMAs are the service's, because the file is opened with its
 * migrations. Statements are prepared once, and a create writes the same rows in one transaction. It has one tenant and only the
 * queries that are measured.
 */
import { randomUUID } from 'node:crypto';
import type Database from 'better-sqlite3';
import { openSqliteFile, sqlitePath } from '../../src/store/sqlite/sqlite-file.js';
import { tenantId } from '../servers/dataset.js';
import { type Input, readInput } from './settings-input.js';
import {
  createdSettings,
  type Listing,
  NO_HASH,
  pageQuery,
  type Row,
  SELECT,
  type Settings,
  type SettingsPage,
  settingsFromRow,
} from './settings-rows.js';

const TENANT = tenantId(0);

export class SettingsTable {
  readonly #database: Database.Database;
  readonly #statements = new Map<string, Database.Statement<unknown[], Row>>();
  readonly #find: Database.Statement<[string, string], Row>;
  readonly #insert: (input: Input) => Settings;

  constructor(databaseUrl: string) {
    this.#database = openSqliteFile(sqlitePath(databaseUrl), () => {});
    this.#find = this.#database.prepare(`${SELECT} tenant_id = ? AND id = ?`);
    this.#insert = insertion(this.#database);
  }

  find(id: string): Settings | null {
    const row = this.#find.get(TENANT, id.toLowerCase());
    return row ? settingsFromRow(row) : null;
  }

  /** Throws if the page size is out of bounds. */
  list(listing: Listing): SettingsPage {
    const { sql, values, page } = pageQuery(TENANT, listing, () => '?');
    return page(this.#all(sql, values));
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
    `INSERT INTO change (tenant_id, position, settings_id, version, kind, at, created_at, actor,
       actor_client_id, actor_kind, origin, request_id, snapshot_format, after, hash)
     VALUES (@tenant, @position, @id, 1, 'CREATED', @at, @at, 1, NULL, 'USER', 'GRAPHQL', @requestId, 1, @after, '${NO_HASH}')`,
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
    return createdSettings(id, input, at);
  });
  return transaction.immediate;
}
