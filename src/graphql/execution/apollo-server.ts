/**
 * Apollo Server, set up: which operations it takes for valid, and what it says of the others. Those that are valid it hands
 * on to be answered. Knows no transport.
 */
import { ApolloServer, type ApolloServerPlugin, HeaderMap } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { type GraphQLSchema, OperationTypeNode } from 'graphql';
import { Refusal } from '../../domain/errors.js';
import type { GraphqlContext } from './context.js';
import { errorFormatter, refusalToGraphqlError, reportFaults, withRequestId } from './errors.js';
import { type Execute, withCost } from './execute.js';
import { LIMIT_RULES, LIMITS } from './limits.js';
import type { Operations } from './operations.js';

// Cannot be answered once and for all.
const SUBSCRIPTION = refusalToGraphqlError(
  new Refusal(
    'BAD_REQUEST',
    'A subscription is not answered here. Subscribe over a WebSocket at /graphql, or over server-sent events at /graphql/stream.',
  ),
  400,
);

export interface GraphqlServerOptions {
  readonly schema: GraphQLSchema;
  /** Whether clients may ask for the schema, and are helped with its names when they mistype one. */
  readonly introspection: boolean;
  /** Where it enters what it has found to be valid. */
  readonly operations: Operations;
  readonly execute: Execute;
}

export function createGraphqlServer({
  schema,
  introspection,
  operations,
  execute,
}: GraphqlServerOptions): ApolloServer<GraphqlContext> {
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
    // What has been found to be valid is not asked for again.
    documentStore: null,
    formatError: errorFormatter(introspection),
    plugins: [
      handOver(operations, execute),
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
    ],
  });
}

/** Has valid operations executed by the service, and labels what Apollo Server itself says of the others. */
function handOver(operations: Operations, execute: Execute): ApolloServerPlugin<GraphqlContext> {
  return {
    requestDidStart: async () => ({
      didResolveOperation: async ({ operation }) => {
        if (operation?.operation === OperationTypeNode.SUBSCRIPTION) throw SUBSCRIPTION;
      },
      responseForOperation: async ({ source, request, document, operation, contextValue }) => {
        // Apollo Server says what is wrong where no operation is meant.
        if (operation === undefined) return null;
        const asked = { query: source, ...request };
        const { status, headers, result } = await execute(
          operations.admit(asked, document, operation),
          asked,
          contextValue,
        );
        return {
          http: { status, headers: new HeaderMap(Object.entries(headers)) },
          body: { kind: 'single', singleResult: result },
        };
      },
      didEncounterErrors: async ({ errors, contextValue }) => reportFaults(errors, contextValue.reportFault),
      willSendResponse: async ({ errors, response: { body }, contextValue: { call, tellsCost } }) => {
        if (errors === undefined || body.kind !== 'single') return;
        const result = { ...body.singleResult, errors: withRequestId(body.singleResult.errors ?? [], call.requestId) };
        body.singleResult = tellsCost ? withCost(result, 0) : result;
      },
    }),
  };
}
