/** GraphQL's filter and order inputs as the domain's query language. */
import { Refusal } from '../domain/errors.js';
import { type Comparison, EVERYTHING, type Field, type Filter, OLDEST_FIRST, type Order } from '../domain/query.js';
import type { DerivedCredentialSettingsFilter, DerivedCredentialSettingsOrder } from './types.generated.js';

const ORDER_FIELDS = {
  ID: 'id',
  DISPLAY_NAME: 'displayName',
  HELP_URL: 'helpUrl',
  ISSUER: 'issuer',
  NOTIFICATION_TYPE: 'notificationType',
  RENEWAL_THRESHOLD_PERCENTAGE: 'renewalThresholdPercentage',
  CREATED_AT: 'createdAt',
  UPDATED_AT: 'updatedAt',
} as const satisfies Record<DerivedCredentialSettingsOrder['field'], Field>;

type Conditions = Omit<DerivedCredentialSettingsFilter, 'and' | 'or' | 'not'>;
type Operators = Readonly<Record<string, unknown>>;

/** Null and left out mean every object. */
export function filterFromInput(input: DerivedCredentialSettingsFilter | null | undefined): Filter {
  if (input == null) return EVERYTHING;
  const { and, or, not, ...conditions } = input;
  const filters = comparisons(conditions);
  if (and !== undefined) filters.push({ op: 'and', filters: present('and', and).map(filterFromInput) });
  if (or !== undefined) filters.push({ op: 'or', filters: present('or', or).map(filterFromInput) });
  if (not !== undefined) filters.push({ op: 'not', filter: filterFromInput(present('not', not)) });
  return filters.length === 1 && filters[0] !== undefined ? filters[0] : { op: 'and', filters };
}

/** Null and left out mean oldest first. */
export function orderFromInput(input: DerivedCredentialSettingsOrder | null | undefined): Order {
  return input == null ? OLDEST_FIRST : { field: ORDER_FIELDS[input.field], direction: input.direction };
}

// The schema has checked that each field has only operators and values of its own kind.
function comparisons(conditions: Conditions): Filter[] {
  return Object.entries(conditions).flatMap(([field, operators]) =>
    Object.entries(present(field, operators as Operators | null)).map(([op, given]) => {
      const operand = field === 'helpUrl' && op === 'eq' ? given : present(`${field}.${op}`, given);
      const values = { [op === 'in' ? 'values' : 'value']: domainValue(field, operand) };
      return { op, field, ...values } as unknown as Comparison;
    }),
  );
}

function domainValue(field: string, operand: unknown): unknown {
  if (Array.isArray(operand)) return operand.map((value) => domainValue(field, value));
  if (operand instanceof Date) return instant(field, operand);
  return field === 'id' && typeof operand === 'string' ? operand.toLowerCase() : operand;
}

/** The scalar lets some texts through that only look like a time. */
function instant(field: string, date: Date): number {
  const milliseconds = date.getTime();
  if (!Number.isNaN(milliseconds)) return milliseconds;
  throw new Refusal('BAD_REQUEST', `filter.${field} is not a point in time.`);
}

/** A null where a condition belongs would silently match more than was meant, so it is refused. */
function present<Value>(name: string, value: Value | null): Value {
  if (value !== null) return value;
  throw new Refusal('BAD_REQUEST', `filter.${name} is null. Leave it out, or give a value.`);
}
