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
import type { GraphqlContext } from './context.js';
import { errorFormatter, foreseen, refusalToGraphqlError, withRequestId } from './errors.js';
import { LIMIT_RULES, LIMITS } from './limits.js';

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
      singleAnswers,
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
    ],
  });
}

/** Gives every error the request's id, and the log every error that was not foreseen. */
const tracedErrors: ApolloServerPlugin<GraphqlContext> = {
  requestDidStart: async () => ({
    didEncounterErrors: async ({ errors, contextValue }) => {
      for (const error of errors) if (foreseen(error) === null) contextValue.reportFault(error.originalError ?? error);
    },
    willSendResponse: async ({ response, contextValue }) => {
      if (response.body.kind !== 'single' || response.body.singleResult.errors === undefined) return;
      response.body.singleResult.errors = withRequestId(response.body.singleResult.errors, contextValue.call.requestId);
    },
  }),
};

/** Refuses what cannot be answered once and for all. */
const singleAnswers: ApolloServerPlugin<GraphqlContext> = {
  requestDidStart: async () => ({
    didResolveOperation: async ({ operation }) => {
      if (operation?.operation !== OperationTypeNode.SUBSCRIPTION) return;
      throw refusalToGraphqlError(new Refusal('BAD_REQUEST', 'A subscription is not answered here.'), 400);
    },
  }),
};
