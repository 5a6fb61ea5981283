/**
 * The database code of the hand-written peer over PostgreSQL, with `pg` as its documentation shows: a pool of connections, a
 * statement for each read, and for a create one transaction that writes the same rows as the service. Tables and indexes are the
 * service's, because the database is opened with its migrations. It has only the queries that are measured.
 */
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { readConnectionUrl } from '../../src/store/postgres/connections/connection-url.js';
import { prepareDatabase } from '../../src/store/postgres/schema.js';
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

const CONNECTIONS = 16;
const INT8 = 20;
const FIND = { name: 'find', text: `${SELECT} tenant_id = $1 AND id = $2` };
const ADVANCE = {
  name: 'advance',
  text: `INSERT INTO tenant AS t (tenant_id, position, at, previous_at, settings) VALUES ($1, 1, $2, 0, 1)
    ON CONFLICT (tenant_id) DO UPDATE SET position = t.position + 1, previous_at = t.at, at = greatest(t.at, excluded.at),
      settings = t.settings + 1
    RETURNING position, at`,
};
const LOG = {
  name: 'log',
  text: `INSERT INTO change (tenant_id, position, settings_id, version, kind, at, created_at, actor,
      actor_client_id, actor_kind, origin, request_id, snapshot_format, after, commit_id, hash)
    VALUES ($1, $2, $3, 1, 'CREATED', $4, $4, 1, NULL, 'USER', 'GRAPHQL', $5, 1, $6, $7, '${NO_HASH}')`,
};
const INSERT = {
  name: 'insert',
  text: `INSERT INTO settings (tenant_id, id, display_name, help_url, issuer, notification_type,
      renewal_threshold_percentage, version, created_at, updated_at, position)
    VALUES ($1, $2, $3, $4, $5, $6, $7, 1, $8, $8, $9)`,
};

/** Brings the schema of a database up to date, and opens a pool of connections to it. */
export async function openPool(databaseUrl: string): Promise<pg.Pool> {
  await prepareDatabase(readConnectionUrl(databaseUrl));
  // Times and positions are below 2^53.
  pg.types.setTypeParser(INT8, Number);
  return new pg.Pool({ connectionString: databaseUrl, max: CONNECTIONS });
}

/** The settings of one tenant. */
export class PostgresSettings {
  readonly #pool: pg.Pool;
  readonly #tenantId: string;

  constructor(pool: pg.Pool, tenantId: string) {
    this.#pool = pool;
    this.#tenantId = tenantId;
  }

  async find(id: string): Promise<Settings | null> {
    const { rows } = await this.#pool.query<Row>({ ...FIND, values: [this.#tenantId, id.toLowerCase()] });
    return rows[0] ? settingsFromRow(rows[0]) : null;
  }

  /** Rejects if the page size is out of bounds. */
  async list(listing: Listing): Promise<SettingsPage> {
    const { sql, values, page } = pageQuery(this.#tenantId, listing, (number) => `$${number}`);
    const { rows } = await this.#pool.query<Row>(sql, [...values]);
    return page(rows);
  }

  /** Rejects if the input breaks a rule. The row is durable when it resolves. */
  async create(given: Input): Promise<Settings> {
    const input = readInput(given);
    const client = await this.#pool.connect();
    try {
      await client.query('BEGIN');
      const created = await this.#insert(client, input);
      await client.query('COMMIT');
      return created;
    } catch (error) {
      await client.query('ROLLBACK');
      throw error;
    } finally {
      client.release();
    }
  }

  async #insert(client: pg.PoolClient, input: Input): Promise<Settings> {
    const [id, tenantId] = [randomUUID(), this.#tenantId];
    const { rows } = await client.query({ ...ADVANCE, values: [tenantId, Date.now()] });
    const { position, at } = rows[0];
    const after = JSON.stringify(input);
    await client.query({ ...LOG, values: [tenantId, position, id, at, randomUUID(), after, randomUUID()] });
    await client.query({ ...INSERT, values: [tenantId, id, ...Object.values(input), at, position] });
    return createdSettings(id, input, at);
  }
}
