/** Resolvers of the fields of object types that are not properties of the domain's objects. */
import { changeId } from '../../../domain/change.js';
import { differingFields, type SettingsContent } from '../../../domain/derived-credential-settings.js';
import { type Connection, changesConnection } from '../connection.js';
import type {
  ChangeConnectionResolvers,
  ChangeResolvers,
  DerivedCredentialSettingsConnectionResolvers,
  DerivedCredentialSettingsField,
  DerivedCredentialSettingsResolvers,
  NodeResolvers,
} from '../types.generated.js';

export const Node: Pick<NodeResolvers, '__resolveType'> = {
  __resolveType: (node) => ('position' in node ? 'Change' : 'DerivedCredentialSettings'),
};

export const DerivedCredentialSettings: DerivedCredentialSettingsResolvers = {
  changes: ({ id }, args, { call, service }) => changesConnection(service, call, { settingsIds: [id] }, args),
};

const FIELD_NAMES = {
  displayName: 'DISPLAY_NAME',
  helpUrl: 'HELP_URL',
  issuer: 'ISSUER',
  notificationType: 'NOTIFICATION_TYPE',
  renewalThresholdPercentage: 'RENEWAL_THRESHOLD_PERCENTAGE',
} as const satisfies Record<keyof SettingsContent, DerivedCredentialSettingsField>;

export const Change: ChangeResolvers = {
  id: changeId,
  settings: ({ settingsId }, _args, { call, service }) => service.find(call, settingsId),
  touchedFields: ({ before, after }) => differingFields(before, after).map((field) => FIELD_NAMES[field]),
  fields: ({ before, after }) => differingFields(before, after),
};

// Methods need a resolver: graphql-jit reads fields without one as properties, and its result never settles if that throws.
const connectionParts = {
  edges: <Node>(connection: Connection<Node>) => connection.edges(),
  pageInfo: <Node>(connection: Connection<Node>) => connection,
  totalCount: <Node>(connection: Connection<Node>) => connection.totalCount(),
};
export const DerivedCredentialSettingsConnection: DerivedCredentialSettingsConnectionResolvers = connectionParts;
export const ChangeConnection: ChangeConnectionResolvers = connectionParts;
