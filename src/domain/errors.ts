/**
 * Everything that can go wrong, as closed sets of codes. Each edge maps them to its own wire in one table.
 * No wire format and no library's error type belongs here.
 */

/** What is wrong with data: told to the caller as a list, so that all of it can be mended at once. */
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
  /** The property at fault; empty where the fault lies with the whole. */
  readonly field: string;
  /** What is wrong and what to do about it, safe to show to the caller. */
  readonly message: string;
}

export function fault(code: FaultCode, field: string, message: string): Fault {
  return { code, field, message };
}

/** What is wrong with a request as a whole, or with the service. */
export const REFUSAL_CODES = [
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'BAD_REQUEST',
  'LIMIT_EXCEEDED',
  'RATE_LIMITED',
  'UNAVAILABLE',
] as const;
export type RefusalCode = (typeof REFUSAL_CODES)[number];

/** A request that is not carried out. Its message is safe to show to the caller; its `cause` is for the log alone. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly code: RefusalCode;
  /** After how many seconds it is worth trying again, where that is known; null where waiting does not help. */
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

/** The service cannot run as it is set up. Its message tells the operator, never a client, what to change. */
export class SetupError extends Error {
  override readonly name = 'SetupError';
}

/** What a command was given cannot be used, all or in part. Its message tells the operator what to change. */
export class DataError extends Error {
  override readonly name = 'DataError';
}
