/** Errors in the form that GraphQL clients see. Never passes on the message of an unexpected error. */
import { ApolloServerValidationErrorCode, unwrapResolverError } from '@apollo/server/errors';
import { GraphQLError, type GraphQLFormattedError, isValueNode, Kind } from 'graphql';
import { Refusal, type RefusalCode } from '../../domain/errors.js';
import { type Failure, failureOf } from '../../http/failures.js';
import type { GraphqlContext } from './context.js';

/** The closed set of `extensions.code`. */
export const GRAPHQL_ERROR_CODES = [
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'READ_ONLY',
  'BAD_USER_INPUT',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'PERSISTED_QUERY_NOT_SUPPORTED',
  'LIMIT_EXCEEDED',
  'RATE_LIMITED',
  'UNAVAILABLE',
  'INTERNAL_SERVER_ERROR',
] as const;
export type GraphqlErrorCode = (typeof GRAPHQL_ERROR_CODES)[number];

const GRAPHQL_CODES = {
  UNAUTHENTICATED: 'UNAUTHENTICATED',
  FORBIDDEN: 'FORBIDDEN',
  READ_ONLY: 'READ_ONLY',
  BAD_REQUEST: 'BAD_USER_INPUT',
  LIMIT_EXCEEDED: 'LIMIT_EXCEEDED',
  RATE_LIMITED: 'RATE_LIMITED',
  UNAVAILABLE: 'UNAVAILABLE',
} as const satisfies Record<RefusalCode, GraphqlErrorCode>;

// Codes with which graphql-js and Apollo Server report faults of a request. Any other code of theirs is an internal error.
const LIBRARY_CODES: ReadonlyMap<unknown, GraphqlErrorCode> = new Map<string, GraphqlErrorCode>([
  ['GRAPHQL_PARSE_FAILED', 'GRAPHQL_PARSE_FAILED'],
  ['GRAPHQL_VALIDATION_FAILED', 'GRAPHQL_VALIDATION_FAILED'],
  ['BAD_USER_INPUT', 'BAD_USER_INPUT'],
  ['BAD_REQUEST', 'BAD_USER_INPUT'],
  ['OPERATION_RESOLUTION_FAILURE', 'BAD_USER_INPUT'],
  ['PERSISTED_QUERY_NOT_SUPPORTED', 'PERSISTED_QUERY_NOT_SUPPORTED'],
]);

const MAX_MESSAGE_LENGTH = 500;
// Limits of graphql-js, which have no code, and the messages that replace its own.
const LIBRARY_LIMITS: readonly (readonly [theirs: RegExp, ours: string])[] = [
  [/^Syntax Error: Document contains more tha[nt] (\d+) tokens.*$/s, 'The operation holds more than $1 tokens.'],
  [/^Too many validation errors.*$/s, 'Too many errors. The rest of the operation was not looked at.'],
  [/^Too many errors processing variables.*$/s, 'Too many errors. The rest of the variables was not looked at.'],
  [/^Maximum introspection depth exceeded$/, 'The operation goes round in circles in the schema.'],
  [/^Validation aborted\.$/, 'The operation names the same fields too many times.'],
];
const WITHOUT_VALUE = 'A variable in it is null or left out, and may not be.';
const INTROSPECTION_OFF = 'Introspection is switched off. Ask the operator of this service for its schema.';

/** What a client gets to know of an error. */
interface Explanation {
  readonly code: GraphqlErrorCode;
  readonly message: string;
}
const UNEXPECTED: Explanation = { code: 'INTERNAL_SERVER_ERROR', message: 'Internal error.' };

/** Makes clients send the document instead of its hash. They recognise the message or the code. */
export const NO_PERSISTED_QUERIES = new GraphQLError('PersistedQueryNotSupported', {
  extensions: { code: 'PERSISTED_QUERY_NOT_SUPPORTED' },
});

/** An error outside of any operation, for an HTTP response. */
export function httpFailure(error: unknown): Explanation & Pick<Failure, 'status' | 'headers'> {
  // The status that Apollo Server uses: some clients do not read the body of a response with another one.
  if (error === NO_PERSISTED_QUERIES) {
    return { status: 200, headers: {}, code: 'PERSISTED_QUERY_NOT_SUPPORTED', message: NO_PERSISTED_QUERIES.message };
  }
  const failure = failureOf(error);
  return { ...failure, code: failure.code === 'INTERNAL' ? 'INTERNAL_SERVER_ERROR' : GRAPHQL_CODES[failure.code] };
}

/** Formats errors for clients. Logs those that are unexpected or that the operator has to repair. */
export type FormatErrors = (errors: readonly GraphQLError[], context: GraphqlContext) => GraphQLFormattedError[];

/** `suggestions` keeps graphql-js's "Did you mean …", which reveals names of the schema. */
export function errorFormatter(suggestions: boolean): FormatErrors {
  return (errors, context) => {
    const formatted = errors.map((error) => {
      const explanation = explanationOf(error);
      if (explanation === null || explanation.code === 'UNAVAILABLE') context.reportFault(error.originalError ?? error);
      const { code, message } = explanation ?? UNEXPECTED;
      const { locations, path } = error.toJSON();
      return {
        message: shortened(suggestions ? message : message.replace(/ Did you mean .*$/s, '')),
        ...(locations && { locations }),
        ...(path && { path }),
        extensions: { code },
      };
    });
    return withRequestId(formatted, context.call.requestId);
  };
}

/** Keeps both ends of a long message: graphql-js repeats the input in the middle, and says at the end what is wrong. */
function shortened(message: string): string {
  if (message.length <= MAX_MESSAGE_LENGTH) return message;
  const half = MAX_MESSAGE_LENGTH / 2;
  return `${message.slice(0, half).toWellFormed()}…${message.slice(-half).toWellFormed()}`;
}

/** Null if the error is unexpected: then only the log may say more. */
function explanationOf(error: GraphQLError): Explanation | null {
  const refusal = refusalUnder(error);
  if (refusal !== null) return { code: GRAPHQL_CODES[refusal.code], message: refusal.message };
  // Errors of graphql-jit may have no extensions.
  const { message, extensions = {} } = error;
  if (extensions['validationErrorCode'] === ApolloServerValidationErrorCode.INTROSPECTION_DISABLED) {
    return { code: 'GRAPHQL_VALIDATION_FAILED', message: INTROSPECTION_OFF };
  }
  const [limit, ours = ''] = LIBRARY_LIMITS.find(([theirs]) => theirs.test(message)) ?? [];
  if (limit !== undefined) return { code: 'LIMIT_EXCEEDED', message: message.replace(limit, ours) };
  const known = isAboutVariable(error) ? 'BAD_USER_INPUT' : LIBRARY_CODES.get(extensions['code']);
  if (known !== undefined) return { code: known, message };
  // graphql-js prints the value as it is in the document, with the names of variables and not their values.
  return isAboutValue(error) ? { code: 'BAD_USER_INPUT', message: `${message} ${WITHOUT_VALUE}` } : null;
}

/** Whether graphql-js, which gives no code, refuses a variable. */
function isAboutVariable({ nodes, path, extensions = {} }: GraphQLError): boolean {
  return extensions['code'] === undefined && path === undefined && nodes?.[0]?.kind === Kind.VARIABLE_DEFINITION;
}

/** Whether graphql-js refuses a value of the document: a variable that is null can make a list or object invalid. */
function isAboutValue({ originalError, nodes }: GraphQLError): boolean {
  const [node] = (originalError instanceof GraphQLError ? originalError.nodes : nodes) ?? [];
  return node !== undefined && isValueNode(node);
}

/** Any thrown value as a `GraphQLError`. */
export function asGraphqlError(error: unknown): GraphQLError {
  if (error instanceof GraphQLError) return error;
  const originalError = error instanceof Error ? error : new Error(String(error));
  return new GraphQLError(originalError.message, { originalError });
}

/** Adds the id that the request has in the log. */
export function withRequestId(errors: readonly GraphQLFormattedError[], requestId: string): GraphQLFormattedError[] {
  return errors.map((error) => ({ ...error, extensions: { ...error.extensions, requestId } }));
}

/** The refusal that graphql-js or Apollo Server wrapped in an error; null if it wrapped something else. */
export function refusalUnder(error: unknown): Refusal | null {
  const inner = unwrapResolverError(error);
  if (inner instanceof Refusal) return inner;
  const { originalError } = (inner ?? {}) as { readonly originalError?: unknown };
  return originalError === undefined ? null : refusalUnder(originalError);
}
