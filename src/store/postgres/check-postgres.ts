/** Checks for `doctor` whether a database of PostgreSQL can be used, and how safely. Creates and changes nothing. */
import type { Client } from 'pg';
import { NOTICED_BEHIND_MS } from '../../domain/clock-watch.js';
import { megabytes, migrationsDue } from '../sql/migrations-due.js';
import type { StoreCheck } from '../sql/store-check.js';
import { type Connecting, readConnectionUrl } from './connections/connection-url.js';
import { APPLICATION_NAME } from './connections/connections.js';
import { run } from './connections/statement.js';
import { MIGRATIONS } from './migrations/index.js';
import { replicaSentence } from './replica/check-replica.js';
import { connected, copyFault, schemaNumber } from './schema.js';

type Sentence = StoreCheck['sentences'][number];
type Settings = Readonly<Record<string, string>>;

// A direct connection has them from the service.
const LIMITS = ['statement_timeout', 'idle_in_transaction_session_timeout'];
const NAMES = [
  'server_version',
  'server_version_num',
  'server_encoding',
  'fsync',
  'synchronous_commit',
  'full_page_writes',
  'data_checksums',
  'synchronous_standby_names',
  'transaction_read_only',
  ...LIMITS,
];
const OLDEST_SERVER = 140_000;
// A difference that the log would show as changes at the wrong time.
const CLOCK_DIFFERENCE_MS = 5000;
const COMMITS = 5;
// The pipelined connection of a process, beside its two pools.
const PIPELINED = 1;
const COLLATION = 'und-x-icu';

// Everybody may count connections, but sees the programs of the own user only.
const CONNECTIONS = `SELECT current_setting('max_connections'),
  current_setting('superuser_reserved_connections')::bigint + coalesce(current_setting('reserved_connections', true)::bigint, 0),
  (SELECT sum(numbackends)::bigint FROM pg_stat_database)
    - (SELECT count(*) FROM pg_stat_activity WHERE application_name = $1)`;

/** Throws a `SetupError` if the database cannot be reached. */
export async function checkPostgres(databaseUrl: string, readUrl: string | null): Promise<StoreCheck> {
  const connecting = readConnectionUrl(databaseUrl);
  const client = await connected(connecting, 0);
  try {
    const schema = await schemaNumber(client);
    const settings = await settingsOf(client);
    const copying = await copyFault(client);
    const sentences = [
      ...serverSentences(settings),
      ...(await poolerSentences(client, connecting, settings)),
      await schemaSentence(client, schema),
      ...(copying === null ? [] : [['fault', copying] as const]),
      ...(await collationSentences(client)),
      await connectionsSentence(client, connecting),
      await clockSentence(client),
      ...(settings['transaction_read_only'] === 'on' ? [] : [await latencySentence(client)]),
      ...(readUrl === null ? [] : [await replicaSentence(client, readUrl)]),
    ];
    return { sentences, exists: schema !== null, ...(await contents(client, schema)) };
  } finally {
    await client.end();
  }
}

async function settingsOf(client: Client): Promise<Settings> {
  const text = 'SELECT name, current_setting(name) FROM unnest($1::text[]) AS i (name)';
  const rows = await run(client, { text }, [NAMES]);
  return Object.fromEntries(rows.map(([name, value]) => [String(name), String(value)]));
}

function serverSentences(settings: Settings): readonly Sentence[] {
  const sentences: Sentence[] = [];
  const version = `PostgreSQL ${settings['server_version']}`;
  if (Number(settings['server_version_num']) < OLDEST_SERVER) sentences.push(['fault', `${version} is older than 14.`]);
  else sentences.push(['ok', `${version} answers.`]);
  if (settings['server_encoding'] !== 'UTF8') {
    sentences.push(['fault', `The encoding of the database is ${settings['server_encoding']}. Create one with UTF8.`]);
  }
  for (const name of ['fsync', 'synchronous_commit', 'full_page_writes']) {
    if (settings[name] === 'off') {
      sentences.push(['fault', `${name} is off: acknowledged changes can be lost. Set it to on.`]);
    }
  }
  if (settings['data_checksums'] === 'off') {
    sentences.push(['note', 'data_checksums is off: a damaged page is not noticed. Run pg_checksums --enable.']);
  }
  if (settings['synchronous_standby_names'] === '') {
    const why = 'acknowledged changes are lost with the machine of the server';
    sentences.push(['note', `synchronous_standby_names is empty: ${why}.`]);
  }
  if (settings['transaction_read_only'] === 'on') sentences.push(['fault', 'The server does not take writes.']);
  return sentences;
}

/** Whether a pooler is told about, and does what the service cannot do on a connection that it does not own. */
async function poolerSentences(
  client: Client,
  { pgbouncer }: Connecting,
  settings: Settings,
): Promise<readonly Sentence[]> {
  if (pgbouncer) {
    const missing = LIMITS.filter((name) => settings[name] === '0');
    return missing.map((name) => [
      'note',
      `${name} is not set: behind PgBouncer only the server can end what hangs. Run ALTER ROLE … SET ${name} = '5s'.`,
    ]);
  }
  const [[backend] = []] = await run(client, { text: 'SELECT pg_backend_pid()' });
  // A pooler gives its clients numbers of its own.
  const { processID } = client as Client & { readonly processID: number };
  if (backend === processID) return [];
  const rest =
    'If it pools transactions, as PgBouncer does with pool_mode = transaction, add pgbouncer=true to DATABASE_URL.';
  return [['note', `A pooler is between the service and the server. ${rest}`]];
}

async function schemaSentence(client: Client, schema: number | null): Promise<Sentence> {
  if (schema === null) return ['note', 'The tables are not there yet. The first start makes them.'];
  if (schema > MIGRATIONS.length) {
    return ['fault', `The schema is ${schema}; this release knows schemas up to ${MIGRATIONS.length}.`];
  }
  const missing = MIGRATIONS.length - schema;
  if (missing === 0) return ['ok', `The schema is ${schema}.`];
  const [[bytes] = []] = await run(client, { text: 'SELECT pg_database_size(current_database())' });
  // The old rows stay until they are vacuumed, and the WAL has whole pages. How much is free only the server's machine knows.
  const [rows, wal] = [megabytes(Number(bytes)), megabytes(2 * Number(bytes))];
  const space = `which may write up to ${rows} to the database and ${wal} to the WAL`;
  return ['note', migrationsDue(missing, space)];
}

async function collationSentences(client: Client): Promise<readonly Sentence[]> {
  const found = await run(client, { text: 'SELECT 1 FROM pg_collation WHERE collname = $1 LIMIT 1' }, [COLLATION]);
  if (found.length > 0) return [];
  const text = `The collation ${COLLATION} is missing, so filters that ignore letter case fail. Use a server that is built with ICU.`;
  return [['fault', text]];
}

/** How many processes there is room for, beside the connections of other programs. */
async function connectionsSentence(client: Client, { pgbouncer, writers, readers }: Connecting): Promise<Sentence> {
  const each = writers + readers + PIPELINED;
  if (pgbouncer) return ['ok', `A process opens up to ${each} connections to PgBouncer.`];
  const [[most, reserved, others] = []] = await run(client, { text: CONNECTIONS }, [APPLICATION_NAME]);
  const free = Number(most) - Number(reserved) - Number(others);
  const found = `max_connections is ${most}: ${reserved} are reserved, other programs have ${others}. A process needs up to ${each}`;
  if (free >= each) return ['ok', `${found}: there is room for ${Math.floor(free / each)} processes.`];
  return ['fault', `${found}: there is room for none. Raise max_connections, or lower writers and readers in the URL.`];
}

async function clockSentence(client: Client): Promise<Sentence> {
  const before = Date.now();
  const text = 'SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint';
  const [[server] = []] = await run(client, { text });
  const difference = Math.abs(Number(server) - (before + Date.now()) / 2);
  const seconds = (difference / 1000).toFixed(1);
  const found = `The clocks here and of the server are ${seconds} s apart.`;
  if (difference < CLOCK_DIFFERENCE_MS) return ['ok', found];
  const state = difference > NOTICED_BEHIND_MS ? 'fault' : 'note';
  return [state, `${found} Changes would be recorded at wrong times: synchronise both (NTP).`];
}

/** The median time of a durable commit. The message in the write-ahead log concerns nobody. */
async function latencySentence(client: Client): Promise<Sentence> {
  const times: number[] = [];
  for (let each = 0; each < COMMITS; each += 1) {
    const began = performance.now();
    await run(client, { text: `SELECT pg_logical_emit_message(true, 'doctor', '')` });
    times.push(performance.now() - began);
  }
  const median = times.sort((one, other) => one - other)[Math.floor(COMMITS / 2)] ?? 0;
  return ['ok', `A durable commit takes ${median.toFixed(1)} ms.`];
}

async function contents(client: Client, schema: number | null): Promise<Pick<StoreCheck, 'latestAt' | 'tenants'>> {
  if (schema === null) return { latestAt: null, tenants: [] };
  const rows = await run(client, { text: 'SELECT tenant_id, at FROM tenant ORDER BY tenant_id' });
  const latestAt = rows.length === 0 ? null : rows.reduce((latest, [, at]) => Math.max(latest, Number(at)), 0);
  return { latestAt, tenants: rows.map(([tenantId]) => String(tenantId)) };
}
