/**
 * The errors of the service, as closed sets of codes. Each API maps the codes to its wire format in one table.
 * Contains no wire format and no error type of a library.
 */

/** What is wrong with data. A caller gets all faults at once and can fix them together. */
export const FAULT_CODES = [
  'BLANK',
  'TOO_LONG',
  'MALFORMED',
  'OUT_OF_RANGE',
  'NOT_ALLOWED',
  'NOT_FOUND',
  'ALREADY_EXISTS',
  'VERSION_CONFLICT',
  'ISSUER_CONFLICT',
] as const;
export type FaultCode = (typeof FAULT_CODES)[number];

/** One thing wrong with the data of a request. */
export interface Fault {
  readonly code: FaultCode;
  /** The name of the faulty property; empty if the fault concerns the whole input. */
  readonly field: string;
  /** What is wrong and what to do. Safe to show to the caller. */
  readonly message: string;
}

export function fault(code: FaultCode, field: string, message: string): Fault {
  return { code, field, message };
}

/** Why a request as a whole was refused: its form, its caller, a limit, or the state of the service. */
export const REFUSAL_CODES = [
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'READ_ONLY',
  'BAD_REQUEST',
  'LIMIT_EXCEEDED',
  'RATE_LIMITED',
  'UNAVAILABLE',
] as const;
export type RefusalCode = (typeof REFUSAL_CODES)[number];

/** Thrown to refuse a request. The message is safe to show to the caller; `cause` is for the log only. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly code: RefusalCode;
  /** Seconds after which a new attempt makes sense; undefined if unknown; null if waiting does not help. */
  readonly retryAfterSeconds: number | null | undefined;

  constructor(
    code: RefusalCode,
    message: string,
    options?: ErrorOptions & { readonly retryAfterSeconds?: number | null },
  ) {
    super(message, options);
    this.code = code;
    this.retryAfterSeconds = options?.retryAfterSeconds;
  }
}

/** Thrown out of a read whose client has left. Nobody receives it, and it is no fault. */
export const CLIENT_LEFT = new Refusal('UNAVAILABLE', 'The client left before the read was finished.');

/** Thrown at what is still asked of a service that stops. It is no fault. */
export const SHUTTING_DOWN = new Refusal('UNAVAILABLE', 'The service is shutting down.');

/** Thrown if the service cannot run with its configuration. The message says what to change; clients never see it. */
export class SetupError extends Error {
  override readonly name = 'SetupError';
}

/** A `SetupError` whose cause can end by itself, such as a server that does not answer yet: the same start can succeed later. */
export class PassingSetupError extends SetupError {}

/** Thrown if the input of a command cannot be used, in whole or in part. The message says what to change. */
export class DataError extends Error {
  override readonly name = 'DataError';
}
