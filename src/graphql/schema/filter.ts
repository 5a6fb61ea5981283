/** Converts filter and order inputs to the domain's query language. Builds no SQL: the store does. */
import { Refusal } from '../../domain/errors.js';
import {
  type ChangesFilter,
  type Comparison,
  EVERYTHING,
  type Field,
  type Filter,
  OLDEST_FIRST,
  type Order,
} from '../../domain/query.js';
import type {
  ActorFilter,
  ChangeFilter,
  DateTimeFilter,
  DerivedCredentialSettingsFilter,
  DerivedCredentialSettingsOrder,
} from './types.generated.js';

export const ORDER_FIELDS = {
  ID: 'id',
  DISPLAY_NAME: 'displayName',
  HELP_URL: 'helpUrl',
  ISSUER: 'issuer',
  NOTIFICATION_TYPE: 'notificationType',
  RENEWAL_THRESHOLD_PERCENTAGE: 'renewalThresholdPercentage',
  CREATED_AT: 'createdAt',
  UPDATED_AT: 'updatedAt',
} as const satisfies Record<DerivedCredentialSettingsOrder['field'], Field>;

/** The case-insensitive operators, as domain operators on lower-case text. */
const FOLDED: Readonly<Record<string, 'eq' | 'contains'>> = { equalsIgnoreCase: 'eq', containsIgnoreCase: 'contains' };

/** The operators of a condition on single values. */
interface Choice<Value> {
  readonly eq?: Value | null | undefined;
  readonly in?: readonly Value[] | null | undefined;
}
type Conditions = Omit<DerivedCredentialSettingsFilter, 'and' | 'or' | 'not'>;
type Operators = Readonly<Record<string, unknown>>;

/** Null and undefined match every object. */
export function filterFromInput(input: DerivedCredentialSettingsFilter | null | undefined): Filter {
  if (input == null) return EVERYTHING;
  const { and, or, not, ...conditions } = input;
  const filters = comparisons(conditions);
  if (and !== undefined) filters.push({ op: 'and', filters: present('and', and).map(filterFromInput) });
  if (or !== undefined) filters.push({ op: 'or', filters: present('or', or).map(filterFromInput) });
  if (not !== undefined) filters.push({ op: 'not', filter: filterFromInput(present('not', not)) });
  return filters.length === 1 && filters[0] !== undefined ? filters[0] : { op: 'and', filters };
}

/** Null, undefined and an empty list mean oldest first. */
export function orderFromInput(input: readonly DerivedCredentialSettingsOrder[] | null | undefined): Order {
  if (input == null || input.length === 0) return OLDEST_FIRST;
  return input.map(({ field, direction }) => ({ field: ORDER_FIELDS[field], direction }));
}

/** Null and undefined match every change. */
export function changesFilterFromInput(input: ChangeFilter | null | undefined): ChangesFilter {
  if (input == null) return {};
  const { settingsId, kind, actor, origin, at } = input;
  return {
    ...allowed('settingsIds', 'settingsId', lowerCased(settingsId)),
    ...allowed('kinds', 'kind', kind),
    ...(actor !== undefined && actorConditions(present('actor', actor))),
    ...allowed('origins', 'origin', origin),
    ...(at !== undefined && timesOf('at', present('at', at))),
  };
}

function actorConditions({ subject, clientId, kind }: ActorFilter): ChangesFilter {
  return {
    ...allowed('subjects', 'actor.subject', subject),
    ...allowed('clientIds', 'actor.clientId', clientId),
    ...allowed('actorKinds', 'actor.kind', kind),
  };
}

/** The values that match all operators of a condition, as a member of a filter. Without operators, no member. */
function allowed<Name extends string, Value extends string>(
  member: Name,
  field: string,
  condition: Choice<Value> | null | undefined,
): { [_ in Name]?: Value[] } {
  if (condition === undefined) return {};
  const { eq, in: several } = present(field, condition);
  const lists = [
    ...(eq === undefined ? [] : [[present(`${field}.eq`, eq)]]),
    ...(several === undefined ? [] : [present(`${field}.in`, several)]),
  ];
  const [first, ...others] = lists;
  if (first === undefined) return {};
  const values = first.filter((value) => others.every((list) => list.includes(value)));
  return { [member]: values } as { [_ in Name]?: Value[] };
}

function lowerCased(condition: Choice<string> | null | undefined): Choice<string> | null | undefined {
  if (condition == null) return condition;
  const { eq, in: several } = condition;
  return { eq: eq?.toLowerCase() ?? eq, in: several?.map((id) => id.toLowerCase()) ?? several };
}

/** The inclusive bounds in milliseconds, and the listed times. */
function timesOf(name: string, { in: several, ...condition }: DateTimeFilter): ChangesFilter {
  const given = Object.entries(condition).map(
    ([op, time]) => [op, instant(`filter.${name}`, present(`${name}.${op}`, time))] as const,
  );
  const times =
    several === undefined ? [] : present(`${name}.in`, several).map((time) => instant(`filter.${name}`, time));
  // Bounds let the database skip changes before the first listed time and after the last.
  if (times.length > 0) given.push(['gte', Math.min(...times)], ['lte', Math.max(...times)]);
  const bounds = (...sides: readonly (readonly [op: string, step: number])[]) =>
    sides.flatMap(([side, step]) => given.flatMap(([op, time]) => (op === side ? [time + step] : [])));
  const [lower, upper] = [bounds(['gt', 1], ['gte', 0], ['eq', 0]), bounds(['lt', -1], ['lte', 0], ['eq', 0])];
  return {
    ...(several !== undefined && { times }),
    ...(lower.length > 0 && { from: Math.max(...lower) }),
    ...(upper.length > 0 && { upTo: Math.min(...upper) }),
  };
}

// The schema guarantees that each field has only operators and values of its type.
function comparisons(conditions: Conditions): Filter[] {
  return Object.entries(conditions).flatMap(([field, operators]) =>
    Object.entries(present(field, operators as Operators | null)).map(([name, given]) => {
      const operand = field === 'helpUrl' && name === 'eq' ? given : present(`${field}.${name}`, given);
      const value = domainValue(field, operand);
      const folded = FOLDED[name];
      if (folded !== undefined) {
        return { op: folded, field, fold: 'lower', value: String(value).toLowerCase() } as Comparison;
      }
      return { op: name, field, [name === 'in' ? 'values' : 'value']: value } as unknown as Comparison;
    }),
  );
}

function domainValue(field: string, operand: unknown): unknown {
  if (Array.isArray(operand)) return operand.map((value) => domainValue(field, value));
  if (operand instanceof Date) return instant(`filter.${field}`, operand);
  return field === 'id' && typeof operand === 'string' ? operand.toLowerCase() : operand;
}

/** Milliseconds since the epoch. Checks the date, because the scalar accepts some dates that do not exist. */
export function instant(name: string, date: Date): number {
  const milliseconds = date.getTime();
  if (!Number.isNaN(milliseconds)) return milliseconds;
  throw new Refusal('BAD_REQUEST', `${name} is not a point in time.`);
}

/** Refuses null as a condition: to ignore it would match more than the client wants. */
function present<Value>(name: string, value: Value | null): Value {
  if (value !== null) return value;
  throw new Refusal('BAD_REQUEST', `filter.${name} is null. Leave it out, or give a value.`);
}
