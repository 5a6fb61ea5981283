/** Apollo Server as the validator of operations: it parses, validates and finds faults, and executes nothing. */
import { ApolloServer, type ApolloServerPlugin, HeaderMap } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import type { DocumentNode, GraphQLError, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import { FailedRequest } from './failed-request.js';
import { type GraphqlRequest, LIMIT_RULES, LIMITS } from './limits.js';

/** A valid document, and the one of its operations that the request names. */
export interface Valid {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
}

/** What the plugin records of one request. Apollo Server copies the context itself, so the record is nested in it. */
interface Recording {
  readonly verdict: { valid: Valid | null; errors: readonly GraphQLError[] };
}
export type Validator = ApolloServer<Recording>;

export interface ValidatorOptions {
  readonly schema: GraphQLSchema;
  /** Whether clients may query the schema. */
  readonly introspection: boolean;
}

export function createValidator({ schema, introspection }: ValidatorOptions): Validator {
  return new ApolloServer<Recording>({
    schema,
    introspection,
    nodeEnv: 'production',
    stopOnTerminationSignals: false,
    persistedQueries: false,
    parseOptions: { maxTokens: LIMITS.tokens },
    validationRules: [...LIMIT_RULES],
    // graphql-js appends one more error, which says that it stopped there.
    validationOptions: { maxErrors: LIMITS.errors - 1 },
    // Valid operations are kept in `OperationCache`.
    documentStore: null,
    plugins: [
      RECORD_VERDICT,
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
    ],
  });
}

/** Records what Apollo Server finds, and answers valid operations with an empty result instead of executing them. */
const RECORD_VERDICT: ApolloServerPlugin<Recording> = {
  requestDidStart: async () => ({
    responseForOperation: async ({ document, operation, contextValue: { verdict } }) => {
      // Apollo Server itself reports that no operation has the name.
      if (operation === undefined) return null;
      verdict.valid = { document, operation };
      return { http: { headers: new HeaderMap() }, body: { kind: 'single', singleResult: {} } };
    },
    didEncounterErrors: async ({ errors, contextValue: { verdict } }) => {
      verdict.errors = errors;
    },
  }),
};

/** Throws a `FailedRequest` if the operation is not valid, or not a query and sent by GET. */
export async function validate(
  validator: Validator,
  { query, operationName }: GraphqlRequest,
  method: 'GET' | 'POST',
): Promise<Valid> {
  const verdict: Recording['verdict'] = { valid: null, errors: [] };
  const http = { method, headers: new HeaderMap(), search: '', body: null };
  const named = operationName == null ? {} : { operationName };
  const response = await validator.executeOperation({ query, ...named, http }, { contextValue: { verdict } });
  if (verdict.valid !== null) return verdict.valid;
  const { status = 400, headers } = response.http;
  throw new FailedRequest(verdict.errors, { status, headers: Object.fromEntries(headers) });
}
