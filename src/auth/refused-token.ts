/** A token that is not accepted: what its bearer is told, and what the log is told beside it. */
import { Refusal } from '../domain/errors.js';

/** Why, for the log and for counting. */
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

/** What the log may know of a refused token: never the token itself. The names are the token's own claim, unverified. */
export interface TokenRefusal {
  readonly reason: TokenFault;
  readonly issuer: string | null;
  readonly clientId: string | null;
}
