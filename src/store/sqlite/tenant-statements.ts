/**
 * Prepared statements that always run for one tenant: SQL that does not bind `tenant_id` is refused, and running a
 * statement takes the tenant's id. All statements on tenants' rows are prepared here. Rows are arrays of values, which
 * better-sqlite3 creates in half the time of objects.
 */
import type Database from 'better-sqlite3';
import type { CompiledQuery } from 'kysely';
import { LRUCache } from 'lru-cache';
import type { Value } from '../sql/rows.js';

// Fixed statements bind the tenant by name, so no other value can take its place.
const NAMES_ITS_TENANT = /\btenant_id = @tenant_id\b|VALUES \(@tenant_id\b/;
const BEGINS_WITH_ITS_TENANT = /^[^?]*"?\btenant_id\b"? = \?/;
// Statements of compiled filters: the most recently used ones stay prepared.
const MAX_COMPILED = 200;

type AnyRow = readonly unknown[];

/** The text of a query and the values of its parameters. */
export type Query = Pick<CompiledQuery, 'sql' | 'parameters'>;

/** A statement that can only run for a tenant. Its other parameters are positional. */
export interface TenantStatement<Row extends AnyRow> {
  get(tenantId: string, ...values: readonly Value[]): Row | undefined;
  all(tenantId: string, ...values: readonly Value[]): Row[];
  /** Returns the number of rows written. */
  run(tenantId: string, ...values: readonly Value[]): number;
}

export class TenantStatements {
  readonly #database: Database.Database;
  readonly #compiled = new LRUCache<string, Database.Statement<unknown[]>>({ max: MAX_COMPILED });

  constructor(database: Database.Database) {
    this.#database = database;
  }

  /** Prepares SQL with the parameter `@tenant_id`. */
  prepare<Row extends AnyRow = AnyRow>(text: string): TenantStatement<Row> {
    const statement = this.#prepare<Row>(text, NAMES_ITS_TENANT);
    return {
      get: (tenantId, ...values) => statement.get(...values, { tenant_id: tenantId }),
      all: (tenantId, ...values) => statement.all(...values, { tenant_id: tenantId }),
      run: (tenantId, ...values) => statement.run(...values, { tenant_id: tenantId }).changes,
    };
  }

  /** Runs a compiled query, whose first parameter must be the tenant's id. */
  all<Row extends AnyRow = AnyRow>({ sql, parameters }: Query): Row[] {
    let statement = this.#compiled.get(sql);
    if (statement === undefined) {
      statement = this.#prepare(sql, BEGINS_WITH_ITS_TENANT);
      this.#compiled.set(sql, statement);
    }
    return statement.all(...parameters) as Row[];
  }

  #prepare<Row>(text: string, rule: RegExp): Database.Statement<unknown[], Row> {
    if (!rule.test(text)) throw new Error(`This statement names no tenant: ${text}`);
    const statement = this.#database.prepare<unknown[], Row>(text);
    return statement.reader ? statement.raw() : statement;
  }
}
