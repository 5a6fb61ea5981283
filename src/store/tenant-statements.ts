/**
 * Prepared statements that always run for one tenant: preparing SQL that does not bind `tenant_id` is refused, and
 * running it takes the tenant. The one place that prepares statements on tenants' rows.
 */
import type Database from 'better-sqlite3';
import type { CompiledQuery } from 'kysely';
import { LRUCache } from 'lru-cache';

const NAMES_ITS_TENANT = /"?\btenant_id\b"? = (?:\?|@tenant_id)|VALUES \(@tenant_id\b/;
// Filters come in many shapes; the common ones stay prepared.
const MAX_COMPILED = 200;

/** Values by parameter name, the tenant aside. */
type Parameters = Readonly<Record<string, string | number | null>>;

/** A statement that can only run for a tenant. */
export interface TenantStatement<Row> {
  get(tenantId: string, parameters?: Parameters): Row | undefined;
  all(tenantId: string, parameters?: Parameters): Row[];
  /** Returns the number of rows written. */
  run(tenantId: string, parameters?: Parameters): number;
}

export class TenantStatements {
  readonly #database: Database.Database;
  readonly #compiled = new LRUCache<string, Database.Statement<unknown[]>>({ max: MAX_COMPILED });

  constructor(database: Database.Database) {
    this.#database = database;
  }

  /** Prepares SQL with named parameters, of which `@tenant_id` is one. */
  prepare<Row = never>(text: string): TenantStatement<Row> {
    const statement = this.#prepare<[object], Row>(text);
    return {
      get: (tenantId, parameters) => statement.get({ ...parameters, tenant_id: tenantId }),
      all: (tenantId, parameters) => statement.all({ ...parameters, tenant_id: tenantId }),
      run: (tenantId, parameters) => statement.run({ ...parameters, tenant_id: tenantId }).changes,
    };
  }

  /** Runs a compiled query, which begins with the rows of a tenant. */
  all<Row>({ sql, parameters }: CompiledQuery): Row[] {
    let statement = this.#compiled.get(sql);
    if (statement === undefined) {
      statement = this.#prepare<unknown[], unknown>(sql);
      this.#compiled.set(sql, statement);
    }
    return statement.all(...parameters) as Row[];
  }

  #prepare<Bound extends unknown[], Row>(text: string): Database.Statement<Bound, Row> {
    if (!NAMES_ITS_TENANT.test(text)) throw new Error(`This statement names no tenant: ${text}`);
    return this.#database.prepare<Bound, Row>(text);
  }
}
