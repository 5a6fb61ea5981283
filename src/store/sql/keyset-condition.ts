/** Compiles a bound of a page to SQL: the rows on one side of a key, in an order with any number of columns and directions. */
import { sql } from 'kysely';
import { decidingKeys, type Field, type Order, type SettingsKey, type SortKey } from '../../domain/query.js';
import { COLUMNS } from './columns.js';
import type { Condition, Operand } from './dialect.js';
import type { Bound } from './pagination.js';

type Side = Bound<unknown>['side'];

/** A sort key with the value that its column is compared with. */
interface Limit extends SortKey {
  readonly value: string | number | undefined;
}

const COMPARATORS = { after: sql`>`, from: sql`>=`, before: sql`<`, upTo: sql`<=` } as const;
const REVERSED = { after: 'before', from: 'upTo', before: 'after', upTo: 'from' } as const;
const INCLUSIVE = { after: 'from', from: 'from', before: 'upTo', upTo: 'upTo' } as const;
const EXCLUSIVE = { after: 'after', from: 'after', before: 'before', upTo: 'before' } as const;

export function keysetCondition(order: Order, { side, key }: Bound<SettingsKey>): Condition {
  const values = new Map<Field, Limit['value']>(order.map(({ field }, index) => [field, key.values[index]]));
  values.set('id', key.id);
  const limits = decidingKeys(order).map((each) => ({ ...each, value: values.get(each.field) }));
  const [first] = limits;
  if (first === undefined || limits.length === 1) return beyond(limits, side);
  if (limits.some(({ direction }) => direction !== first.direction)) {
    // The first condition is implied by the second, but an index can serve it.
    return sql`(${compared(first, INCLUSIVE[side])} and ${beyond(limits, side)})`;
  }
  const columns = sql.join(limits.map(({ field }) => COLUMNS[field]));
  return sql`(${columns}) ${comparatorOf(first, side)} (${sql.join(limits.map(({ value }) => value))})`;
}

/** Compares key by key, because a comparison of row values has one direction for all of them. */
function beyond([limit, ...others]: readonly Limit[], side: Side): Condition {
  if (limit === undefined) return sql`1 = 0`;
  if (others.length === 0) return compared(limit, side);
  const equal = sql`${COLUMNS[limit.field]} = ${limit.value}`;
  return sql`(${compared(limit, EXCLUSIVE[side])} or (${equal} and ${beyond(others, side)}))`;
}

function compared(limit: Limit, side: Side): Condition {
  return sql`${COLUMNS[limit.field]} ${comparatorOf(limit, side)} ${limit.value}`;
}

function comparatorOf({ direction }: SortKey, side: Side): Operand {
  return COMPARATORS[direction === 'ASC' ? side : REVERSED[side]];
}
