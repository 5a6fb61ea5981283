/**
 * Compiles the query language of the domain to SQL, for settings and for the log of changes. Each query starts from the
 * rows of one tenant: there is no other way to write one here. Builds text and parameters, and runs nothing.
 */
import {
  type CompiledQuery,
  DummyDriver,
  type ExpressionBuilder,
  Kysely,
  type RawBuilder,
  type SelectQueryBuilder,
  type SqlBool,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  sql,
} from 'kysely';
import type { SettingsContent } from '../../domain/derived-credential-settings.js';
import {
  type ChangesFilter,
  type Comparison,
  type Computed,
  decidingKeys,
  type Expression,
  type Field,
  type Filter,
  type Fold,
  type Order,
  readsField,
  type SettingsKey,
  type SortKey,
} from '../../domain/query.js';
import type { Bound, Range, Slice } from './pagination.js';
import { CHANGE, SETTINGS, type Value } from './rows.js';

type Columns = Readonly<Record<string, Value>>;
interface Tables {
  settings: Columns;
  change: Columns;
}
type Condition = RawBuilder<SqlBool>;
type Side = Bound<unknown>['side'];

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
const INCLUSIVE = { after: 'from', from: 'from', before: 'upTo', upTo: 'upTo' } as const;
const EXCLUSIVE = { after: 'after', from: 'after', before: 'before', upTo: 'before' } as const;
/** Functions that the connection must have: SQLite's own fold ASCII letters only. */
export const FOLD_FUNCTIONS = { lower: 'unicode_lower', upper: 'unicode_upper' } as const satisfies Record<
  Fold,
  string
>;
/** A function that the connection must have: it never returns and tells of a snapshot that cannot be read. */
export const DAMAGED_FUNCTION = 'damaged_snapshot';
const TRUE = sql<SqlBool>`1 = 1`;
const FALSE = sql<SqlBool>`1 = 0`;
const LAST_CODE_POINT = 0x10ffff;

/** A tenant's rows to look at: those that stand, or those that stood after the change at a position. */
export interface Scope {
  readonly tenantId: string;
  readonly asOf: number | null;
}

/** The rows that a filter matches, within bounds, from one end of an order. */
export function selectSettings(scope: Scope, filter: Filter, order: Order, slice: Slice<SettingsKey>): CompiledQuery {
  const query = settingsIn(scope)
    .select(SETTINGS.columns)
    // Before the filter: of two lower limits of one index SQLite takes the first, and a cursor is the closer one.
    .where((eb) => eb.and(slice.bounds.map((bound) => keyCondition(order, bound))))
    .where(() => condition(filter))
    .limit(slice.limit)
    .offset(slice.skip);
  return decidingKeys(order)
    .reduce((sorted, { field, direction }) => {
      const ascending = (direction === 'ASC') === (slice.from === 'start');
      return sorted.orderBy(COLUMNS[field], ascending ? 'asc' : 'desc');
    }, query)
    .compile();
}

/** How many rows a filter matches. */
export function countSettings(scope: Scope, filter: Filter): CompiledQuery {
  return settingsIn(scope)
    .select(({ fn }: ExpressionBuilder<Tables, 'settings'>) => fn.countAll().as('count'))
    .where(() => condition(filter))
    .compile();
}

function settingsIn({ tenantId, asOf }: Scope): SelectQueryBuilder<Tables, 'settings', object> {
  if (asOf === null) return kysely.selectFrom('settings').where('tenant_id', '=', tenantId);
  return kysely.selectFrom(settingsAsOf(tenantId, asOf).as('settings'));
}

/**
 * The table of settings as the log tells that it was: of each object the last change up to then. A snapshot that cannot be
 * read must not look like one that a filter does not match.
 */
function settingsAsOf(tenantId: string, asOf: number): RawBuilder<Columns> {
  const damaged = sql`${sql.ref(DAMAGED_FUNCTION)}()`;
  const snapshot = sql`iif(json_valid(last.after), last.after, ${damaged})`;
  const read = (name: keyof SettingsContent) => sql`${snapshot} ->> ${sql.lit(`$.${name}`)}`;
  const member = (name: keyof SettingsContent) => sql`coalesce(${read(name)}, ${damaged})`;
  const helpUrl = read('helpUrl');
  return sql<Columns>`(
    select last.tenant_id, last.settings_id as id, ${member('displayName')} as display_name, ${helpUrl} as help_url,
      coalesce(${helpUrl}, '') as help_url_or_empty, ${member('issuer')} as issuer,
      ${member('notificationType')} as notification_type,
      ${member('renewalThresholdPercentage')} as renewal_threshold_percentage,
      last.version, last.created_at, last.at as updated_at
    from change as last
    where tenant_id = ${tenantId} and last.position <= ${asOf} and last.after is not null and not exists (
      select 1 from change as later
      where later.tenant_id = last.tenant_id and later.settings_id = last.settings_id
        and later.version = last.version + 1 and later.position <= ${asOf}
    )
  )`;
}

/** A tenant's changes to look at; times are positions here, since none runs backwards along the log. */
export interface LogScope extends Omit<ChangesFilter, 'from' | 'upTo'>, Range {
  readonly tenantId: string;
}

/** The changes from one end of a part of the log. */
export function selectChanges(scope: LogScope, from: Slice<number>['from'], limit: number): CompiledQuery {
  const direction = from === 'start' ? 'asc' : 'desc';
  let query = changesIn(scope).select(CHANGE.columns);
  // Positions and versions of one object run the same way, and by version the index is in order.
  if (scope.settingsIds?.length === 1) query = query.orderBy('version', direction);
  return query.orderBy('position', direction).limit(limit).compile();
}

/** How many changes there are. */
export function countChanges(scope: LogScope): CompiledQuery {
  return changesIn(scope)
    .select(({ fn }: ExpressionBuilder<Tables, 'change'>) => fn.countAll().as('count'))
    .compile();
}

function changesIn({ tenantId, settingsIds, kinds, subjects, lowest, highest, ...unindexed }: LogScope) {
  const conditions = [
    // One limit on each side: of two SQLite takes the first, and reads from there to the closer one.
    ...(lowest === null ? [] : [sql<SqlBool>`"position" >= ${lowest}`]),
    ...(highest === null ? [] : [sql<SqlBool>`"position" <= ${highest}`]),
    ...isOneOf(sql.ref('settings_id'), settingsIds),
    // An index finds several values one after the other; put into order again, all of them would be read for one page.
    ...isOneOf(sql.ref('kind'), kinds, sql`+kind`),
    ...isOneOf(sql.ref('actor_subject'), subjects, sql`+actor_subject`),
    ...isOneOf(sql.ref('actor_client_id'), unindexed.clientIds),
    ...isOneOf(sql.ref('actor_kind'), unindexed.actorKinds),
    ...isOneOf(sql.ref('origin'), unindexed.origins),
    ...isOneOf(sql.ref('at'), unindexed.times),
  ];
  const query = kysely.selectFrom('change').where('tenant_id', '=', tenantId);
  return conditions.reduce((narrowed, condition) => narrowed.where(condition), query);
}

/** `ofSeveral` is the column as it is to be compared with several values; an object has few changes, so as it is. */
function isOneOf(
  column: RawBuilder<unknown>,
  values: readonly Value[] | undefined,
  ofSeveral: RawBuilder<unknown> = column,
): Condition[] {
  if (values === undefined) return [];
  if (values.length === 0) return [FALSE];
  return values.length === 1 ? [sql`${column} = ${values[0]}`] : [sql`${ofSeveral} in (${sql.join(values)})`];
}

/** One value of a bound: what the column of a key is compared with. */
interface Limit extends SortKey {
  readonly value: string | number | undefined;
}

function keyCondition(order: Order, { side, key }: Bound<SettingsKey>): Condition {
  const values = new Map<Field, string | number | undefined>(
    order.map(({ field }, index) => [field, key.values[index]]),
  );
  values.set('id', key.id);
  const limits = decidingKeys(order).map((each) => ({ ...each, value: values.get(each.field) }));
  const [first] = limits;
  if (first === undefined || limits.length === 1) return beyond(limits, side);
  if (limits.some(({ direction }) => direction !== first.direction)) {
    // The first part says nothing new, but an index can serve it.
    return sql`(${compared(first, INCLUSIVE[side])} and ${beyond(limits, side)})`;
  }
  const columns = sql.join(limits.map(({ field }) => COLUMNS[field]));
  return sql`(${columns}) ${comparatorOf(first, side)} (${sql.join(limits.map(({ value }) => value))})`;
}

/** Key by key, since a comparison of whole rows knows one direction only. */
function beyond([limit, ...others]: readonly Limit[], side: Side): Condition {
  if (limit === undefined) return FALSE;
  if (others.length === 0) return compared(limit, side);
  const equal = sql`${COLUMNS[limit.field]} = ${limit.value}`;
  return sql`(${compared(limit, EXCLUSIVE[side])} or (${equal} and ${beyond(others, side)}))`;
}

function compared(limit: Limit, side: Side): Condition {
  return sql`${COLUMNS[limit.field]} ${comparatorOf(limit, side)} ${limit.value}`;
}

function comparatorOf({ direction }: SortKey, side: Side): RawBuilder<unknown> {
  return BOUNDS[direction === 'ASC' ? side : REVERSED[side]];
}

function condition(filter: Filter): Condition {
  switch (filter.op) {
    case 'and':
      return joined(filter.filters, sql` and `, TRUE);
    case 'or':
      return joined(filter.filters, sql` or `, FALSE);
    case 'not':
      return sql`not ${condition(filter.filter)}`;
    case 'computed':
      return computed(filter);
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

/** One that is made of an absent help URL meets no condition, like the help URL itself. */
function computed({ is, left, right }: Computed): Condition {
  const [one, other] = [expression(left), expression(right)];
  const holds = computedCondition(is, one, other);
  return [left, right].some((side) => readsField(side, 'helpUrl'))
    ? sql`(${holds} and ${COLUMNS.helpUrl} > '')`
    : holds;
}

function computedCondition(is: Computed['is'], one: RawBuilder<unknown>, other: RawBuilder<unknown>): Condition {
  switch (is) {
    case 'contains':
      return sql`(instr(${one}, ${other}) > 0)`;
    case 'startsWith':
      return sql`(substr(${one}, 1, length(${other})) = ${other})`;
    case 'endsWith':
      return sql`(substr(${one}, length(${one}) - length(${other}) + 1) = ${other})`;
    default:
      return sql`(${one} ${COMPARATORS[is]} ${other})`;
  }
}

function expression(part: Expression): RawBuilder<unknown> {
  if ('field' in part) return COLUMNS[part.field];
  if ('constant' in part) return sql`${part.constant}`;
  const of = part.of.map(expression);
  const [first, second] = of;
  switch (part.fn) {
    case 'lower':
    case 'upper':
      return sql`${sql.ref(FOLD_FUNCTIONS[part.fn])}(${first})`;
    case 'concat':
      return sql`(${first} || ${second})`;
    case 'substring':
      return sql`substr(${sql.join([first, sql`1 + ${second}`, ...of.slice(2)])})`;
    case 'indexOf':
      return sql`(instr(${first}, ${second}) - 1)`;
    default:
      return sql`${sql.ref(part.fn)}(${first})`;
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
