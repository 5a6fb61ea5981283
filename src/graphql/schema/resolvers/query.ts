/** Resolvers of `Query`: decode, one call, encode. */
import type { RecordedChange } from '../../../domain/change.js';
import type { DerivedCredentialSettings } from '../../../domain/derived-credential-settings.js';
import { Refusal } from '../../../domain/errors.js';
import type { GraphDrift, GraphStatus } from '../../../domain/graph-connection.js';
import { settingsKey } from '../../../domain/query.js';
import { decodeSettingsCursor, encodeSettingsCursor } from '../../../domain/settings-cursor.js';
import type { GraphqlContext } from '../../execution/context.js';
import { Connection, changesConnection, pageRequest } from '../connection.js';
import { changesFilterFromInput, filterFromInput, orderFromInput } from '../filter.js';
import { decodeDriftCursor, driftKeyOf, encodeDriftCursor, statusKeyOf } from '../graph-ids.js';
import { momentFromInput } from '../moment.js';
import type { QueryResolvers } from '../types.generated.js';

const MAX_NODES = 100;
const CHANGE_ID = /^([^:]+):([1-9][0-9]{0,8})$/;

export const Query: QueryResolvers = {
  viewer: (_root, _args, { call }) => call.caller,

  node: (_root, { id }, context) => findNode(id, context),

  nodes: (_root, { ids }, context) => {
    if (ids.length > MAX_NODES) {
      throw new Refusal('LIMIT_EXCEEDED', `ids holds ${ids.length} ids. Give ${MAX_NODES} at the most.`);
    }
    return Promise.all(ids.map((id) => findNode(id, context)));
  },

  derivedCredentialSettings: (_root, { id, asOf }, { call, service }) =>
    service.find(call, id, momentFromInput(call, asOf)),

  derivedCredentials: async (_root, args, { call, service }, info) => {
    const filter = filterFromInput(args.filter);
    const order = orderFromInput(args.orderBy);
    const page = pageRequest(args, info, (cursor) => decodeSettingsCursor(cursor, order));
    const asOf = momentFromInput(call, args.asOf);
    const found = await service.list(call, { filter, order, page }, asOf);
    return new Connection(found, (node) => encodeSettingsCursor(settingsKey(node, order), order));
  },

  changes: (_root, args, { call, service }, info) =>
    changesConnection(service, call, changesFilterFromInput(args.filter), args, info),

  graphConnection: (_root, _args, { call, connection }) => connection.connection(call),

  graphStatus: (_root, { settingsId }, { call, connection }) => connection.status(call, settingsId),

  graphDrift: async (_root, { first, after, kind }, { call, connection }, info) => {
    const { size, after: key } = pageRequest({ first, after }, info, decodeDriftCursor);
    const page = await connection.drift(call, { first: size, after: key, kinds: kind ?? null });
    return new Connection({ ...page, hasPrevious: key !== null }, encodeDriftCursor);
  },
};

type FoundNode = DerivedCredentialSettings | RecordedChange | GraphDrift | GraphStatus;

async function findNode(id: string, context: GraphqlContext): Promise<FoundNode | null> {
  const { call, service, connection } = context;
  const drift = driftKeyOf(id);
  if (drift !== null) {
    const { items } = await connection.drift(call, { first: 1, after: null, kinds: null, only: drift });
    return items[0] ?? null;
  }
  const status = statusKeyOf(id);
  if (status !== null) return connection.status(call, status);
  const [, settingsId, version] = CHANGE_ID.exec(id) ?? [];
  return settingsId === undefined ? service.find(call, id) : service.findChange(call, settingsId, Number(version));
}
