/** All servers of the benchmark do the same work: the same responses, and the same rows in the database. */
import { readFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Callers } from '../../bench/load/load-plan.js';
import {
  contentOf,
  faultOf,
  type HttpRequest,
  measuredRequest,
  OPERATION_NAMES,
  type OperationName,
} from '../../bench/load/operations.js';
import { removeCreated } from '../../bench/servers/dataset.js';
import { PEER_NAMES, type RunningServer, SERVER_NAMES, type ServerName } from '../../bench/servers/server.js';
import { type Dataset, openTestBed, type TestBed } from '../../bench/servers/test-bed.js';

// Six servers start on one core, while other tests run.
const STARTING_MS = 180_000;
const SUBJECT = { tenant: 0, object: 7 };
// Values that each server generates.
const GENERATED = { id: 'own', createdAt: 'own', updatedAt: 'own' };

let testBed: TestBed;
let dataset: Dataset;
let token: string;
const servers = new Map<ServerName, RunningServer>();

beforeAll(async () => {
  testBed = await openTestBed();
  dataset = await testBed.dataset({ rows: 100, tenants: 1 });
  const { callers }: Callers = JSON.parse(readFileSync(dataset.callersFile, 'utf8'));
  token = callers[0]?.token ?? '';
  await Promise.all(SERVER_NAMES.map(async (name) => servers.set(name, await testBed.start(name, dataset))));
}, STARTING_MS);

afterAll(() => testBed.close());

function serverOf(name: ServerName): RunningServer {
  const server = servers.get(name);
  if (server === undefined) throw new Error(`${name} was not started.`);
  return server;
}

async function send(name: ServerName, { method, path, body }: HttpRequest, bearer = token) {
  const headers = { authorization: `Bearer ${bearer}`, ...(body !== null && { 'content-type': 'application/json' }) };
  const response = await fetch(serverOf(name).url + path, { method, headers, body });
  return { response, text: await response.text() };
}

async function answerOf(name: ServerName, operation: OperationName, bearer = token) {
  const { protocol } = serverOf(name);
  const measured = measuredRequest(operation, SUBJECT);
  const { response, text } = await send(name, measured.requests[protocol], bearer);
  const fault = faultOf(measured, protocol, { status: response.status, text }, true);
  return { fault, content: fault === null ? contentOf(protocol, text) : null };
}

/** The first row that a query returns. */
type RowOf = (sql: string, ...values: readonly unknown[]) => Record<string, unknown>;

function readDatabase<Result>(name: ServerName, read: (rowOf: RowOf) => Result): Result {
  const database = new Database(serverOf(name).databaseFile, { readonly: true });
  try {
    return read((sql, ...values) => database.prepare<unknown[], Record<string, unknown>>(sql).get(...values) ?? {});
  } finally {
    database.close();
  }
}

/** The rows that a create has written, without generated values. */
function newestRows(name: ServerName) {
  return readDatabase(name, (rowOf) => {
    const change = 'SELECT * FROM change ORDER BY position DESC LIMIT 1';
    const { settings_id: id, at, created_at, request_id, actor_subject, actor_client_id, ...entry } = rowOf(change);
    const stored = rowOf('SELECT * FROM settings WHERE id = ?', id);
    const { created_at: created, updated_at: updated, position: settingsPosition, ...settings } = stored;
    const tenant = rowOf(
      'SELECT position, settings = (SELECT count(*) FROM settings) AS counted FROM tenant WHERE tenant_id = ?',
      entry['tenant_id'],
    );
    const sameTime = at === created_at && at === created;
    const samePosition = entry['position'] === settingsPosition && entry['position'] === tenant['position'];
    return { settings: { ...settings, ...GENERATED }, entry, agrees: [sameTime, samePosition, tenant['counted']] };
  });
}

function rowCounts(name: ServerName) {
  const counts = 'SELECT (SELECT count(*) FROM settings) AS settings, (SELECT count(*) FROM change) AS changes';
  return readDatabase(name, (rowOf) => rowOf(counts));
}

describe.each(OPERATION_NAMES)('the operation %s', (operation) => {
  test.each(PEER_NAMES)('is answered by %s as by the service', async (peer) => {
    const [ours, theirs] = [await answerOf('service', operation), await answerOf(peer, operation)];
    expect([ours.fault, theirs.fault]).toEqual([null, null]);
    const made = operation === 'create' ? GENERATED : {};
    expect({ ...theirs.content, ...made }).toEqual({ ...ours.content, ...made });
  });
});

test.each(PEER_NAMES)('%s leaves the same rows after a create as the service', async (peer) => {
  const rowsAfterCreate = async (name: ServerName) => {
    await answerOf(name, 'create');
    return newestRows(name);
  };
  const [ours, theirs] = [await rowsAfterCreate('service'), await rowsAfterCreate(peer)];
  const { position: _ours, ...ourEntry } = ours.entry;
  const { position: _theirs, ...theirEntry } = theirs.entry;
  expect(theirEntry).toEqual(ourEntry);
  expect(theirs.settings).toEqual(ours.settings);
  // The time, the position and the number of settings agree in all rows.
  expect(ours.agrees).toEqual([true, true, 1]);
  expect(theirs.agrees).toEqual([true, true, 1]);
});

test.each(SERVER_NAMES)('%s works on after created objects were removed from its file', async (name) => {
  await answerOf(name, 'create');
  removeCreated(serverOf(name).databaseFile);
  expect(rowCounts(name)).toEqual({ settings: 100, changes: 100 });
  for (const operation of OPERATION_NAMES) expect((await answerOf(name, operation)).fault).toBeNull();
  expect(rowCounts(name)).toEqual({ settings: 101, changes: 101 });
});

describe('raw-contract', () => {
  const read = measuredRequest('read', SUBJECT).requests.graphql;

  /** Headers, without those that are different in each response. */
  function headersOf({ headers }: Response) {
    const { date: _date, 'x-request-id': id, ...others } = Object.fromEntries(headers);
    return { ...others, hasId: /^[0-9a-f-]{36}$/.test(id ?? '') };
  }

  /** The last line of a server's log, without what is different in each line. */
  function loggedBy(name: ServerName) {
    const line = readFileSync(serverOf(name).logFile, 'utf8').trim().split('\n').at(-1);
    const { time, pid, requestId, ms, ...others } = JSON.parse(line ?? '');
    return { ...others, types: [time, pid, requestId, ms].map((value) => typeof value) };
  }

  test.each(['read', 'list', 'page'] as const)('answers %s with the bytes and headers of the service', async (name) => {
    const request = measuredRequest(name, SUBJECT).requests.graphql;
    const [ours, theirs] = [await send('service', request), await send('raw-contract', request)];
    expect(theirs.text).toBe(ours.text);
    expect(headersOf(theirs.response)).toEqual(headersOf(ours.response));
  });

  test('logs a request as the service does', async () => {
    await Promise.all([send('service', read), send('raw-contract', read)]);
    await expect.poll(() => loggedBy('service')).toMatchObject({ msg: 'request', status: 200, route: '/graphql' });
    await expect.poll(() => loggedBy('raw-contract')).toEqual(loggedBy('service'));
  });

  test.each([
    ['an unknown token', read, 'no.such.token', 401],
    ['another document', { ...read, body: '{"query":"{ __typename2 }"}' }, undefined, 400],
    ['a body that is no JSON', { ...read, body: '{' }, undefined, 400],
    ['a body that is too large', { ...read, body: ' '.repeat(300_000) }, undefined, 413],
    ['another address', { ...read, path: '/nothing' }, undefined, 404],
  ])('refuses %s with the status of the service', async (_case, request, bearer, status) => {
    for (const name of ['service', 'raw-contract'] as const) {
      const { response } = await send(name, request, bearer);
      expect([name, response.status]).toEqual([name, status]);
    }
  });

  test('works on after it has refused a body', async () => {
    await send('raw-contract', { ...read, body: ' '.repeat(300_000) });
    expect((await answerOf('raw-contract', 'read')).fault).toBeNull();
  });
});

test('the service refuses requests without a valid token', async () => {
  const { fault } = await answerOf('service', 'read', 'no.such.token');
  expect(fault).toMatch(/^401 /);
});

test('the load generator accepts the responses of every server', async () => {
  for (const name of SERVER_NAMES) {
    const { url, pid, protocol } = serverOf(name);
    const target = { url, pid, protocol, callersFile: dataset.callersFile };
    const { requests } = await testBed.generator.run({
      target,
      scenario: 'mix',
      connections: 4,
      until: { requests: 64 },
    });
    expect(requests).toBe(64);
  }
});
