/** The caller of the service and the permissions it needs. Does not read tokens. */
import { Refusal } from './errors.js';
import type { Span } from './tracing.js';

export const READ_PERMISSION = 'DeviceManagementServiceConfig.Read.All';
export const WRITE_PERMISSION = 'DeviceManagementServiceConfig.ReadWrite.All';

export const ACTOR_KINDS = ['USER', 'APPLICATION'] as const;
/** Whether a person or an application made the call. */
export type ActorKind = (typeof ACTOR_KINDS)[number];

/** Who made a change, as the log stores it. */
export interface Actor {
  /** The user or application, as the token's issuer names it. */
  readonly subject: string;
  readonly clientId: string | null;
  readonly kind: ActorKind;
}

/** The subject of a verified token. */
export interface Caller extends Actor {
  /** A UUID in lower case. */
  readonly tenantId: string;
  readonly permissions: readonly string[];
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
}

export const ORIGINS = ['GRAPHQL', 'REST', 'CLI', 'REPLICATION'] as const;
/** The API, command or process that made the call. */
export type Origin = (typeof ORIGINS)[number];

/** Returns a signal that is aborted when the client leaves. Called only by what takes long. */
export type ClientGone = () => AbortSignal;

/** What the reads of a client must show. A copy of the database that has come so far may answer them. */
export interface Reading {
  /** Left out if the client cannot leave, or if nobody can tell. */
  readonly clientGone?: ClientGone;
  /** A position of the tenant whose change the reads must show. Undefined: they show every change until now. */
  atLeast?: number | undefined;
  /** The tenant's position after the latest write of the same call, which its reads must show too. The service sets it. */
  reached?: number;
}

/** One call of the service: who calls, through which API, with which request id. */
export interface Call extends Reading {
  readonly caller: Caller;
  readonly origin: Origin;
  readonly requestId: string;
  /** What the call is doing now. Null or left out if it is not traced. */
  span?: Span | null;
}

/**
 * Turns the value of an `Authorization` header into a caller. Without a promise for a token that it knows, so that a request
 * need not wait; else it resolves to the caller, or rejects with a `Refusal`. Never throws.
 */
export type Authenticate = (authorization: string | undefined) => Caller | Promise<Caller>;

const SUFFICIENT = {
  read: [READ_PERMISSION, WRITE_PERMISSION],
  write: [WRITE_PERMISSION],
} as const;
export type Access = keyof typeof SUFFICIENT;

/** True if the caller has one of the permissions that allow this access. */
export function mayDo(caller: Caller, access: Access): boolean {
  return SUFFICIENT[access].some((permission) => caller.permissions.includes(permission));
}

/** The `FORBIDDEN` refusal. Its message names the permissions that would be enough. */
export function forbidden(access: Access): Refusal {
  const wanted = SUFFICIENT[access].join(' or ');
  return new Refusal('FORBIDDEN', `This needs the permission ${wanted}, which the token does not carry.`);
}
