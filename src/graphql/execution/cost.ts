/**
 * The maximum cost of an operation, computed before it is executed: one point for each object that it may return, so nested
 * connections multiply, and for a filter or order without an index what the tenant's size and the filter's conditions make of it.
 * Reads no data.
 */
import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  type InlineFragmentNode,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValueNode,
} from 'graphql';
import { CONTENT_FIELDS } from '../../domain/derived-credential-settings.js';
import { DEFAULT_PAGE_SIZE, FIELDS } from '../../domain/query.js';
import { conditionWork, type Extent, INDEXED_FIELDS, INDEXED_ORDERS, scanCost } from '../../domain/scans.js';
import { MAX_PAGE_SIZE } from '../schema/connection.js';
import { ORDER_FIELDS } from '../schema/filter.js';

// Operators that read a whole text.
const READING_TEXT: ReadonlySet<string> = new Set(['contains', 'containsIgnoreCase', 'equalsIgnoreCase']);
// The field whose values can have 2,000 characters; those of the others are short.
const LONG_TEXT = 'helpUrl';
// Members of a filter that contain filters.
const JOINING: ReadonlySet<string> = new Set(['and', 'or', 'not']);
// Operators and fields without an index. They scan all settings of a tenant, as does an order with several keys. A list with
// `asOf` scans the log.
const SCANNING: ReadonlySet<string> = new Set([
  ...READING_TEXT,
  'not',
  ...FIELDS.filter((field) => !INDEXED_FIELDS.includes(field)),
]);
const READ_IN_ORDER: ReadonlySet<unknown> = new Set(
  Object.entries(ORDER_FIELDS).flatMap(([name, field]) => (INDEXED_ORDERS.includes(field) ? [name] : [])),
);
// The most objects of a type in a list without pages, for each change or object that the list belongs to.
const MOST: Readonly<Record<string, number>> = {
  UserError: 10,
  FieldDifference: CONTENT_FIELDS.length,
  GraphLink: MAX_PAGE_SIZE,
};

type Values = Readonly<Record<string, unknown>>;

const EMPTY: Extent = { settings: 0, changes: 0 };
const NO_COST: Cost = { points: 0, scans: false };

/** The part of a `ChangeFilter` that the cost depends on. */
interface LogFilter {
  readonly kind?: unknown;
  readonly actor?: { readonly subject?: unknown; readonly clientId?: unknown; readonly kind?: unknown } | null;
  readonly origin?: unknown;
  readonly at?: { readonly in?: unknown } | null;
}

interface Variables {
  readonly values: Values;
  /** Whether the cost depends on a variable. */
  used: boolean;
}

/** The size of the tenant. */
interface Scanned extends Extent {
  /** Whether the operation scans any of it. */
  used: boolean;
}

/** The cost of an operation in points. `scans`: it is that of an empty tenant, and more in any other. */
export interface Cost {
  readonly points: number;
  readonly scans: boolean;
}

interface Costing {
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly variables: Variables;
  readonly scanned: Scanned;
  /** The number of changes in the input of the enclosing mutation. */
  readonly changes: number;
  /** By fragment. Without it, fragments in fragments would take exponential time. */
  readonly fragmentCosts: Map<string, number>;
}

/** The cost of a valid operation as a function of its variables, which need not be valid, and of the tenant's size. */
export function costOf(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): (sent: Values, extent?: Extent) => Cost {
  const root = schema.getRootType(operation.operation);
  if (!root) return () => NO_COST;
  const named = document.definitions.flatMap((definition) =>
    definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition] as const] : [],
  );
  const fragments = new Map(named);
  const defaults = defaultsOf(operation);
  let fixed: Cost | null = null;
  return (sent, extent = EMPTY) => {
    if (fixed !== null) return fixed;
    const variables = { values: { ...defaults, ...sent }, used: false };
    const scanned = { ...extent, used: false };
    const each = { schema, fragments, variables, scanned, changes: 1, fragmentCosts: new Map() };
    const cost = { points: selectionCost(operation.selectionSet, root, each), scans: scanned.used };
    if (!variables.used && !scanned.used) fixed = cost;
    return cost;
  };
}

function defaultsOf({ variableDefinitions = [] }: OperationDefinitionNode): Values {
  const defaults = variableDefinitions.flatMap(({ variable, defaultValue }) =>
    defaultValue === undefined
      ? []
      : [[variable.name.value, plainValue(defaultValue, { values: {}, used: false })] as const],
  );
  return Object.fromEntries(defaults);
}

function selectionCost({ selections }: SelectionSetNode, parent: GraphQLNamedType, costing: Costing): number {
  let cost = 0;
  for (const selection of selections) {
    if (selection.kind === Kind.FIELD) cost += fieldCost(selection, parent, costing);
    // Only one fragment on an interface applies to an object. All are added, so the cost is never too low.
    else if (selection.kind === Kind.INLINE_FRAGMENT) cost += fragmentCost(selection, parent, costing);
    else cost += spreadCost(selection.name.value, parent, costing);
  }
  return cost;
}

function spreadCost(name: string, parent: GraphQLNamedType, costing: Costing): number {
  const fragment = costing.fragments.get(name);
  const cost = costing.fragmentCosts.get(name) ?? (fragment ? fragmentCost(fragment, parent, costing) : 0);
  costing.fragmentCosts.set(name, cost);
  return cost;
}

function fragmentCost(
  { typeCondition, selectionSet }: InlineFragmentNode | FragmentDefinitionNode,
  parent: GraphQLNamedType,
  costing: Costing,
): number {
  const type = typeCondition ? costing.schema.getType(typeCondition.name.value) : parent;
  return type ? selectionCost(selectionSet, type, costing) : 0;
}

function fieldCost(field: FieldNode, parent: GraphQLNamedType, costing: Costing): number {
  const definition = isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[field.name.value] : undefined;
  if (definition === undefined) return 0;
  // With aliases an object can have its long text many times.
  if (field.selectionSet === undefined) return field.alias !== undefined && field.name.value === LONG_TEXT ? 1 : 0;
  const type = getNamedType(definition.type);
  const changes = changeCount(field, costing.variables);
  if (changes > 0) {
    return changes + selectionCost(field.selectionSet, type, { ...costing, changes, fragmentCosts: new Map() });
  }
  const each = selectionCost(field.selectionSet, type, costing);
  if (isConnection(type)) {
    return 1 + pageSize(field, costing.variables) * Math.max(1, each) + scansCost(field, costing);
  }
  if (parent === costing.schema.getSubscriptionType()) return 1 + each + scansCost(field, costing);
  // The lists in a connection are part of the cost of the connection.
  if (!isListType(getNullableType(definition.type)) || isConnection(parent)) return 1 + each;
  return listLength(field, type, costing) * (1 + each);
}

/** The length of a list without pages: the ids in the argument, or what each change or object can have at the most. */
function listLength(field: FieldNode, { name }: GraphQLNamedType, { changes, variables }: Costing): number {
  const ids = argument(field, 'ids', variables);
  if (Array.isArray(ids)) return ids.length;
  return changes * (MOST[name] ?? 1);
}

/** The number of changes in a batch; 0 for any other field. */
function changeCount(field: FieldNode, variables: Variables): number {
  const input = argument(field, 'input', variables) as { readonly changes?: unknown } | null | undefined;
  return Array.isArray(input?.changes) ? input.changes.length : 0;
}

function isConnection(type: GraphQLNamedType): boolean {
  return isObjectType(type) && type.getFields()['pageInfo'] !== undefined;
}

function pageSize(field: FieldNode, variables: Variables): number {
  const size = ['first', 'last']
    .map((name) => argument(field, name, variables))
    .find((value) => typeof value === 'number');
  return Math.min(Math.max(Number(size ?? DEFAULT_PAGE_SIZE), 1), MAX_PAGE_SIZE);
}

function scansCost(field: FieldNode, { variables, scanned }: Costing): number {
  const given = (name: string) => argument(field, name, variables);
  const filter = given('filter');
  const isOfChanges = field.name.value === 'changes';
  const ofLog = isOfChanges ? scansLog((filter ?? {}) as LogFilter) : given('asOf') != null;
  const ofSettings = !isOfChanges && (hasScanOperator(filter) || isSorted(given('orderBy')));
  if (ofLog || ofSettings) scanned.used = true;
  const work = isOfChanges ? 1 : Math.max(1, workOf(filter));
  return (ofLog ? scanCost(scanned.changes, work) : 0) + (ofSettings ? scanCost(scanned.settings, work) : 0);
}

/** Whether the list must be sorted. A single order may be given without a list. */
function isSorted(order: unknown): boolean {
  const keys = (Array.isArray(order) ? order : [order]).filter((key) => key != null);
  return keys.length > 1 || keys.some(({ field }) => !READ_IN_ORDER.has(field));
}

/** Whether a filter scans the whole log: there are indexes for the changes of one kind and for those by one subject. */
function scansLog({ kind, actor, origin, at }: LogFilter): boolean {
  const unindexed =
    [origin, actor?.clientId, actor?.kind].some((condition) => choices(condition) > 0) || at?.in != null;
  const sizes = [choices(kind), choices(actor?.subject)];
  return unindexed || sizes.every((size) => size > 0) || sizes.some((size) => size > 1);
}

/** The number of values that a condition allows; 0 if there is no condition. */
function choices(condition: unknown): number {
  const lists = entriesOf(condition).map(([, value]) => (Array.isArray(value) ? value.length : 1));
  return lists.length === 0 ? 0 : Math.max(1, ...lists);
}

/** None for a string, which has an entry for each character. */
function entriesOf(value: unknown): [name: string, value: unknown][] {
  return typeof value === 'object' && value !== null ? Object.entries(value) : [];
}

function hasScanOperator(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(hasScanOperator);
  return entriesOf(value).some(([key, inner]) => SCANNING.has(key) || hasScanOperator(inner));
}

/** The work for each row, as `filterWork` counts it. The filter need not be valid. */
function workOf(filter: unknown): number {
  const works = Array.isArray(filter)
    ? filter.map(workOf)
    : entriesOf(filter).map(([name, inner]) => (JOINING.has(name) ? workOf(inner) : fieldWork(name, inner)));
  return works.reduce((sum, work) => sum + work, 0);
}

function fieldWork(field: string, conditions: unknown): number {
  return entriesOf(conditions).reduce((sum, [name]) => sum + conditionWork(field, READING_TEXT.has(name)), 0);
}

function argument(field: FieldNode, name: string, variables: Variables): unknown {
  const node = field.arguments?.find((candidate) => candidate.name.value === name);
  return node === undefined ? undefined : plainValue(node.value, variables);
}

/** The value of a literal or variable. Undefined for strings, which no cost depends on. */
function plainValue(node: ValueNode, variables: Variables): unknown {
  switch (node.kind) {
    case Kind.VARIABLE:
      variables.used = true;
      return variables.values[node.name.value];
    case Kind.INT:
      return Number(node.value);
    case Kind.ENUM:
      return node.value;
    case Kind.LIST:
      return node.values.map((value) => plainValue(value, variables));
    case Kind.OBJECT:
      return Object.fromEntries(node.fields.map(({ name, value }) => [name.value, plainValue(value, variables)]));
    default:
      return undefined;
  }
}
