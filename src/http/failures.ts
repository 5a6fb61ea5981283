/** Whatever a request can fail with, as a status and words for the client. Each edge puts them into its own shape. */
import { Refusal, type RefusalCode } from '../domain/errors.js';

/** A failure to be told to a client. `INTERNAL` says nothing of its cause; the log does. */
export interface Failure {
  readonly status: number;
  readonly code: RefusalCode | 'INTERNAL';
  readonly message: string;
  readonly headers: Readonly<Record<string, string>>;
}

const STATUS = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  BAD_REQUEST: 400,
  LIMIT_EXCEEDED: 400,
  RATE_LIMITED: 429,
  UNAVAILABLE: 503,
} as const satisfies Record<RefusalCode, number>;

/** Seconds after which a client may try again what the service could not do just now. */
export const RETRY_AFTER_SECONDS = 1;

/** Fastify's code of the error for a body of another type than JSON. */
export const NOT_JSON = 'FST_ERR_CTP_INVALID_MEDIA_TYPE';
/** The code of the error for a body that is compressed or otherwise encoded. */
export const ENCODED_BODY = 'ENCODED_BODY';
/** The code of the error for an `Accept` header that takes nothing an edge can answer with. */
export const NOT_ACCEPTABLE = 'NOT_ACCEPTABLE';
/** The same where an edge answers with events alone. */
export const EVENTS_NOT_ACCEPTABLE = 'EVENTS_NOT_ACCEPTABLE';
/** The code of the error for a method that an address does not offer. Its answer names in `Allow` those that it does. */
export const METHOD_NOT_ALLOWED = 'METHOD_NOT_ALLOWED';

const NO_HEADERS = {};
// Fastify's own errors by its codes, and ours like them. Those that are not here and not a client's fault are internal.
const FASTIFY_FAILURES: Readonly<Record<string, Failure>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: failure(413, 'LIMIT_EXCEEDED', 'The body is too large.'),
  [NOT_JSON]: failure(415, 'BAD_REQUEST', 'Send the body as Content-Type: application/json.'),
  [ENCODED_BODY]: failure(415, 'BAD_REQUEST', 'Send the body as it is, without Content-Encoding.'),
  [NOT_ACCEPTABLE]: failure(406, 'BAD_REQUEST', 'Answers are JSON. Accept application/json.'),
  [EVENTS_NOT_ACCEPTABLE]: failure(406, 'BAD_REQUEST', 'Answers are server-sent events. Accept text/event-stream.'),
  [METHOD_NOT_ALLOWED]: failure(405, 'BAD_REQUEST', 'The method is not allowed here.'),
};

/** The failure that an error is. */
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

/** The headers that tell a client what to do about a refusal. */
export function refusalHeaders({ code, retryAfterSeconds = RETRY_AFTER_SECONDS }: Refusal): Record<string, string> {
  if (code === 'UNAUTHENTICATED') return { 'www-authenticate': 'Bearer realm="derived-credential-settings"' };
  const waiting = (code === 'UNAVAILABLE' || code === 'RATE_LIMITED') && retryAfterSeconds !== null;
  return waiting ? { 'retry-after': String(retryAfterSeconds) } : NO_HEADERS;
}

function failure(status: number, code: Failure['code'], message: string): Failure {
  return { status, code, message, headers: NO_HEADERS };
}

/** A failure as JSON, where no edge has a shape of its own for it. */
export function failureBody({ code, message }: { readonly code: string; readonly message: string }, requestId: string) {
  return { error: { code, message, requestId } };
}
