/** The error for a token that is not accepted: a message for the client, and a reason for the log. */
import { Refusal } from '../domain/errors.js';

/** The reasons for a refusal, as logged and counted. */
export const TOKEN_FAULTS = [
  'MISSING',
  'MALFORMED',
  'NO_TENANT',
  'UNTRUSTED_ISSUER',
  'UNKNOWN_KEY',
  'BAD_SIGNATURE',
  'EXPIRED',
  'BAD_CLAIM',
  'TENANT_NOT_ALLOWED',
  'NO_PERMISSIONS',
  'KEYS_UNAVAILABLE',
] as const;
export type TokenFault = (typeof TOKEN_FAULTS)[number];

export class RefusedToken extends Refusal {
  readonly reason: TokenFault;

  constructor(reason: TokenFault, message: string, options?: ErrorOptions) {
    super(reason === 'KEYS_UNAVAILABLE' ? 'UNAVAILABLE' : 'UNAUTHENTICATED', message, options);
    this.reason = reason;
  }
}

/** What may be logged about a refused token; never the token itself. Issuer and client id are unverified claims. */
export interface TokenRefusal {
  readonly reason: TokenFault;
  readonly issuer: string | null;
  readonly clientId: string | null;
}
