/**
 * The connections of one store: a pool for commits, a pool for reads that may take long, and one pipelined connection for reads
 * by key. Runs no SQL of its own.
 */
import pg from 'pg';
import type { Row } from '../../sql/snapshot.js';
import type { Connecting } from './connection-url.js';
import { breaksConnection, isRepeatable } from './postgres-errors.js';
import { run, type Statement } from './statement.js';

/** How long a read or a commit is tried again after a fault. */
export const PATIENCE_MS = 5000;
const CONNECT_TIMEOUT_MS = 5000;
// The server stops a statement first; the client gives up if it hears nothing from the server. A commit that waits for another
// one, or whose answer does not come, leaves time for another attempt.
const READING = { statementMs: 5000, silenceMs: 6000 };
const WRITING = { statementMs: 3000, silenceMs: 4000 };
const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 400;

// A statement whose client has gone, or that waits for a transaction whose client has gone, ends by itself.
const SESSION = '-c idle_in_transaction_session_timeout=5000 -c client_connection_check_interval=1000';

export class Connections {
  readonly writers: pg.Pool;
  readonly readers: pg.Pool;
  readonly prepare: boolean;
  readonly #config: pg.ClientConfig;
  #pipelined: Promise<pg.Client> | null = null;
  #isClosed = false;

  constructor(connecting: Connecting) {
    this.#config = clientConfig(connecting, READING);
    this.prepare = !connecting.pgbouncer;
    this.writers = openPool(clientConfig(connecting, WRITING), connecting.writers);
    this.readers = openPool(this.#config, connecting.readers);
  }

  /** Runs one statement by key on the pipelined connection. Tried again after a passing fault. */
  read(statement: Statement, values: readonly unknown[]): Promise<readonly Row[]> {
    return this.retrying(async () => run(await this.#pipeline(), statement, values, this.prepare));
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
  async withClient<Result>(pool: pg.Pool, use: (client: pg.PoolClient) => Promise<Result>): Promise<Result> {
    const client = await pool.connect();
    let broken = false;
    try {
      return await use(client);
    } catch (error) {
      broken = breaksConnection(error);
      throw error;
    } finally {
      client.release(broken);
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    const pipelined = this.#pipelined?.then((client) => client.end()).catch(() => {});
    await Promise.all([this.writers.end(), this.readers.end(), pipelined]);
  }

  #pipeline(): Promise<pg.Client> {
    this.#pipelined ??= this.#connect();
    return this.#pipelined;
  }

  #connect(): Promise<pg.Client> {
    const client = new pg.Client(this.#config);
    const connected = client.connect().then(() => client);
    const forget = () => {
      if (this.#pipelined === connected) this.#pipelined = null;
    };
    // Without a listener a lost connection ends the process.
    client.on('error', forget);
    client.on('end', forget);
    connected.catch(forget);
    return connected;
  }
}

/** A connection for what runs once, such as a migration. The caller ends it. */
export async function connectOnce(connecting: Connecting): Promise<pg.Client> {
  // Without limits: a migration may take long.
  const client = new pg.Client(clientConfig(connecting, { statementMs: 0, silenceMs: 0 }));
  client.on('error', () => {});
  await client.connect();
  return client;
}

function clientConfig({ address, pgbouncer }: Connecting, { statementMs, silenceMs }: typeof READING): pg.ClientConfig {
  return {
    ...address,
    // PgBouncer refuses settings that it does not know.
    ...(pgbouncer ? {} : { options: `${SESSION} -c statement_timeout=${statementMs}` }),
    application_name: 'derived-credential-settings',
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    query_timeout: silenceMs,
    keepAlive: true,
    pipeline: true,
  } as pg.ClientConfig;
}

function openPool(config: pg.ClientConfig, max: number): pg.Pool {
  const pool = new pg.Pool({ ...config, max, idleTimeoutMillis: 60_000 });
  pool.on('error', () => {});
  // A client that is out of the pool reports its lost connection itself. Without a listener it ends the process.
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}
