/** Maps any error to a status, code and message for the client. Each API puts them into its own error format. */
import type { FastifyBaseLogger } from 'fastify';
import { CLIENT_LEFT, Refusal, type RefusalCode, SHUTTING_DOWN } from '../domain/errors.js';

/** What a client may see of an error. `INTERNAL` hides the cause, which only the log shows. */
export interface Failure {
  readonly status: number;
  readonly code: RefusalCode | 'INTERNAL';
  readonly message: string;
  readonly headers: Readonly<Record<string, string>>;
}

const STATUS = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  READ_ONLY: 403,
  BAD_REQUEST: 400,
  LIMIT_EXCEEDED: 400,
  RATE_LIMITED: 429,
  UNAVAILABLE: 503,
} as const satisfies Record<RefusalCode, number>;

/** Default of `Retry-After`, in seconds. */
export const RETRY_AFTER_SECONDS = 1;

/** Fastify's error code for a body that is not JSON. */
export const NOT_JSON = 'FST_ERR_CTP_INVALID_MEDIA_TYPE';
/** Error code for a body with a `Content-Encoding`. */
export const ENCODED_BODY = 'ENCODED_BODY';
/** Error code for an `Accept` header that does not include JSON. */
export const NOT_ACCEPTABLE = 'NOT_ACCEPTABLE';
/** Error code for an `Accept` header that does not include server-sent events. */
export const EVENTS_NOT_ACCEPTABLE = 'EVENTS_NOT_ACCEPTABLE';
/** Error code for a method that a URL does not support. The response lists the supported ones in `Allow`. */
export const METHOD_NOT_ALLOWED = 'METHOD_NOT_ALLOWED';

const NO_HEADERS = {};
// By error code, Fastify's and our own. Other errors count as internal unless they carry a 4xx status.
const FASTIFY_FAILURES: Readonly<Record<string, Failure>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: failure(413, 'LIMIT_EXCEEDED', 'The body is too large.'),
  [NOT_JSON]: failure(415, 'BAD_REQUEST', 'Send the body as Content-Type: application/json.'),
  [ENCODED_BODY]: failure(415, 'BAD_REQUEST', 'Send the body as it is, without Content-Encoding.'),
  [NOT_ACCEPTABLE]: failure(406, 'BAD_REQUEST', 'Answers are JSON. Accept application/json.'),
  [EVENTS_NOT_ACCEPTABLE]: failure(406, 'BAD_REQUEST', 'Answers are server-sent events. Accept text/event-stream.'),
  [METHOD_NOT_ALLOWED]: failure(405, 'BAD_REQUEST', 'The method is not allowed here.'),
};

/** Maps an error; unknown ones become `INTERNAL`. */
export function failureOf(error: unknown): Failure {
  if (error instanceof Refusal) {
    return { status: STATUS[error.code], code: error.code, message: error.message, headers: refusalHeaders(error) };
  }
  const { code, statusCode } = error as { readonly code?: unknown; readonly statusCode?: unknown };
  const known = typeof code === 'string' ? FASTIFY_FAILURES[code] : undefined;
  if (known !== undefined) return known;
  if (typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500) {
    return failure(statusCode, 'BAD_REQUEST', 'The request is malformed.');
  }
  return failure(500, 'INTERNAL', 'Internal error.');
}

/** The response headers that belong to a refusal: `WWW-Authenticate` or `Retry-After`. */
export function refusalHeaders({ code, retryAfterSeconds = RETRY_AFTER_SECONDS }: Refusal): Record<string, string> {
  if (code === 'UNAUTHENTICATED') return { 'www-authenticate': 'Bearer realm="derived-credential-settings"' };
  const waiting = (code === 'UNAVAILABLE' || code === 'RATE_LIMITED') && retryAfterSeconds !== null;
  return waiting ? { 'retry-after': String(retryAfterSeconds) } : NO_HEADERS;
}

/** Logs an error that the operator should know of. */
export function logFault(log: Pick<FastifyBaseLogger, 'error'>, error: unknown): void {
  if (error !== CLIENT_LEFT && error !== SHUTTING_DOWN) log.error({ err: error }, 'request failed');
}

function failure(status: number, code: Failure['code'], message: string): Failure {
  return { status, code, message, headers: NO_HEADERS };
}

/** The default JSON error body, for responses outside of the APIs. */
export function failureBody({ code, message }: { readonly code: string; readonly message: string }, requestId: string) {
  return { error: { code, message, requestId } };
}
