/** Resolvers of the fields of object types that are not properties of the domain's objects. */
import { changeId } from '../../../domain/change.js';
import { differingFields } from '../../../domain/derived-credential-settings.js';
import type { GraphStatus as DomainGraphStatus } from '../../../domain/graph-connection.js';
import type { GraphqlContext } from '../../execution/context.js';
import { type Connection, changesConnection } from '../connection.js';
import { FIELD_NAME_OF } from '../field-names.js';
import { driftId, statusId } from '../graph-ids.js';
import type {
  ChangeConnectionResolvers,
  ChangeResolvers,
  CreateDerivedCredentialSettingsPayloadResolvers,
  DeleteDerivedCredentialSettingsPayloadResolvers,
  DerivedCredentialSettingsChangePayloadResolvers,
  DerivedCredentialSettingsConnectionResolvers,
  DerivedCredentialSettingsResolvers,
  FieldDifferenceResolvers,
  GraphDriftConnectionResolvers,
  GraphDriftResolvers,
  GraphStatusResolvers,
  NodeResolvers,
  RevertDerivedCredentialSettingsPayloadResolvers,
  UpdateDerivedCredentialSettingsPayloadResolvers,
} from '../types.generated.js';

export const Node: Pick<NodeResolvers, '__resolveType'> = {
  __resolveType: (node) => {
    if ('position' in node) return 'Change';
    if ('inGraph' in node) return 'GraphDrift';
    return 'state' in node ? 'GraphStatus' : 'DerivedCredentialSettings';
  },
};

export const DerivedCredentialSettings: DerivedCredentialSettingsResolvers = {
  changes: ({ id }, args, { call, service }, info) =>
    changesConnection(service, call, { settingsIds: [id] }, args, info),
  graph: ({ id }, _args, { graph }) => graph.status(id),
};

export const Change: ChangeResolvers = {
  id: changeId,
  settings: ({ settingsId }, _args, { call, service }) => service.find(call, settingsId),
  touchedFields: ({ before, after }) => differingFields(before, after).map((field) => FIELD_NAME_OF[field]),
  fields: ({ before, after }) => differingFields(before, after),
  graph: (change, _args, { graph }) => graph.delivery(change),
};

export const GraphStatus: GraphStatusResolvers = { id: statusId };

export const FieldDifference: FieldDifferenceResolvers = {
  field: ({ field }) => FIELD_NAME_OF[field],
};

export const GraphDrift: GraphDriftResolvers = {
  id: driftId,
  faults: ({ faults }) => faults.map(({ field, message }) => `${field}: ${message}`),
  settings: ({ settingsId }, _args, { call, service }) => (settingsId === null ? null : service.find(call, settingsId)),
};

interface StatusAfter {
  readonly graph?: DomainGraphStatus | null | undefined;
  readonly derivedCredentialSettings?: { readonly id: string } | null | undefined;
}

/** The status after a change: the one that was waited for, none after a dry run, else the current one. */
const statusAfter = {
  graph: (
    { graph, derivedCredentialSettings }: StatusAfter,
    _args: unknown,
    { graph: { status } }: Pick<GraphqlContext, 'graph'>,
  ) => {
    if (graph !== undefined || !derivedCredentialSettings) return graph ?? null;
    return status(derivedCredentialSettings.id);
  },
};
export const CreateDerivedCredentialSettingsPayload: CreateDerivedCredentialSettingsPayloadResolvers = statusAfter;
export const UpdateDerivedCredentialSettingsPayload: UpdateDerivedCredentialSettingsPayloadResolvers = statusAfter;
export const DeleteDerivedCredentialSettingsPayload: DeleteDerivedCredentialSettingsPayloadResolvers = statusAfter;
export const RevertDerivedCredentialSettingsPayload: RevertDerivedCredentialSettingsPayloadResolvers = statusAfter;
export const DerivedCredentialSettingsChangePayload: DerivedCredentialSettingsChangePayloadResolvers = statusAfter;

// Methods need a resolver: graphql-jit reads fields without one as properties, and its result never settles if that throws.
const connectionParts = {
  edges: <Node>(connection: Connection<Node>) => connection.edges(),
  pageInfo: <Node>(connection: Connection<Node>) => connection,
};
export const DerivedCredentialSettingsConnection: DerivedCredentialSettingsConnectionResolvers = connectionParts;
export const ChangeConnection: ChangeConnectionResolvers = connectionParts;
export const GraphDriftConnection: GraphDriftConnectionResolvers = connectionParts;
