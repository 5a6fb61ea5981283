/**
 * Reads a `DATABASE_URL` or `DATABASE_READ_URL` of PostgreSQL: address, user, password, TLS, and what the store does on it.
 * Connects to nothing. No error contains the URL, because it may hold a password.
 */
import { readFileSync } from 'node:fs';
import type { ConnectionOptions } from 'node:tls';
import { SetupError } from '../../../domain/errors.js';

/** How commits of several tenants are grouped: into one statement, or one statement for each tenant. */
export const BATCHES = ['mixed', 'tenant'] as const;
export type Batches = (typeof BATCHES)[number];

/** Where a server is. */
export interface Host {
  /** A host name, or the folder of a socket, which begins with a slash. */
  readonly host: string;
  readonly port: number;
}

/** Who connects to which database, and how. */
export interface Access {
  /** Undefined: the operating system's user. */
  readonly user: string | undefined;
  /** Undefined: `pg` looks for `PGPASSWORD` and for the password file of libpq. */
  readonly password: string | undefined;
  readonly database: string | undefined;
  readonly ssl: false | ConnectionOptions;
}

export interface Connecting {
  /** At least one. If there are several, the one that takes writes is used, or of replicas one that takes none. */
  readonly hosts: readonly Host[];
  readonly access: Access;
  /** Behind PgBouncer no session lives longer than a transaction: no named statements, no settings of the session. */
  readonly pgbouncer: boolean;
  /** Null: what suits the engine. */
  readonly batches: Batches | null;
  readonly writers: number;
  readonly readers: number;
}

const REPLICA_PARAMETERS = ['host', 'sslmode', 'sslrootcert', 'passwordfile', 'pgbouncer', 'readers'];
const PARAMETERS = [...REPLICA_PARAMETERS, 'batches', 'writers'];
const DEFAULT_PORT = 5432;
const DEFAULT_CONNECTIONS = 4;
const MAX_CONNECTIONS = 64;

/** Throws a `SetupError` that says what to change. */
export function readConnectionUrl(databaseUrl: string, known: readonly string[] = PARAMETERS): Connecting {
  const { url, inAuthority } = parsed(databaseUrl);
  const parameters = url.searchParams;
  const unknown = [...parameters.keys()].find((name) => !known.includes(name));
  if (unknown !== undefined) refuse(`has the parameter ${unknown}. The known ones are ${known.join(', ')}`);
  const hosts = hostsOf(parameters.get('host'), inAuthority);
  return {
    hosts,
    access: {
      user: decoded(url.username) || undefined,
      password: passwordOf(url),
      database: decoded(url.pathname.replace(/^\//, '')) || undefined,
      ssl: tlsOf(hosts, parameters),
    },
    pgbouncer: oneOf(parameters, 'pgbouncer', ['true', 'false']) === 'true',
    batches: oneOf(parameters, 'batches', BATCHES),
    writers: count(parameters, 'writers'),
    readers: count(parameters, 'readers'),
  };
}

/** The same for a `DATABASE_READ_URL`. */
export function readReplicaUrl(readUrl: string): Connecting {
  try {
    return readConnectionUrl(readUrl, REPLICA_PARAMETERS);
  } catch (error) {
    throw namingReplica(error);
  }
}

/** An error of the configuration names the variable of the replica instead. */
export function namingReplica(error: unknown): unknown {
  if (!(error instanceof SetupError)) return error;
  return new SetupError(error.message.replaceAll('DATABASE_URL', 'DATABASE_READ_URL'), { cause: error });
}

/** The URL with one host, and the list of hosts that it had. libpq allows several hosts, and none; `URL` takes exactly one. */
function parsed(databaseUrl: string): { readonly url: URL; readonly inAuthority: string } {
  const [, start = '', inAuthority = '', rest = ''] = /^(\w+:\/\/(?:[^/?#]*@)?)([^/?#@]*)(.*)$/.exec(databaseUrl) ?? [];
  const withOneHost = `${start}localhost${rest}`;
  return URL.canParse(withOneHost) ? { url: new URL(withOneHost), inAuthority } : refuse('is not a URL of PostgreSQL');
}

function hostsOf(parameter: string | null, inAuthority: string): readonly Host[] {
  const hosts = inAuthority.split(',').map((each) => {
    const [, host = '', port = ''] =
      /^(\[[^\]]*\]|[^:[\]]*)(?::(\d*))?$/.exec(each) ?? refuse('is not a URL of PostgreSQL');
    return { host: decoded(host.replace(/^\[(.*)\]$/, '$1')) || 'localhost', port: portOf(port) };
  });
  if (parameter === null) return hosts;
  const [{ port } = { port: DEFAULT_PORT }] = hosts;
  return parameter.split(',').map((host) => ({ host: host || 'localhost', port }));
}

function portOf(text: string): number {
  const port = text === '' ? DEFAULT_PORT : Number(text);
  return port >= 1 && port <= 65_535 ? port : refuse(`has the port ${text}`);
}

function passwordOf({ password, searchParams }: URL): string | undefined {
  const file = searchParams.get('passwordfile');
  if (file === null) return decoded(password) || undefined;
  if (password !== '') refuse('has a password and a passwordfile. Keep one');
  return contentOf(file, 'passwordfile').trim();
}

/** Only a connection that does not leave the machine may do without a verified certificate. */
function tlsOf(hosts: readonly Host[], parameters: URLSearchParams): false | ConnectionOptions {
  const areLocal = hosts.every(({ host }) => isLocal(host));
  const mode = parameters.get('sslmode') ?? (areLocal ? 'disable' : 'verify-full');
  if (mode === 'disable' && areLocal) return false;
  if (mode !== 'verify-full') {
    refuse(`has sslmode=${mode}, which does not prove who the server is. Use sslmode=verify-full with sslrootcert`);
  }
  const file = parameters.get('sslrootcert');
  return { rejectUnauthorized: true, ...(file !== null && { ca: contentOf(file, 'sslrootcert') }) };
}

function isLocal(host: string): boolean {
  return host.startsWith('/') || /^(localhost|127(\.\d+){3}|::1)$/.test(host);
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
