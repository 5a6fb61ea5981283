/** Compares the introspected schema with the promised names, arguments and nullability. */
import { readFileSync } from 'node:fs';
import {
  buildClientSchema,
  buildSchema,
  type GraphQLArgument,
  type GraphQLSchema,
  getIntrospectionQuery,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isScalarType,
  isSpecifiedScalarType,
  lexicographicSortSchema,
  printSchema,
} from 'graphql';
import { expect, test } from 'vitest';
import { dataOf } from '../../support/graphql/settings-client.js';
import { boot } from '../../support/service/boot.js';
import { tableRows } from '../../support/system/markdown.js';

const CONTRACT = buildSchema(readFileSync(new URL('../../../schema.graphql', import.meta.url), 'utf8'));

const PAGE = 'first: Int, after: String, last: Int, before: String';
const CONTENT = [
  ...['displayName: String!', 'helpUrl: URL', 'issuer: DerivedCredentialIssuer!'],
  ...['notificationType: NotificationType!', 'renewalThresholdPercentage: Int!'],
];
const PAYLOAD = [
  'derivedCredentialSettings: DerivedCredentialSettings',
  'change: Change',
  'graph: GraphStatus',
  'userErrors: [UserError!]!',
];
const DRY_RUN = 'dryRun: Boolean! = false';
const OPTIONS = [DRY_RUN, 'waitForGraph: Boolean! = false'];
const connection = (node: string) => [
  ...[`edges: [${node}Edge!]!`, `nodes: [${node}!]!`],
  ...['pageInfo: PageInfo!', 'totalCount: Int!'],
];
const edge = (node: string) => [`node: ${node}!`, 'cursor: String!'];
const mutationField = (verb: string) =>
  `${verb.toLowerCase()}DerivedCredentialSettings(input: ${verb}DerivedCredentialSettingsInput!): ${verb}DerivedCredentialSettingsPayload!`;
const graphMutation = (name: string) => {
  const type = name.replace(/^./, (first) => first.toUpperCase());
  return `${name}(input: ${type}Input!): ${type}Payload!`;
};
const equality = (type: string) => [`eq: ${type}`, `in: [${type}!]`];
const comparison = (type: string) => [
  ...equality(type),
  ...['lt', 'lte', 'gt', 'gte'].map((operator) => `${operator}: ${type}`),
];

/** The types of the connection to Microsoft Graph. */
const GRAPH_TYPES: Readonly<Record<string, readonly string[]>> = {
  GraphStatus: [
    'id: ID!',
    ...['settingsId: ID!', 'state: GraphState!', 'graphId: ID', 'wantedVersion: Int', 'confirmedVersion: Int'],
    ...[
      'confirmedAt: DateTime',
      'pendingSince: DateTime',
      'attempts: Int!',
      'nextAttemptAt: DateTime',
      'problem: GraphProblem',
    ],
    ...['differences: [FieldDifference!]!', 'graphIds: [ID!]!'],
  ],
  GraphState: [...['NOT_CONNECTED', 'IN_SYNC', 'PENDING', 'UNKNOWN', 'REFUSED'], ...['DRIFTED', 'CONFLICT']],
  GraphProblem: [
    ...['code: GraphProblemCode!', 'message: String!', 'graphCode: String', 'status: Int', 'requestId: String'],
    ...['clientRequestId: String', 'at: DateTime!', 'retried: Boolean!'],
  ],
  GraphProblemCode: [
    ...['CREDENTIALS', 'PERMISSION', 'THROTTLED', 'UNREACHABLE', 'OUTCOME_UNKNOWN'],
    ...['REFUSED', 'ISSUER_IN_USE', 'GONE', 'FOUND_TWICE', 'CHANGED_ON_BOTH_SIDES'],
    ...['NOT_UPDATED_IN_PLACE', 'UNREADABLE', 'STALE', 'DELETIONS_HELD'],
  ],
  FieldDifference: ['field: DerivedCredentialSettingsField!', 'here: String', 'inGraph: String', 'confirmed: String'],
  GraphDelivery: ['state: GraphDeliveryState!', 'at: DateTime'],
  GraphDeliveryState: [...['CONFIRMED', 'SUPERSEDED', 'PENDING', 'UNKNOWN', 'REFUSED'], ...['NOT_CONNECTED']],
  GraphConnection: [
    ...[
      'mode: GraphMode!',
      'cloud: String!',
      'reachable: Boolean',
      'lastReadAt: DateTime',
      'lastWholeReadAt: DateTime',
    ],
    ...['lag: Int!', 'pending: Int!', 'unknown: Int!', 'refused: Int!', 'drifted: Int!'],
    ...[
      'conflicts: Int!',
      'adopted: Boolean!',
      'keepsIds: Boolean',
      'updatesInPlace: Boolean',
      'problem: GraphProblem',
    ],
  ],
  GraphMode: ['OFF', 'OBSERVE', 'PUSH', 'PULL'],
  GraphDrift: [
    ...[
      'id: ID!',
      'kind: GraphDriftKind!',
      'graphId: ID',
      'settings: DerivedCredentialSettings',
      'inGraph: DerivedCredentialSettingsSnapshot',
    ],
    ...['since: DateTime!', 'differences: [FieldDifference!]!', 'faults: [String!]!'],
  ],
  GraphDriftKind: ['ONLY_HERE', 'ONLY_IN_GRAPH', 'DIFFERENT', 'UNREADABLE', 'DUPLICATE'],
  SyncWithGraphInput: ['confirmDeletions: Boolean! = false'],
  AdoptFromGraphInput: ['graphIds: [ID!]', 'dryRun: Boolean! = true'],
  ResolveGraphDriftInput: [
    'id: ID',
    'graphId: ID',
    'take: GraphResolution!',
    'expectedDifferences: [FieldDifferenceInput!]',
  ],
  GraphResolution: ['OURS', 'THEIRS', 'LINK', 'IGNORE'],
  FieldDifferenceInput: ['field: DerivedCredentialSettingsField!', 'here: String', 'inGraph: String'],
  RetryGraphChangeInput: ['id: ID!'],
  SyncWithGraphPayload: ['graphConnection: GraphConnection!', 'userErrors: [UserError!]!'],
  AdoptFromGraphPayload: [
    'linked: [GraphLink!]!',
    'takenOver: [ID!]!',
    'toCreateCount: Int!',
    'leftCount: Int!',
    'userErrors: [UserError!]!',
  ],
  GraphLink: ['settingsId: ID!', 'graphId: ID!'],
  ResolveGraphDriftPayload: ['graph: GraphStatus', 'userErrors: [UserError!]!'],
  RetryGraphChangePayload: ['graph: GraphStatus', 'userErrors: [UserError!]!'],
  GraphDriftConnection: connection('GraphDrift'),
  GraphDriftEdge: edge('GraphDrift'),
};

/** Every type of the contract with its fields, input fields or members. */
const PROMISED: Readonly<Record<string, readonly string[]>> = {
  Query: [
    ...['viewer: Viewer!', 'node(id: ID!): Node', 'nodes(ids: [ID!]!): [Node]!'],
    'derivedCredentialSettings(id: ID!, asOf: Moment): DerivedCredentialSettings',
    `derivedCredentials(${PAGE}, filter: DerivedCredentialSettingsFilter, orderBy: [DerivedCredentialSettingsOrder!], asOf: Moment): DerivedCredentialSettingsConnection!`,
    `changes(${PAGE}, filter: ChangeFilter, orderBy: ChangeOrder): ChangeConnection!`,
    ...['graphConnection: GraphConnection!', 'graphStatus(settingsId: ID!): GraphStatus'],
    'graphDrift(first: Int, after: String, kind: [GraphDriftKind!]): GraphDriftConnection!',
  ],
  Mutation: [
    ...['Create', 'Update', 'Delete', 'Revert'].map(mutationField),
    'applyDerivedCredentialSettingsChanges(input: ApplyDerivedCredentialSettingsChangesInput!): ApplyDerivedCredentialSettingsChangesPayload!',
    ...['syncWithGraph', 'adoptFromGraph', 'resolveGraphDrift', 'retryGraphChange'].map(graphMutation),
  ],
  Subscription: ['changes(after: String, filter: ChangeFilter): ChangeEdge!', 'graphStatus(id: ID): GraphStatus!'],
  Node: ['id: ID!'],
  DateTime: [],
  URL: [],
  DerivedCredentialSettings: [
    ...['id: ID!', ...CONTENT, 'version: Int!', 'createdAt: DateTime!', 'updatedAt: DateTime!'],
    `changes(${PAGE}, orderBy: ChangeOrder): ChangeConnection!`,
    'graph: GraphStatus!',
  ],
  DerivedCredentialSettingsSnapshot: CONTENT,
  DerivedCredentialIssuer: ['INTERCEDE', 'ENTRUST_DATACARD', 'PUREBRED', 'X_TEC'],
  NotificationType: ['NONE', 'COMPANY_PORTAL', 'EMAIL', 'COMPANY_PORTAL_AND_EMAIL'],
  Viewer: [
    ...['tenantId: ID!', 'subject: String!', 'clientId: String', 'permissions: [String!]!', 'expiresAt: DateTime!'],
  ],
  Change: [
    ...['id: ID!', 'kind: ChangeKind!', 'settingsId: ID!', 'version: Int!', 'at: DateTime!', 'actor: Actor!'],
    ...['recordedAt: DateTime!', 'origin: ChangeOrigin!', 'requestId: String!'],
    ...['before: DerivedCredentialSettingsSnapshot', 'after: DerivedCredentialSettingsSnapshot'],
    ...[
      'settings: DerivedCredentialSettings',
      'touchedFields: [DerivedCredentialSettingsField!]!',
      'fields: [String!]!',
      'graph: GraphDelivery!',
    ],
  ],
  DerivedCredentialSettingsField: [
    ...['DISPLAY_NAME', 'HELP_URL', 'ISSUER', 'NOTIFICATION_TYPE', 'RENEWAL_THRESHOLD_PERCENTAGE'],
  ],
  ChangeKind: ['CREATED', 'UPDATED', 'DELETED'],
  ChangeOrigin: ['GRAPHQL', 'REST', 'CLI', 'REPLICATION'],
  Actor: ['subject: String!', 'clientId: String', 'kind: ActorKind!'],
  ActorKind: ['USER', 'APPLICATION'],
  DerivedCredentialSettingsConnection: connection('DerivedCredentialSettings'),
  DerivedCredentialSettingsEdge: edge('DerivedCredentialSettings'),
  ChangeConnection: connection('Change'),
  ChangeEdge: edge('Change'),
  PageInfo: ['hasNextPage: Boolean!', 'hasPreviousPage: Boolean!', 'startCursor: String', 'endCursor: String'],
  Moment: ['time: DateTime', 'cursor: String'],
  ChangeFilter: [
    'settingsId: IdFilter',
    'kind: ChangeKindFilter',
    'actor: ActorFilter',
    'origin: ChangeOriginFilter',
    'at: DateTimeFilter',
  ],
  ChangeKindFilter: equality('ChangeKind'),
  ChangeOriginFilter: equality('ChangeOrigin'),
  ActorFilter: ['subject: ExactTextFilter', 'clientId: ExactTextFilter', 'kind: ActorKindFilter'],
  ActorKindFilter: equality('ActorKind'),
  ExactTextFilter: equality('String'),
  ChangeOrder: ['direction: OrderDirection! = ASC'],
  DerivedCredentialSettingsFilter: [
    ...['id: IdFilter', 'displayName: TextFilter', 'helpUrl: TextFilter', 'issuer: DerivedCredentialIssuerFilter'],
    ...['notificationType: NotificationTypeFilter', 'renewalThresholdPercentage: IntFilter'],
    ...['createdAt: DateTimeFilter', 'updatedAt: DateTimeFilter'],
    ...['and: [DerivedCredentialSettingsFilter!]', 'or: [DerivedCredentialSettingsFilter!]'],
    'not: DerivedCredentialSettingsFilter',
  ],
  IdFilter: equality('ID'),
  TextFilter: [
    ...[...equality('String'), 'contains: String', 'startsWith: String'],
    ...['equalsIgnoreCase: String', 'containsIgnoreCase: String'],
  ],
  DerivedCredentialIssuerFilter: equality('DerivedCredentialIssuer'),
  NotificationTypeFilter: equality('NotificationType'),
  IntFilter: comparison('Int'),
  DateTimeFilter: comparison('DateTime'),
  DerivedCredentialSettingsOrder: ['field: DerivedCredentialSettingsOrderField!', 'direction: OrderDirection! = ASC'],
  DerivedCredentialSettingsOrderField: [
    ...['ID', 'DISPLAY_NAME', 'HELP_URL', 'ISSUER', 'NOTIFICATION_TYPE', 'RENEWAL_THRESHOLD_PERCENTAGE'],
    ...['CREATED_AT', 'UPDATED_AT'],
  ],
  OrderDirection: ['ASC', 'DESC'],
  CreateDerivedCredentialSettingsInput: [
    ...['displayName: String!', 'helpUrl: String', 'issuer: DerivedCredentialIssuer!'],
    ...['notificationType: NotificationType!', 'renewalThresholdPercentage: Int! = 20', 'id: ID', ...OPTIONS],
  ],
  UpdateDerivedCredentialSettingsInput: [
    ...['id: ID!', 'expectedVersion: Int', 'displayName: String', 'helpUrl: String'],
    ...['notificationType: NotificationType', 'renewalThresholdPercentage: Int', ...OPTIONS],
  ],
  DeleteDerivedCredentialSettingsInput: ['id: ID!', 'expectedVersion: Int', ...OPTIONS],
  RevertDerivedCredentialSettingsInput: ['id: ID!', 'toVersion: Int!', 'expectedVersion: Int', ...OPTIONS],
  ApplyDerivedCredentialSettingsChangesInput: ['changes: [DerivedCredentialSettingsChangeInput!]!', ...OPTIONS],
  DerivedCredentialSettingsChangeInput: ['Create', 'Update', 'Delete', 'Revert'].map(
    (verb) => `${verb.toLowerCase()}: ${verb}DerivedCredentialSettingsInput`,
  ),
  CreateDerivedCredentialSettingsPayload: PAYLOAD,
  UpdateDerivedCredentialSettingsPayload: PAYLOAD,
  DeleteDerivedCredentialSettingsPayload: [...PAYLOAD, 'deletedId: ID'],
  RevertDerivedCredentialSettingsPayload: PAYLOAD,
  ApplyDerivedCredentialSettingsChangesPayload: [
    ...['results: [DerivedCredentialSettingsChangePayload!]!', 'userErrors: [UserError!]!'],
  ],
  DerivedCredentialSettingsChangePayload: [
    ...[
      'derivedCredentialSettings: DerivedCredentialSettings!',
      'deletedId: ID',
      'change: Change',
      'graph: GraphStatus',
    ],
  ],
  UserError: ['code: UserErrorCode!', 'field: [String!]!', 'message: String!'],
  UserErrorCode: [
    ...['BLANK', 'TOO_LONG', 'MALFORMED', 'OUT_OF_RANGE', 'NOT_ALLOWED', 'NOT_FOUND'],
    ...['ALREADY_EXISTS', 'VERSION_CONFLICT', 'ISSUER_CONFLICT'],
  ],
  ...GRAPH_TYPES,
};
interface Part {
  readonly description?: string | null | undefined;
  readonly deprecationReason?: string | null | undefined;
}

const VERSION = /^\d+\.\d+\.\d+$/;
const NODES = ['DerivedCredentialSettings', 'Change', 'GraphDrift', 'GraphStatus'];

test('Introspection returns exactly the promised types, fields, arguments and members', async () => {
  const schema = await toldSchema();
  expect(sortedAll(namesOf(schema))).toEqual(sortedAll(PROMISED));
  const node = schema.getType('Node');
  expect(
    isInterfaceType(node) &&
      schema
        .getPossibleTypes(node)
        .map(({ name }) => name)
        .toSorted(),
  ).toEqual(NODES.toSorted());
});

test('Introspection returns what schema.graphql says, including descriptions', async () => {
  const text = (schema: GraphQLSchema) => printSchema(lexicographicSortSchema(schema));
  expect(text(await toldSchema())).toBe(text(CONTRACT));
});

test('Every type, field, argument, input field and enum member of the contract is described', () => {
  const parts = partsOf(CONTRACT);
  expect(parts.length).toBeGreaterThan(150);
  expect(parts.filter(([, { description }]) => !description?.trim()).map(([path]) => path)).toEqual([]);
});

test('Everything deprecated says since when, until when at least, and what to use instead, as the guide lists it', () => {
  const guide = readFileSync(new URL('../../../docs/guide/deprecations.md', import.meta.url), 'utf8');
  const listed = tableRows(guide, '| what | since | not removed before | instead |');
  const told = partsOf(CONTRACT).flatMap(([path, { deprecationReason }]) => {
    if (deprecationReason == null) return [];
    const [, ...parts] = /^Since (\S+), not removed before (\S+)\. Use (`\w+`.*)\.$/.exec(deprecationReason) ?? [];
    return [[`\`${path}\``, ...parts]];
  });
  expect(told.length).toBeGreaterThan(0);
  // In the guide's table the replacement is named in full, as it stands in no type.
  expect(listed.map(([what, since, until, instead]) => [what, since, until, instead?.replace(/^`\w+\./, '`')])).toEqual(
    told,
  );
  for (const [, since, until] of told) {
    expect(since).toMatch(VERSION);
    expect(until).toMatch(VERSION);
  }
});

async function toldSchema(): Promise<GraphQLSchema> {
  const service = await boot();
  const query = getIntrospectionQuery({ specifiedByUrl: true, oneOf: true });
  return buildClientSchema(dataOf(await service.graphql<Parameters<typeof buildClientSchema>[0]>(query)));
}

function typesOf(schema: GraphQLSchema) {
  return Object.values(schema.getTypeMap()).filter(
    (type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type),
  );
}

/** Each type's parts as the schema language writes them. */
function namesOf(schema: GraphQLSchema): Record<string, string[]> {
  const argument = ({ name, type, defaultValue }: { name: string; type: unknown; defaultValue?: unknown }) =>
    `${name}: ${type}${defaultValue === undefined ? '' : ` = ${defaultValue}`}`;
  const parts = typesOf(schema).map((type): [string, string[]] => {
    if (isEnumType(type)) return [type.name, type.getValues().map(({ name }) => name)];
    if (isInputObjectType(type)) return [type.name, Object.values(type.getFields()).map(argument)];
    if (!isObjectType(type) && !isInterfaceType(type)) return [type.name, []];
    const fields = Object.values(type.getFields()).map(({ name, args, type: of }) => {
      return `${name}${args.length === 0 ? '' : `(${args.map(argument).join(', ')})`}: ${of}`;
    });
    return [type.name, fields];
  });
  return Object.fromEntries(parts);
}

function sortedAll(lists: Readonly<Record<string, readonly string[]>>): Record<string, string[]> {
  return Object.fromEntries(Object.entries(lists).map(([name, list]) => [name, list.toSorted()]));
}

/** Everything that a reader can come upon, by its path. */
function partsOf(schema: GraphQLSchema): [path: string, part: Part][] {
  return typesOf(schema).flatMap((type): [string, Part][] => {
    const own: [string, Part] = [type.name, type];
    if (isScalarType(type)) return [own];
    if (isEnumType(type))
      return [own, ...type.getValues().map((each): [string, Part] => [`${type.name}.${each.name}`, each])];
    if (!isObjectType(type) && !isInterfaceType(type) && !isInputObjectType(type)) return [own];
    const fields = Object.values(type.getFields()).flatMap((field): [string, Part][] => {
      const path = `${type.name}.${field.name}`;
      const args: readonly GraphQLArgument[] = 'args' in field ? field.args : [];
      return [[path, field], ...args.map((arg): [string, Part] => [`${path}(${arg.name})`, arg])];
    });
    return [own, ...fields];
  });
}
