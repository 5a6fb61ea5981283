/**
 * Compiles the query language of the domain to SQL. Each query starts from the rows of one tenant: there is no other way
 * to write one here. Builds text and parameters, and runs nothing.
 */
import {
  type CompiledQuery,
  DummyDriver,
  type ExpressionBuilder,
  Kysely,
  type RawBuilder,
  type SqlBool,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  sql,
} from 'kysely';
import type { Comparison, Field, Filter, Fold, Order, SettingsKey } from '../domain/query.js';
import type { Bound, Slice } from './pagination.js';
import type { ChangeRow, SettingsRow } from './rows.js';

interface Tables {
  settings: SettingsRow;
  change: ChangeRow;
}
type Condition = RawBuilder<SqlBool>;

const kysely = new Kysely<Tables>({
  dialect: {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (database) => new SqliteIntrospector(database),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  },
});

// An absent help URL compares and orders as the empty text, which no address is.
const COLUMNS: Record<Field, RawBuilder<unknown>> = {
  id: sql.ref('id'),
  displayName: sql.ref('display_name'),
  helpUrl: sql.ref('help_url_or_empty'),
  issuer: sql.ref('issuer'),
  notificationType: sql.ref('notification_type'),
  renewalThresholdPercentage: sql.ref('renewal_threshold_percentage'),
  createdAt: sql.ref('created_at'),
  updatedAt: sql.ref('updated_at'),
};
const COMPARATORS = { eq: sql`=`, lt: sql`<`, lte: sql`<=`, gt: sql`>`, gte: sql`>=` } as const;
const BOUNDS = { after: sql`>`, from: sql`>=`, before: sql`<`, upTo: sql`<=` } as const;
const REVERSED = { after: 'before', from: 'upTo', before: 'after', upTo: 'from' } as const;
/** Functions that the connection must have: SQLite's own fold ASCII letters only. */
export const FOLD_FUNCTIONS = { lower: 'unicode_lower', upper: 'unicode_upper' } as const satisfies Record<
  Fold,
  string
>;
const TRUE = sql<SqlBool>`1 = 1`;
const FALSE = sql<SqlBool>`1 = 0`;
const LAST_CODE_POINT = 0x10ffff;

/** The rows of a tenant that a filter matches, within bounds, from one end of an order. */
export function selectSettings(
  tenantId: string,
  filter: Filter,
  order: Order,
  slice: Slice<SettingsKey>,
): CompiledQuery {
  const ascending = (order.direction === 'ASC') === (slice.from === 'start');
  const direction = ascending ? 'asc' : 'desc';
  const column = COLUMNS[order.field];
  const query = kysely
    .selectFrom('settings')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    // Before the filter: of two lower limits of one index SQLite takes the first, and a cursor is the closer one.
    .where((eb) => eb.and(slice.bounds.map((bound) => keyCondition(order, bound))))
    .where(() => condition(filter))
    .limit(slice.limit)
    .offset(slice.skip);
  const ordered = order.field === 'id' ? query : query.orderBy(column, direction);
  return ordered.orderBy('id', direction).compile();
}

/** How many rows of a tenant a filter matches. */
export function countSettings(tenantId: string, filter: Filter): CompiledQuery {
  return kysely
    .selectFrom('settings')
    .select(({ fn }: ExpressionBuilder<Tables, 'settings'>) => fn.countAll().as('count'))
    .where('tenant_id', '=', tenantId)
    .where(() => condition(filter))
    .compile();
}

/** A tenant's changes, or those of one object, within bounds, from one end of the log. */
export function selectChanges(tenantId: string, settingsId: string | null, slice: Slice<number>): CompiledQuery {
  const direction = slice.from === 'start' ? 'asc' : 'desc';
  let query = kysely.selectFrom('change').selectAll().where('tenant_id', '=', tenantId);
  // Positions and versions of one object run the same way, and by version the index is in order.
  if (settingsId !== null) query = query.where('settings_id', '=', settingsId).orderBy('version', direction);
  for (const { side, key } of slice.bounds) query = query.where(sql<SqlBool>`"position" ${BOUNDS[side]} ${key}`);
  return query.orderBy('position', direction).limit(slice.limit).compile();
}

/** How many changes a tenant's log, or one object's history, holds. */
export function countChanges(tenantId: string, settingsId: string | null): CompiledQuery {
  const query = kysely
    .selectFrom('change')
    .select(({ fn }: ExpressionBuilder<Tables, 'change'>) => fn.countAll().as('count'))
    .where('tenant_id', '=', tenantId);
  return (settingsId === null ? query : query.where('settings_id', '=', settingsId)).compile();
}

function keyCondition({ field, direction }: Order, { side, key }: Bound<SettingsKey>): Condition {
  const comparator = BOUNDS[direction === 'ASC' ? side : REVERSED[side]];
  if (field === 'id') return sql`"id" ${comparator} ${key.id}`;
  return sql`(${COLUMNS[field]}, "id") ${comparator} (${key.value}, ${key.id})`;
}

function condition(filter: Filter): Condition {
  switch (filter.op) {
    case 'and':
      return joined(filter.filters, sql` and `, TRUE);
    case 'or':
      return joined(filter.filters, sql` or `, FALSE);
    case 'not':
      return sql`not ${condition(filter.filter)}`;
    default:
      return filter.field === 'helpUrl' ? helpUrlComparison(filter) : comparison(filter);
  }
}

function joined(filters: readonly Filter[], operator: RawBuilder<unknown>, none: Condition): Condition {
  return filters.length === 0 ? none : sql`(${sql.join(filters.map(condition), operator)})`;
}

/** An absent help URL equals only null and meets no other comparison. */
function helpUrlComparison(filter: Extract<Comparison, { field: 'helpUrl' }>): Condition {
  if (filter.op === 'eq' && filter.value === null) return sql`(${COLUMNS.helpUrl} = '')`;
  return sql`(${comparison(filter)} and ${COLUMNS.helpUrl} > '')`;
}

function comparison(filter: Comparison): Condition {
  const column = operand(filter);
  switch (filter.op) {
    case 'in':
      return filter.values.length === 0 ? FALSE : sql`(${column} in (${sql.join(filter.values)}))`;
    case 'contains':
      return sql`(instr(${column}, ${filter.value}) > 0)`;
    case 'startsWith':
      return startsWith(column, filter.value);
    case 'endsWith':
      return sql`(substr(${column}, length(${column}) - length(${filter.value}) + 1) = ${filter.value})`;
    default:
      return sql`(${column} ${COMPARATORS[filter.op]} ${filter.value})`;
  }
}

function operand(filter: Comparison): RawBuilder<unknown> {
  const column = COLUMNS[filter.field];
  const fold = 'fold' in filter ? filter.fold : undefined;
  return fold === undefined ? column : sql`${sql.ref(FOLD_FUNCTIONS[fold])}(${column})`;
}

/** As a range, so that the index serves it: from the prefix up to the first text beyond all that begin with it. */
function startsWith(column: RawBuilder<unknown>, prefix: string): Condition {
  const end = firstBeyond(prefix);
  return end === null ? sql`(${column} >= ${prefix})` : sql`(${column} >= ${prefix} and ${column} < ${end})`;
}

function firstBeyond(prefix: string): string | null {
  const points = [...prefix].map((character) => character.codePointAt(0) ?? 0);
  while (points.at(-1) === LAST_CODE_POINT) points.pop();
  const last = points.pop();
  if (last === undefined) return null;
  // U+D800 to U+DFFF are no characters: what follows U+D7FF is U+E000.
  return String.fromCodePoint(...points, last === 0xd7ff ? 0xe000 : last + 1);
}
