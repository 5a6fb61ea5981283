/**
 * Queries of a tenant's settings: as they are, or as the log says they were at a position. Every query is limited to one
 * tenant. Builds text and parameters, and runs nothing.
 */
import { type CompiledQuery, type ExpressionBuilder, type Kysely, type RawBuilder, sql } from 'kysely';
import type { CONTENT_FIELDS } from '../../domain/derived-credential-settings.js';
import { decidingKeys, type Filter, isEverything, type Order, type SettingsKey } from '../../domain/query.js';
import { COLUMNS } from './columns.js';
import { type Columns, type Dialect, queryBuilder, type Tables } from './dialect.js';
import { filterCondition } from './filter-condition.js';
import { keysetCondition } from './keyset-condition.js';
import type { Slice } from './pagination.js';
import { SETTINGS } from './rows.js';

/** The rows to query: the current ones, or those after the change at a position. */
export interface Scope {
  readonly tenantId: string;
  readonly asOf: number | null;
}

type Settings = ExpressionBuilder<Tables, 'settings'>;

export function settingsQueries(dialect: Dialect) {
  const kysely = queryBuilder(dialect);
  return {
    /** The rows that match a filter, within bounds, from one end of an order. */
    selectSettings(scope: Scope, filter: Filter, order: Order, slice: Slice<SettingsKey>): CompiledQuery {
      const query = settingsIn(kysely, dialect, scope)
        .select(SETTINGS.columns)
        // Before the filter: of two lower bounds on one index SQLite uses the first, and the cursor's is the closer one.
        .where((eb) => eb.and(slice.bounds.map((bound) => keysetCondition(order, bound))))
        .where(() => filterCondition(dialect, filter))
        .limit(slice.limit)
        .offset(slice.skip);
      return decidingKeys(order)
        .reduce((sorted, { field, direction }) => {
          const ascending = (direction === 'ASC') === (slice.from === 'start');
          return sorted.orderBy(COLUMNS[field], ascending ? 'asc' : 'desc');
        }, query)
        .compile();
    },

    /** The number of rows that match a filter. */
    countSettings(scope: Scope, filter: Filter): CompiledQuery {
      // Each tenant's row has the number of its settings.
      if (scope.asOf === null && isEverything(filter)) {
        return kysely.selectFrom('tenant').select('settings').where('tenant_id', '=', scope.tenantId).compile();
      }
      return settingsIn(kysely, dialect, scope)
        .select(({ fn }: Settings) => fn.countAll().as('count'))
        .where(() => filterCondition(dialect, filter))
        .compile();
    },
  };
}

function settingsIn(kysely: Kysely<Tables>, dialect: Dialect, { tenantId, asOf }: Scope) {
  if (asOf === null) return kysely.selectFrom('settings').where('tenant_id', '=', tenantId);
  return kysely.selectFrom(settingsAsOf(dialect, tenantId, asOf).as('settings'));
}

/** The table of settings at a position: the rows that have not changed since, and what the log says about the others. */
function settingsAsOf(dialect: Dialect, tenantId: string, asOf: number): RawBuilder<Columns> {
  const field = (name: (typeof CONTENT_FIELDS)[number]) => dialect.snapshotField(sql.ref('change.after'), name);
  return sql<Columns>`(
    select tenant_id, id, display_name, help_url, help_url_or_empty, issuer, notification_type,
      renewal_threshold_percentage, version, created_at, updated_at
    from settings where tenant_id = ${tenantId} and position <= ${asOf}
    union all
    select change.tenant_id, change.settings_id, ${field('displayName')}, ${field('helpUrl')},
      coalesce(${field('helpUrl')}, ''), ${field('issuer')}, ${field('notificationType')},
      ${field('renewalThresholdPercentage')}, change.version, change.created_at, change.at
    from superseded left join change on change.tenant_id = superseded.tenant_id and change.position = superseded.since
    where superseded.tenant_id = ${tenantId} and superseded.until > ${asOf} and superseded.since <= ${asOf}
  )`;
}
