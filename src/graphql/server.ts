/** Apollo Server, set up: what is checked, in which order, and what is said when something fails. Knows no transport. */
import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { type GraphQLSchema, OperationTypeNode } from 'graphql';
import { Refusal } from '../domain/errors.js';
import { failureOf } from '../http/failures.js';
import type { GraphqlContext } from './context.js';
import { costOf } from './cost.js';
import { errorFormatter, refusalToGraphqlError, refusalUnder, reportFaults, withRequestId } from './errors.js';
import { checkCost, LIMIT_RULES, LIMITS } from './limits.js';

export interface GraphqlServerOptions {
  readonly schema: GraphQLSchema;
  /** Whether clients may ask for the schema, and are helped with its names when they mistype one. */
  readonly introspection: boolean;
}

export function createGraphqlServer({ schema, introspection }: GraphqlServerOptions): ApolloServer<GraphqlContext> {
  return new ApolloServer<GraphqlContext>({
    schema,
    introspection,
    nodeEnv: 'production',
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    allowBatchedHttpRequests: false,
    persistedQueries: false,
    // Every request carries an Authorization header, which no other site can send without a preflight.
    csrfPrevention: false,
    parseOptions: { maxTokens: LIMITS.tokens },
    validationRules: [...LIMIT_RULES],
    // Each ends its work with one more error, which says that there may be others.
    validationOptions: { maxErrors: LIMITS.errors - 1 },
    executionOptions: { maxCoercionErrors: LIMITS.errors - 1 },
    formatError: errorFormatter(introspection),
    plugins: [
      tracedErrors,
      unavailable,
      singleAnswers,
      costed(schema),
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
    ],
  });
}

/** Gives every error the request's id, and the log every error that was not foreseen or is for the operator to mend. */
const tracedErrors: ApolloServerPlugin<GraphqlContext> = {
  requestDidStart: async () => ({
    didEncounterErrors: async ({ errors, contextValue }) => {
      reportFaults(errors, contextValue.reportFault);
    },
    willSendResponse: async ({ response, contextValue }) => {
      if (response.body.kind !== 'single' || response.body.singleResult.errors === undefined) return;
      response.body.singleResult.errors = withRequestId(response.body.singleResult.errors, contextValue.call.requestId);
    },
  }),
};

/** Says in headers as well when to ask again for what cannot be had now, and in the status if it was all that was asked. */
const unavailable: ApolloServerPlugin<GraphqlContext> = {
  requestDidStart: async () => ({
    willSendResponse: async ({ errors = [], response }) => {
      const refusal = errors.map(refusalUnder).find((each) => each?.code === 'UNAVAILABLE');
      if (!refusal || response.body.kind !== 'single') return;
      const { status, headers } = failureOf(refusal);
      for (const [name, value] of Object.entries(headers)) response.http.headers.set(name, value);
      const fields = Object.values(response.body.singleResult.data ?? {});
      if (fields.every((field) => field === null)) response.http.status = status;
    },
  }),
};

/** Refuses what cannot be answered once and for all. */
const singleAnswers: ApolloServerPlugin<GraphqlContext> = {
  requestDidStart: async () => ({
    didResolveOperation: async ({ operation }) => {
      if (operation?.operation !== OperationTypeNode.SUBSCRIPTION) return;
      const elsewhere = 'Subscribe over a WebSocket at /graphql, or over server-sent events at /graphql/stream.';
      throw refusalToGraphqlError(new Refusal('BAD_REQUEST', `A subscription is not answered here. ${elsewhere}`), 400);
    },
  }),
};

/** Refuses an operation that costs too much or more than its caller has left, and tells the cost where asked. */
function costed(schema: GraphQLSchema): ApolloServerPlugin<GraphqlContext> {
  return {
    requestDidStart: async () => {
      let cost = 0;
      return {
        didResolveOperation: async ({ operation, document, request, contextValue }) => {
          if (operation) cost = costOf(schema, document, operation, request.variables ?? {});
          try {
            checkCost(cost);
            await contextValue.charge(cost);
          } catch (error) {
            throw error instanceof Refusal
              ? refusalToGraphqlError(error, error.code === 'RATE_LIMITED' ? 429 : 400)
              : error;
          }
        },
        willSendResponse: async ({ response, contextValue }) => {
          if (!contextValue.tellsCost || response.body.kind !== 'single') return;
          const { extensions } = response.body.singleResult;
          response.body.singleResult.extensions = { ...extensions, cost: { requested: cost, maximum: LIMITS.cost } };
        },
      };
    },
  };
}
