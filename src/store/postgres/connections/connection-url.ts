/**
 * Reads a `DATABASE_URL` of PostgreSQL: address, user, password, TLS, and what the store does on it. Connects to nothing. No
 * error contains the URL, because it may hold a password.
 */
import { readFileSync } from 'node:fs';
import type { ConnectionOptions } from 'node:tls';
import { SetupError } from '../../../domain/errors.js';

/** How commits of several tenants are grouped: into one statement, or one statement for each tenant. */
export const BATCHES = ['mixed', 'tenant'] as const;
export type Batches = (typeof BATCHES)[number];

export interface Address {
  /** A host name, or the folder of a socket, which begins with a slash. */
  readonly host: string;
  readonly port: number;
  /** Undefined: the operating system's user. */
  readonly user: string | undefined;
  /** Undefined: `pg` looks for `PGPASSWORD` and for the password file of libpq. */
  readonly password: string | undefined;
  readonly database: string | undefined;
  readonly ssl: false | ConnectionOptions;
}

export interface Connecting {
  readonly address: Address;
  /** Behind PgBouncer no session lives longer than a transaction: no named statements, no settings of the session. */
  readonly pgbouncer: boolean;
  /** Null: what suits the engine. */
  readonly batches: Batches | null;
  readonly writers: number;
  readonly readers: number;
}

const PARAMETERS = ['host', 'sslmode', 'sslrootcert', 'passwordfile', 'pgbouncer', 'batches', 'writers', 'readers'];
const DEFAULT_PORT = 5432;
const DEFAULT_CONNECTIONS = 4;
const MAX_CONNECTIONS = 64;

/** Throws a `SetupError` that says what to change. */
export function readConnectionUrl(databaseUrl: string): Connecting {
  // libpq allows a user without a host, if the host is a parameter; `URL` does not.
  const address = databaseUrl.replace(/^(\w+:\/\/[^/]*@)(?=\/)/, '$1localhost');
  const url = URL.canParse(address) ? new URL(address) : refuse('is not a URL of PostgreSQL');
  const parameters = url.searchParams;
  const unknown = [...parameters.keys()].find((name) => !PARAMETERS.includes(name));
  if (unknown !== undefined) refuse(`has the parameter ${unknown}. The known ones are ${PARAMETERS.join(', ')}`);
  const host = parameters.get('host') ?? (decoded(url.hostname) || 'localhost');
  return {
    address: {
      host: host.replace(/^\[(.*)\]$/, '$1'),
      port: Number(url.port || DEFAULT_PORT),
      user: decoded(url.username) || undefined,
      password: passwordOf(url),
      database: decoded(url.pathname.replace(/^\//, '')) || undefined,
      ssl: tlsOf(host, parameters),
    },
    pgbouncer: oneOf(parameters, 'pgbouncer', ['true', 'false']) === 'true',
    batches: oneOf(parameters, 'batches', BATCHES),
    writers: count(parameters, 'writers'),
    readers: count(parameters, 'readers'),
  };
}

function passwordOf({ password, searchParams }: URL): string | undefined {
  const file = searchParams.get('passwordfile');
  if (file === null) return decoded(password) || undefined;
  if (password !== '') refuse('has a password and a passwordfile. Keep one');
  return contentOf(file, 'passwordfile').trim();
}

/** Only a connection that does not leave the machine may do without a verified certificate. */
function tlsOf(host: string, parameters: URLSearchParams): false | ConnectionOptions {
  const mode = parameters.get('sslmode') ?? (isLocal(host) ? 'disable' : 'verify-full');
  if (mode === 'disable' && isLocal(host)) return false;
  if (mode !== 'verify-full') {
    refuse(`has sslmode=${mode}, which does not prove who the server is. Use sslmode=verify-full with sslrootcert`);
  }
  const file = parameters.get('sslrootcert');
  return { rejectUnauthorized: true, ...(file !== null && { ca: contentOf(file, 'sslrootcert') }) };
}

function isLocal(host: string): boolean {
  return host.startsWith('/') || /^(localhost|127(\.\d+){3}|\[?::1\]?)$/.test(host);
}

function contentOf(file: string, parameter: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new SetupError(`The file that ${parameter} of DATABASE_URL names cannot be read: ${file}.`, { cause });
  }
}

function oneOf<Value extends string>(
  parameters: URLSearchParams,
  name: string,
  values: readonly Value[],
): Value | null {
  const given = parameters.get(name);
  if (given === null) return null;
  return values.find((value) => value === given) ?? refuse(`has ${name}=${given}. Use ${values.join(' or ')}`);
}

function count(parameters: URLSearchParams, name: string): number {
  const given = Number(parameters.get(name) ?? DEFAULT_CONNECTIONS);
  if (Number.isInteger(given) && given >= 1 && given <= MAX_CONNECTIONS) return given;
  return refuse(`has a number of ${name} that is not from 1 to ${MAX_CONNECTIONS}`);
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return refuse('has a percent sign that encodes nothing');
  }
}

function refuse(what: string): never {
  throw new SetupError(`DATABASE_URL ${what}.`);
}
