/** Builds error responses in Graph's format, from the domain's error codes and from this API's own protocol errors. */
import type { Fault, FaultCode, RefusalCode } from '../domain/errors.js';
import { failureOf } from '../http/failures.js';
import type { RestResponse } from './messages.js';

/** The values of Graph's `error.code` that this API uses. */
export type GraphErrorCode =
  | 'InvalidAuthenticationToken'
  | 'Forbidden'
  | 'ReadOnly'
  | 'BadRequest'
  | 'ModelValidationFailure'
  | 'ResourceNotFound'
  | 'MethodNotAllowed'
  | 'Conflict'
  | 'PreconditionFailed'
  | 'FailedDependency'
  | 'TooManyRequests'
  | 'ServiceUnavailable'
  | 'InternalServerError';

interface GraphError {
  readonly status: number;
  readonly code: GraphErrorCode;
}

const INVALID: GraphError = { status: 400, code: 'ModelValidationFailure' };
const FAULTS = {
  BLANK: INVALID,
  TOO_LONG: INVALID,
  MALFORMED: INVALID,
  OUT_OF_RANGE: INVALID,
  NOT_ALLOWED: INVALID,
  NOT_FOUND: { status: 404, code: 'ResourceNotFound' },
  ALREADY_EXISTS: { status: 409, code: 'Conflict' },
  VERSION_CONFLICT: { status: 412, code: 'PreconditionFailed' },
  ISSUER_CONFLICT: { status: 409, code: 'Conflict' },
} as const satisfies Record<FaultCode, GraphError>;

const REFUSALS = {
  UNAUTHENTICATED: 'InvalidAuthenticationToken',
  FORBIDDEN: 'Forbidden',
  READ_ONLY: 'ReadOnly',
  BAD_REQUEST: 'BadRequest',
  LIMIT_EXCEEDED: 'BadRequest',
  RATE_LIMITED: 'TooManyRequests',
  UNAVAILABLE: 'ServiceUnavailable',
  INTERNAL: 'InternalServerError',
} as const satisfies Record<RefusalCode | 'INTERNAL', GraphErrorCode>;

/** A request that this API refuses itself, without a call of the service. */
export class RestError extends Error {
  override readonly name = 'RestError';
  readonly status: number;
  readonly code: GraphErrorCode;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, code: GraphErrorCode, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.headers = headers;
  }
}

export function badRequest(message: string): RestError {
  return new RestError(400, 'BadRequest', message);
}

export function invalidModel(...messages: readonly string[]): RestError {
  return new RestError(400, 'ModelValidationFailure', messages.join(' '));
}

/** The URL exists, but only supports the methods in `allowed`. */
export function methodNotAllowed(...allowed: readonly string[]): RestError {
  const allow = allowed.join(', ');
  return new RestError(405, 'MethodNotAllowed', `The method is not allowed here. Use ${allow}.`, { allow });
}

/** An invalid query option, in the wording of Graph. */
export function invalidQuery(message: string): RestError {
  return badRequest(`The query specified in the URI is not valid. ${message}`);
}

/** One error for all faults that the service found in the data. */
export function errorOfFaults(faults: readonly Fault[]): RestError {
  const invalid = faults.find(({ code }) => FAULTS[code] === INVALID);
  const { status, code } = FAULTS[(invalid ?? faults[0])?.code ?? 'MALFORMED'];
  return new RestError(status, code, faults.map(({ message }) => message).join(' '));
}

/** The ids of a request: the service's own, and the client's if it sent one. */
export interface RequestIds {
  readonly requestId: string;
  readonly clientRequestId: string;
}

/** The response to any error. */
export function errorResponse(error: unknown, { requestId, clientRequestId }: RequestIds): RestResponse {
  const { status, code, message, headers } = graphErrorOf(error);
  const innerError = {
    date: new Date().toISOString().slice(0, 19),
    'request-id': requestId,
    'client-request-id': clientRequestId,
  };
  return { status, headers, body: { error: { code, message, innerError } } };
}

function graphErrorOf(error: unknown) {
  if (error instanceof RestError) return error;
  const { status, code, message, headers } = failureOf(error);
  return { status, code: REFUSALS[code], message, headers };
}
