/** Checks for `doctor` whether a database of PostgreSQL can be used, and how safely. Creates and changes nothing. */
import type { Client } from 'pg';
import type { StoreCheck } from '../sql/store-check.js';
import { readConnectionUrl } from './connections/connection-url.js';
import { run } from './connections/statement.js';
import { MIGRATIONS } from './migrations/index.js';
import { connected, schemaNumber } from './schema.js';

type Sentence = StoreCheck['sentences'][number];
type Settings = Readonly<Record<string, string>>;

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
];
const OLDEST_SERVER = 140_000;
// A difference that the log would show as changes at the wrong time.
const CLOCK_DIFFERENCE_MS = 5000;
const COMMITS = 5;

/** Throws a `SetupError` if the database cannot be reached. */
export async function checkPostgres(databaseUrl: string): Promise<StoreCheck> {
  const client = await connected(readConnectionUrl(databaseUrl), 0);
  try {
    const schema = await schemaNumber(client);
    const settings = await settingsOf(client);
    const sentences = [
      ...serverSentences(settings),
      schemaSentence(schema),
      await clockSentence(client),
      ...(settings['transaction_read_only'] === 'on' ? [] : [await latencySentence(client)]),
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

function schemaSentence(schema: number | null): Sentence {
  if (schema === null) return ['note', 'The tables are not there yet. The first start makes them.'];
  if (schema > MIGRATIONS.length) {
    return ['fault', `The schema is ${schema}; this release knows schemas up to ${MIGRATIONS.length}.`];
  }
  const missing = schema < MIGRATIONS.length ? ' The next start brings it up to date.' : '';
  return ['ok', `The schema is ${schema}.${missing}`];
}

async function clockSentence(client: Client): Promise<Sentence> {
  const before = Date.now();
  const text = 'SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint';
  const [[server] = []] = await run(client, { text });
  const difference = Math.abs(Number(server) - (before + Date.now()) / 2);
  const seconds = (difference / 1000).toFixed(1);
  if (difference < CLOCK_DIFFERENCE_MS) return ['ok', `The clocks here and of the server are ${seconds} s apart.`];
  return [
    'note',
    `The clocks here and of the server are ${seconds} s apart. Changes would be recorded at wrong times.`,
  ];
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
