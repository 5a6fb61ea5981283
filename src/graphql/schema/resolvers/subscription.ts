/** Resolvers of `Subscription`: decode, one call, encode. */
import type { GraphStatus } from '../../../domain/graph-connection.js';
import { catchUpCost } from '../../../domain/scans.js';
import { changeEdge, followAfter } from '../connection.js';
import { changesFilterFromInput } from '../filter.js';
import type { SubscriptionResolvers } from '../types.generated.js';

export const Subscription: SubscriptionResolvers = {
  changes: {
    subscribe: (_root, { after, filter }, context) => {
      const { call, service } = context;
      const admit = (behind: number) => context.charge(catchUpCost(behind));
      return service.follow(call, followAfter(call, after), changesFilterFromInput(filter), admit);
    },
    resolve: changeEdge,
  },
  graphStatus: {
    subscribe: async (_root, { id }, { call, connection }) =>
      connection.follow(call, id == null ? null : id.toLowerCase()),
    resolve: (status: GraphStatus) => status,
  },
};
