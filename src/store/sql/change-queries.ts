/** Queries of a tenant's log of changes. Every query is limited to one tenant. Builds text and parameters, and runs nothing. */
import { type CompiledQuery, type ExpressionBuilder, type Kysely, type SqlBool, sql } from 'kysely';
import type { ChangesFilter } from '../../domain/query.js';
import { type Condition, type Dialect, type Operand, queryBuilder, type Tables } from './dialect.js';
import type { Range, Slice } from './pagination.js';
import { CHANGE, type Value } from './rows.js';

/** The changes to query. A range of time is a range of positions here: time never decreases along the log. */
export interface LogScope extends Omit<ChangesFilter, 'from' | 'upTo'>, Range {
  readonly tenantId: string;
}

const isColumn = (text: string) => CHANGE.columns.includes(text);
// The text of an expression would be too long for a name.
const SELECTION = CHANGE.selection.map((each, index) =>
  sql.raw<Value>(each).as(isColumn(each) ? each : `read${index}`),
);

type Changes = ExpressionBuilder<Tables, 'change'>;

export function changeQueries(dialect: Dialect) {
  const kysely = queryBuilder(dialect);
  return {
    /** The changes from one end of a part of the log. */
    selectChanges(scope: LogScope, from: Slice<number>['from'], limit: number): CompiledQuery {
      const direction = from === 'start' ? 'asc' : 'desc';
      let query = changesIn(kysely, dialect, scope).select(SELECTION);
      // The versions of one object increase with the position, and the index on them is in this order.
      if (scope.settingsIds?.length === 1) query = query.orderBy('version', direction);
      return query.orderBy('position', direction).limit(limit).compile();
    },

    countChanges(scope: LogScope): CompiledQuery {
      // Positions have no gaps, so the last one is the number of all.
      if (isWholeLog(scope)) {
        return kysely.selectFrom('tenant').select('position').where('tenant_id', '=', scope.tenantId).compile();
      }
      return changesIn(kysely, dialect, scope)
        .select(({ fn }: Changes) => fn.countAll().as('count'))
        .compile();
    },
  };
}

function isWholeLog({ tenantId: _, lowest, highest, ...lists }: LogScope): boolean {
  return lowest === null && highest === null && Object.keys(lists).length === 0;
}

function changesIn(kysely: Kysely<Tables>, { withoutIndex }: Dialect, { tenantId, ...scope }: LogScope) {
  const [kind, actor] = [sql.ref('kind'), sql.ref('actor')];
  const conditions = [
    // At most one bound on each side: of two SQLite uses the first, and scans from there to the closer one.
    ...(scope.lowest === null ? [] : [sql<SqlBool>`"position" >= ${scope.lowest}`]),
    ...(scope.highest === null ? [] : [sql<SqlBool>`"position" <= ${scope.highest}`]),
    ...isOneOf(sql.ref('settings_id'), scope.settingsIds),
    // An index returns several values one after the other. To sort them by position, all of them would be read for one page.
    ...isOneOf(kind, scope.kinds, withoutIndex(kind)),
    ...isOneOf(
      actor,
      scope.subjects?.map((subject) => actorKey(tenantId, subject)),
      withoutIndex(actor),
    ),
    ...isOneOf(sql.ref('actor_client_id'), scope.clientIds),
    ...isOneOf(sql.ref('actor_kind'), scope.actorKinds),
    ...isOneOf(sql.ref('origin'), scope.origins),
    ...isOneOf(sql.ref('at'), scope.times),
  ];
  const query = kysely.selectFrom('change').where('tenant_id', '=', tenantId);
  return conditions.reduce((narrowed, condition) => narrowed.where(condition), query);
}

/** The key of a subject. The planner uses an index for it as for a value. */
function actorKey(tenantId: string, subject: string): Operand {
  return sql`(select key from actor where tenant_id = ${tenantId} and subject = ${subject})`;
}

/** `ofSeveral` is compared instead of the column if there is more than one value. */
function isOneOf(column: Operand, values: readonly (Value | Operand)[] | undefined, ofSeveral = column): Condition[] {
  if (values === undefined) return [];
  if (values.length === 0) return [sql<SqlBool>`1 = 0`];
  return values.length === 1
    ? [sql<SqlBool>`${column} = ${values[0]}`]
    : [sql<SqlBool>`${ofSeveral} in (${sql.join(values)})`];
}
