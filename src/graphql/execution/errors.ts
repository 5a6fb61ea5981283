/** Every error as a GraphQL client sees it. Nothing of a library's or the system's own text passes. */
import { HeaderMap } from '@apollo/server';
import { ApolloServerValidationErrorCode, unwrapResolverError } from '@apollo/server/errors';
import { GraphQLError, type GraphQLFormattedError, isValueNode, Kind } from 'graphql';
import { Refusal, type RefusalCode } from '../../domain/errors.js';
import { type Failure, failureOf, refusalHeaders } from '../../http/failures.js';
import type { GraphqlContext } from './context.js';

/** The closed set of `extensions.code`. */
export const GRAPHQL_ERROR_CODES = [
  'UNAUTHENTICATED',
  'FORBIDDEN',
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
  BAD_REQUEST: 'BAD_USER_INPUT',
  LIMIT_EXCEEDED: 'LIMIT_EXCEEDED',
  RATE_LIMITED: 'RATE_LIMITED',
  UNAVAILABLE: 'UNAVAILABLE',
} as const satisfies Record<RefusalCode, GraphqlErrorCode>;

// What graphql-js and Apollo Server report about a request. Any other code of theirs is a fault of ours.
const LIBRARY_CODES: ReadonlyMap<unknown, GraphqlErrorCode> = new Map<string, GraphqlErrorCode>([
  ['GRAPHQL_PARSE_FAILED', 'GRAPHQL_PARSE_FAILED'],
  ['GRAPHQL_VALIDATION_FAILED', 'GRAPHQL_VALIDATION_FAILED'],
  ['BAD_USER_INPUT', 'BAD_USER_INPUT'],
  ['BAD_REQUEST', 'BAD_USER_INPUT'],
  ['OPERATION_RESOLUTION_FAILURE', 'BAD_USER_INPUT'],
  ['PERSISTED_QUERY_NOT_SUPPORTED', 'PERSISTED_QUERY_NOT_SUPPORTED'],
]);

const MAX_MESSAGE_LENGTH = 500;
// Limits of graphql-js, which it names in messages alone, in words of ours.
const LIBRARY_LIMITS: readonly (readonly [theirs: RegExp, ours: string])[] = [
  [/^Syntax Error: Document contains more tha[nt] (\d+) tokens.*$/s, 'The operation holds more than $1 tokens.'],
  [/^Too many validation errors.*$/s, 'Too many errors. The rest of the operation was not looked at.'],
  [/^Too many errors processing variables.*$/s, 'Too many errors. The rest of the variables was not looked at.'],
  [/^Maximum introspection depth exceeded$/, 'The operation goes round in circles in the schema.'],
  [/^Validation aborted\.$/, 'The operation names the same fields too many times.'],
];
const WITHOUT_VALUE = 'A variable in it is null or left out, and may not be.';
const INTROSPECTION_OFF = 'Introspection is switched off. Ask the operator of this service for its schema.';

/** What a client is told of an error that was foreseen. */
interface Explanation {
  readonly code: GraphqlErrorCode;
  readonly message: string;
}
const MASKED: Explanation = { code: 'INTERNAL_SERVER_ERROR', message: 'Internal error.' };

/** Tells clients to send the text of an operation instead of its hash. They know it by its message or its code. */
export const NO_PERSISTED_QUERIES = new GraphQLError('PersistedQueryNotSupported', {
  extensions: { code: 'PERSISTED_QUERY_NOT_SUPPORTED' },
});

/** What a client is told of an error outside of any operation, and the headers that go with it. */
export function failureToTell(error: unknown): Explanation & Pick<Failure, 'status' | 'headers'> {
  // The status that Apollo Server gives it: there are clients that look no further than any other.
  if (error === NO_PERSISTED_QUERIES) {
    return { status: 200, headers: {}, code: 'PERSISTED_QUERY_NOT_SUPPORTED', message: NO_PERSISTED_QUERIES.message };
  }
  const failure = failureOf(error);
  return { ...failure, code: failure.code === 'INTERNAL' ? 'INTERNAL_SERVER_ERROR' : GRAPHQL_CODES[failure.code] };
}

/** A refusal as an error that passes through graphql-js; the status is for Apollo Server, where it knows none better. */
export function refusalToGraphqlError(refusal: Refusal, status?: number): GraphQLError {
  const headers = new HeaderMap(Object.entries(refusalHeaders(refusal)));
  const extensions = status === undefined ? {} : { http: { status, headers } };
  return new GraphQLError(refusal.message, { originalError: refusal, extensions });
}

/** Formats errors for clients. `suggestions` keeps graphql-js's "Did you mean", which tells of the schema. */
export function errorFormatter(suggestions: boolean) {
  return (formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError => {
    const { code, message } = foreseen(error, formatted.extensions?.['code']) ?? MASKED;
    const shown = suggestions ? message : message.replace(/ Did you mean .*$/s, '');
    const { locations, path } = formatted;
    return {
      message: shortened(shown),
      ...(locations && { locations }),
      ...(path && { path }),
      extensions: { code },
    };
  };
}

/** Errors as a client may see them; the log is told of those that were not foreseen. */
export type ErrorTeller = (errors: readonly GraphQLError[], context: GraphqlContext) => GraphQLFormattedError[];

/** Tells of what went wrong outside Apollo Server, in the same words. */
export function errorTeller(suggestions: boolean): ErrorTeller {
  const format = errorFormatter(suggestions);
  return (given, { call, reportFault }) => {
    const errors = given.map((error) => (isOfVariables(error) ? coded(error, 'BAD_USER_INPUT') : error));
    reportFaults(errors, reportFault);
    const formatted = errors.map((error) => format(error.toJSON(), error));
    return withRequestId(formatted, call.requestId);
  };
}

/** Both ends of a long message: graphql-js repeats what was sent in the middle and says at the end what is wrong. */
function shortened(message: string): string {
  if (message.length <= MAX_MESSAGE_LENGTH) return message;
  const half = MAX_MESSAGE_LENGTH / 2;
  return `${message.slice(0, half).toWellFormed()}…${message.slice(-half).toWellFormed()}`;
}

/** What to tell of an error; null where it was not foreseen and only the log may tell. */
export function foreseen(error: unknown, code = (error as GraphQLError).extensions?.['code']): Explanation | null {
  const refusal = refusalUnder(error);
  if (refusal !== null) return { code: GRAPHQL_CODES[refusal.code], message: refusal.message };
  const { message = '', extensions } = error as Partial<GraphQLError>;
  if (extensions?.['validationErrorCode'] === ApolloServerValidationErrorCode.INTROSPECTION_DISABLED) {
    return { code: 'GRAPHQL_VALIDATION_FAILED', message: INTROSPECTION_OFF };
  }
  const [limit, ours = ''] = LIBRARY_LIMITS.find(([theirs]) => theirs.test(message)) ?? [];
  if (limit !== undefined) return { code: 'LIMIT_EXCEEDED', message: message.replace(limit, ours) };
  const known = LIBRARY_CODES.get(code);
  if (known !== undefined) return { code: known, message };
  // Graphql-js shows the value as the operation has it, without the variables' own values.
  return isAboutValue(error) ? { code: 'BAD_USER_INPUT', message: `${message} ${WITHOUT_VALUE}` } : null;
}

/** An error of graphql-js under the code that Apollo Server would give it. */
export function coded(error: GraphQLError, code: GraphqlErrorCode): GraphQLError {
  const { message, nodes = null, source = null, positions = null, path = null, originalError } = error;
  return new GraphQLError(message, { nodes, source, positions, path, originalError, extensions: { code } });
}

/** Graphql-js tells by no code that what it complains of is a variable. */
function isOfVariables({ nodes, path }: GraphQLError): boolean {
  return path === undefined && nodes?.[0]?.kind === Kind.VARIABLE_DEFINITION;
}

/** Whether graphql-js points at a value in the operation: a null in a variable can make one wrong that was valid before. */
function isAboutValue(error: unknown): boolean {
  const { originalError = error, nodes } = (error ?? {}) as Partial<GraphQLError>;
  const [node] = (originalError instanceof GraphQLError ? originalError.nodes : nodes) ?? [];
  return node !== undefined && isValueNode(node);
}

/** Whatever was thrown, as an error that can be told. */
export function asGraphqlError(error: unknown): GraphQLError {
  if (error instanceof Refusal) return refusalToGraphqlError(error);
  if (error instanceof GraphQLError) return error;
  const originalError = error instanceof Error ? error : new Error(String(error));
  return new GraphQLError(originalError.message, { originalError });
}

/** Tells the log of the errors that were not foreseen, or are for the operator to mend. */
export function reportFaults(errors: readonly GraphQLError[], report: (fault: unknown) => void): void {
  for (const error of errors) {
    const code = foreseen(error)?.code;
    if (code === undefined || code === 'UNAVAILABLE') report(error.originalError ?? error);
  }
}

/** The errors with the id under which the server's log tells of the request. */
export function withRequestId(errors: readonly GraphQLFormattedError[], requestId: string): GraphQLFormattedError[] {
  return errors.map((error) => ({ ...error, extensions: { ...error.extensions, requestId } }));
}

/** The refusal under an error that graphql-js or Apollo Server has wrapped, if that is what it is. */
export function refusalUnder(error: unknown): Refusal | null {
  const inner = unwrapResolverError(error);
  if (inner instanceof Refusal) return inner;
  const { originalError } = (inner ?? {}) as { readonly originalError?: unknown };
  return originalError === undefined ? null : refusalUnder(originalError);
}
