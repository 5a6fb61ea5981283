/** The program of a reading thread: runs the queries of one read after the other, each read on one state of the file. */
import type Database from 'better-sqlite3';
import type { Row } from '../../sql/snapshot.js';
import { SqliteSnapshot } from '../reading/sqlite-snapshot.js';
import { addFunctions } from '../sql-functions.js';
import { TenantStatements } from '../tenant-statements.js';
import type { ReadReply, ReadRequest, ReadThreadDetails, SentError } from './read-messages.js';
import { EndOfRead, RowWatch, watched } from './row-watch.js';
import { connect, mainThread, threadDetails } from './thread-connection.js';

// A thread may wait for a lock, unlike the event loop.
const BUSY_TIMEOUT_MS = 1000;

const port = mainThread();
const { stop, timeLimitMs } = threadDetails<ReadThreadDetails>();
const watch = new RowWatch(new Int32Array(stop), timeLimitMs);
let database: Database.Database | null = null;
let snapshot: SqliteSnapshot | null = null;

port.on('message', async (message: ReadRequest | 'close') => {
  if (message !== 'close') {
    port.postMessage(await reply(message));
    return;
  }
  database?.close();
  port.close();
});

async function reply(request: ReadRequest): Promise<ReadReply> {
  try {
    return { outcome: 'read', results: await read(request) };
  } catch (error) {
    if (error instanceof EndOfRead) return { outcome: error.outcome };
    return { outcome: 'failed', error: sent(error) };
  }
}

async function read({ number, queries }: ReadRequest): Promise<readonly Row[][]> {
  watch.begin(number);
  // Opened by the first read, so that a file that cannot be opened fails the read with its code, and the next one tries again.
  snapshot ??= openSnapshot();
  return snapshot.all(queries.map(watched));
}

function openSnapshot(): SqliteSnapshot {
  database?.close();
  database = connect({ readonly: true, timeout: BUSY_TIMEOUT_MS });
  database.pragma('trusted_schema = OFF');
  database.pragma('temp_store = MEMORY');
  addFunctions(database);
  watch.watch(database);
  return new SqliteSnapshot(database, new TenantStatements(database));
}

function sent(thrown: unknown): SentError {
  const error: Error & { code?: unknown } = thrown instanceof Error ? thrown : new Error(String(thrown));
  const { name, message, stack, code } = error;
  return { name, message, stack, ...(typeof code === 'string' && { code }) };
}
