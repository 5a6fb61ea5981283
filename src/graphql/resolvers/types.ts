/** Resolvers of the object types, where a field is not simply a property of the domain's object. */
import { changeId, fieldsChanged } from '../../domain/change.js';
import { changesConnection } from '../connection.js';
import type {
  ChangeConnectionResolvers,
  ChangeResolvers,
  DerivedCredentialSettingsConnectionResolvers,
  DerivedCredentialSettingsResolvers,
  NodeResolvers,
} from '../types.generated.js';

export const Node: Pick<NodeResolvers, '__resolveType'> = {
  __resolveType: (node) => ('position' in node ? 'Change' : 'DerivedCredentialSettings'),
};

export const DerivedCredentialSettings: DerivedCredentialSettingsResolvers = {
  changes: ({ id }, args, { call, settings }) => changesConnection(settings, call, { settingsIds: [id] }, args),
};

export const Change: ChangeResolvers = {
  id: changeId,
  fields: fieldsChanged,
};

// A method has to be called by name: operations that are compiled take what is not resolved here for a property, and never
// answer where reading that throws.
export const DerivedCredentialSettingsConnection: DerivedCredentialSettingsConnectionResolvers = {
  edges: (connection) => connection.edges(),
  pageInfo: (connection) => connection,
  totalCount: (connection) => connection.totalCount(),
};

export const ChangeConnection: ChangeConnectionResolvers = {
  edges: (connection) => connection.edges(),
  pageInfo: (connection) => connection,
  totalCount: (connection) => connection.totalCount(),
};
