/**
 * Queries of a tenant's settings: as they are, or as the log says they were at a position. Every query is limited to one
 * tenant. Builds text and parameters, and runs nothing.
 */
import { type CompiledQuery, type ExpressionBuilder, type Kysely, type RawBuilder, sql } from 'kysely';
import type { CONTENT_FIELDS } from '../../domain/derived-credential-settings.js';
import { decidingKeys, type Filter, type Order, type SettingsKey } from '../../domain/query.js';
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

/** The table of settings at a position, computed from the log: the last change of each object up to there. */
function settingsAsOf(dialect: Dialect, tenantId: string, asOf: number): RawBuilder<Columns> {
  const field = (name: (typeof CONTENT_FIELDS)[number]) => dialect.snapshotField(sql.ref('last.after'), name);
  return sql<Columns>`(
    select last.tenant_id, last.settings_id as id, ${field('displayName')} as display_name, ${field('helpUrl')} as help_url,
      coalesce(${field('helpUrl')}, '') as help_url_or_empty, ${field('issuer')} as issuer,
      ${field('notificationType')} as notification_type,
      ${field('renewalThresholdPercentage')} as renewal_threshold_percentage,
      last.version, last.created_at, last.at as updated_at
    from change as last
    where tenant_id = ${tenantId} and last.position <= ${asOf} and last.after is not null and not exists (
      select 1 from change as later
      where later.tenant_id = last.tenant_id and later.settings_id = last.settings_id
        and later.version = last.version + 1 and later.position <= ${asOf}
    )
  )`;
}
