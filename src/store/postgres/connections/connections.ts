/**
 * The connections of one store: a pool for commits, a pool for reads that may take long, and one pipelined connection for reads
 * by key. All are to one server. If there are several, and that one is lost or has another role now, they move to another.
 */
import pg from 'pg';
import { SetupError, SHUTTING_DOWN } from '../../../domain/errors.js';
import type { Row } from '../../sql/snapshot.js';
import type { Connecting, Host } from './connection-url.js';
import { breaksConnection, isLost, isRepeatable } from './postgres-errors.js';
import { BEGIN, inTransaction, run, type Statement } from './statement.js';

/** How long a read or a commit is tried again after a fault. */
export const PATIENCE_MS = 5000;
/** What `pg_stat_activity` shows for every connection of this program. */
export const APPLICATION_NAME = 'derived-credential-settings';
const CONNECT_TIMEOUT_MS = 5000;
// The server stops a statement first; the client gives up if it hears nothing from the server. A commit that waits for another
// one, or whose answer does not come, leaves time for another attempt.
const READING = { statementMs: 5000, silenceMs: 6000 };
const WRITING = { statementMs: 3000, silenceMs: 4000 };
// By key. If a replica does not answer such a read soon, the primary does.
const ON_REPLICA = { statementMs: 1000, silenceMs: 1000 };
const NO_STANDBY = new SetupError('None of the servers of DATABASE_READ_URL is a standby.');
const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 400;

// A statement whose client has gone, or that waits for a transaction whose client has gone, ends by itself.
const SESSION = '-c idle_in_transaction_session_timeout=5000 -c client_connection_check_interval=1000';

const POOLS = ['writers', 'readers'] as const;
/** Which pool: `writers` for commits, `readers` for reads that may take long. */
export type PoolName = (typeof POOLS)[number];

export interface PoolUsage {
  readonly name: PoolName;
  readonly inUse: number;
  readonly idle: number;
  /** Those that wait for a connection. */
  readonly waiting: number;
  readonly max: number;
}

/** Which server of several is used: the one that takes writes, or any that takes none. */
export type Role = 'primary' | 'replica';

/** What leads to one server. */
interface Route {
  readonly host: Host;
  readonly writers: pg.Pool;
  readonly readers: pg.Pool;
  pipelined: Promise<pg.Client> | null;
}

export class Connections {
  readonly prepare: boolean;
  readonly #connecting: Connecting;
  readonly #role: Role;
  #losses = 0;
  #route: Promise<Route> | null = null;
  /** The last route that was in use. */
  #last: Route | null = null;
  #isClosed = false;

  constructor(connecting: Connecting, role: Role = 'primary') {
    this.#connecting = connecting;
    this.#role = role;
    this.prepare = !connecting.pgbouncer;
  }

  /** How often a connection was lost. As long as it stays the same, the server is the same one. */
  get losses(): number {
    return this.#losses;
  }

  /** Runs one statement by key on the pipelined connection. Tried again after a passing fault. */
  read(statement: Statement, values: readonly unknown[]): Promise<readonly Row[]> {
    return this.retrying(() => this.readOnce(statement, values));
  }

  /** The same, tried only once. */
  readOnce(statement: Statement, values: readonly unknown[]): Promise<readonly Row[]> {
    return this.#watching(async (route) => run(await this.#pipeline(route), statement, values, this.prepare));
  }

  /** Looks for the server again, if there are several. */
  lookAgain(): void {
    if (this.#connecting.hosts.length > 1) this.#route = null;
  }

  /** Runs a read again after each passing fault, for up to `PATIENCE_MS`. */
  async retrying<Result>(read: () => Promise<Result>): Promise<Result> {
    const began = performance.now();
    for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(2 * pause, LONGEST_PAUSE_MS)) {
      try {
        return await read();
      } catch (error) {
        const isOver = performance.now() - began + pause > PATIENCE_MS;
        if (!isRepeatable(error) || isOver || this.#isClosed) throw error;
        await new Promise((resolve) => setTimeout(resolve, pause));
      }
    }
  }

  /** Runs `use` with a connection of a pool for itself. A connection that may be broken is not used again. */
  withClient<Result>(pool: PoolName, use: (client: pg.PoolClient) => Promise<Result>): Promise<Result> {
    return this.#watching(async (route) => {
      const client = await route[pool].connect();
      let broken = false;
      try {
        return await use(client);
      } catch (error) {
        broken = breaksConnection(error);
        throw error;
      } finally {
        client.release(broken);
      }
    });
  }

  /** How the pools of the current server are used; empty if there is none yet. */
  usage(): readonly PoolUsage[] {
    const route = this.#last;
    if (route === null) return [];
    return POOLS.map((name) => {
      const { totalCount, idleCount, waitingCount } = route[name];
      const max = this.#connecting[name];
      return { name, inUse: totalCount - idleCount, idle: idleCount, waiting: waitingCount, max };
    });
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    // What is being found becomes the last one.
    await this.#route?.catch(() => null);
    if (this.#last !== null) await closeRoute(this.#last);
  }

  /** Runs `use` with the server of this role. Looks for it again after an error that may mean that it is another one now. */
  async #watching<Result>(use: (route: Route) => Promise<Result>): Promise<Result> {
    if (this.#isClosed) throw SHUTTING_DOWN;
    this.#route ??= this.#findRoute();
    const finding = this.#route;
    try {
      return await use(await finding);
    } catch (error) {
      if (breaksConnection(error)) this.#losses += 1;
      const isAnother = breaksConnection(error) || error instanceof SetupError;
      if (isAnother && this.#route === finding) this.lookAgain();
      throw error;
    }
  }

  async #findRoute(): Promise<Route> {
    const host = await hostFor(this.#role, this.#connecting);
    const last = this.#last;
    if (last !== null && last.host === host) return last;
    if (last !== null) void closeRoute(last);
    const route = openRoute(this.#connecting, host, () => {
      this.#losses += 1;
    });
    this.#last = route;
    return route;
  }

  #pipeline(route: Route): Promise<pg.Client> {
    route.pipelined ??= this.#connect(route);
    return route.pipelined;
  }

  #connect(route: Route): Promise<pg.Client> {
    const limits = this.#role === 'replica' ? ON_REPLICA : READING;
    const client = new pg.Client(clientConfig(this.#connecting, route.host, limits));
    const connected = client.connect().then(() => client);
    const forget = () => {
      if (route.pipelined !== connected) return;
      route.pipelined = null;
      this.#losses += 1;
    };
    // Without a listener a lost connection ends the process.
    client.on('error', forget);
    client.on('end', forget);
    connected.catch(forget);
    return connected;
  }
}

function openRoute(connecting: Connecting, host: Host, onLoss: () => void): Route {
  const pool = (limits: typeof READING, max: number) => openPool(clientConfig(connecting, host, limits), max, onLoss);
  return {
    host,
    writers: pool(WRITING, connecting.writers),
    readers: pool(READING, connecting.readers),
    pipelined: null,
  };
}

/** Waits for what is being done on it. */
async function closeRoute({ writers, readers, pipelined }: Route): Promise<void> {
  const ended = (pool: pg.Pool) => (pool.ended || pool.ending ? null : pool.end());
  await Promise.all([ended(writers), ended(readers), pipelined?.then((client) => client.end()).catch(() => {})]);
}

/**
 * The server of a role, if there are several. Asks all at once, so that one that does not answer delays nothing. Throws the error
 * of the first if none can be reached, 25006 (read only) if none takes writes, and a `SetupError` if none is a standby.
 */
async function hostFor(role: Role, connecting: Connecting): Promise<Host> {
  const [first, ...others] = connecting.hosts;
  if (first === undefined) throw new Error('There is no host.');
  if (others.length === 0) return first;
  const looks = connecting.hosts.map(async (host) => {
    const client = await connectTo(connecting, host, READING);
    try {
      const [[isReadOnly] = []] = await run(client, { text: 'SHOW transaction_read_only' });
      if (role === 'replica' && isReadOnly === 'off') throw NO_STANDBY;
      if (role === 'primary' && isReadOnly === 'on')
        throw Object.assign(new Error('The server takes no writes.'), { code: '25006' });
      return host;
    } finally {
      client.end().catch(() => {});
    }
  });
  try {
    return await Promise.any(looks);
  } catch (error) {
    const { errors } = error as AggregateError;
    throw errors.find((each) => each === NO_STANDBY || (breaksConnection(each) && !isLost(each))) ?? errors[0];
  }
}

/** A connection for what runs once, such as a migration, to the server of a role. The caller ends it. */
export async function connectOnce(connecting: Connecting, role: Role = 'primary'): Promise<pg.Client> {
  // Without limits: a migration may take long.
  const client = await connectTo(connecting, await hostFor(role, connecting), { statementMs: 0, silenceMs: 0 });
  // Fails behind a pooler that gives each statement another connection.
  await inTransaction(client, BEGIN, () => []);
  return client;
}

async function connectTo(connecting: Connecting, host: Host, limits: typeof READING): Promise<pg.Client> {
  const client = new pg.Client(clientConfig(connecting, host, limits));
  client.on('error', () => {});
  await client.connect();
  return client;
}

function clientConfig(
  { access, pgbouncer }: Connecting,
  host: Host,
  { statementMs, silenceMs }: typeof READING,
): pg.ClientConfig {
  return {
    ...access,
    ...host,
    // PgBouncer refuses settings that it does not know.
    ...(pgbouncer ? {} : { options: `${SESSION} -c statement_timeout=${statementMs}` }),
    application_name: APPLICATION_NAME,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    query_timeout: silenceMs,
    keepAlive: true,
    pipeline: true,
  } as pg.ClientConfig;
}

function openPool(config: pg.ClientConfig, max: number, onLoss: () => void): pg.Pool {
  const pool = new pg.Pool({ ...config, max, idleTimeoutMillis: 60_000 });
  pool.on('error', onLoss);
  // A client that is out of the pool reports its lost connection itself. Without a listener it ends the process.
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}
