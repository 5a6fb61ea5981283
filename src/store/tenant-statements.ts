/**
 * Prepared statements that always run for one tenant: preparing SQL that does not bind `tenant_id` is refused, and
 * running it takes the tenant. The one place that prepares statements on tenants' rows.
 */
import type Database from 'better-sqlite3';
import type { CompiledQuery } from 'kysely';
import { LRUCache } from 'lru-cache';
import type { Values } from './rows.js';

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
  readonly #compiled = new LRUCache<string, Database.Statement<unknown[], Values>>({ max: MAX_COMPILED });

  constructor(database: Database.Database) {
    this.#database = database;
  }

  /** Prepares SQL with named parameters, of which `@tenant_id` is one. */
  prepare<Row = never>(text: string): TenantStatement<Row> {
    return bound(this.#prepare<[object], Row>(text));
  }

  /** Prepares a query whose rows come as lists of values, in the order of its columns. */
  prepareValues(text: string): TenantStatement<Values> {
    return bound(this.#prepare<[object], Values>(text).raw());
  }

  /** Runs a compiled query, which begins with the rows of a tenant. Its rows come as lists of values too. */
  all({ sql, parameters }: CompiledQuery): Values[] {
    let statement = this.#compiled.get(sql);
    if (statement === undefined) {
      statement = this.#prepare<unknown[], Values>(sql).raw();
      this.#compiled.set(sql, statement);
    }
    return statement.all(...parameters);
  }

  #prepare<Bound extends unknown[], Row>(text: string): Database.Statement<Bound, Row> {
    if (!NAMES_ITS_TENANT.test(text)) throw new Error(`This statement names no tenant: ${text}`);
    return this.#database.prepare<Bound, Row>(text);
  }
}

function bound<Row>(statement: Database.Statement<[object], Row>): TenantStatement<Row> {
  return {
    get: (tenantId, parameters) => statement.get({ ...parameters, tenant_id: tenantId }),
    all: (tenantId, parameters) => statement.all({ ...parameters, tenant_id: tenantId }),
    run: (tenantId, parameters) => statement.run({ ...parameters, tenant_id: tenantId }).changes,
  };
}
