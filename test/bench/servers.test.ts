/** All servers of the benchmark do the same work: the same responses, and the same rows in the database. */
import { readFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Callers } from '../../bench/load/load-plan.js';
import {
  contentOf,
  faultOf,
  measuredRequest,
  OPERATION_NAMES,
  type OperationName,
} from '../../bench/load/operations.js';
import { removeCreated } from '../../bench/servers/dataset.js';
import { PEER_NAMES, type RunningServer, SERVER_NAMES, type ServerName } from '../../bench/servers/server.js';
import { openTestBed, type TestBed } from '../../bench/servers/test-bed.js';

// Five servers start on one core, while other tests run.
const STARTING_MS = 180_000;
const SUBJECT = { tenant: 0, object: 7 };
// Values that each server generates.
const GENERATED = { id: 'own', createdAt: 'own', updatedAt: 'own' };

let testBed: TestBed;
let token: string;
const servers = new Map<ServerName, RunningServer>();

beforeAll(async () => {
  testBed = await openTestBed();
  const dataset = await testBed.dataset({ rows: 100, tenants: 1 });
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

async function answerOf(name: ServerName, operation: OperationName, bearer = token) {
  const { url, protocol } = serverOf(name);
  const measured = measuredRequest(operation, SUBJECT);
  const { method, path, body } = measured.requests[protocol];
  const headers = { authorization: `Bearer ${bearer}`, ...(body !== null && { 'content-type': 'application/json' }) };
  const response = await fetch(url + path, { method, headers, body });
  const text = await response.text();
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
    const { created_at: created, updated_at: updated, ...settings } = rowOf('SELECT * FROM settings WHERE id = ?', id);
    const tenant = rowOf('SELECT tenant_id, position FROM tenant');
    return { settings: { ...settings, ...GENERATED }, entry, tenant, sameTime: at === created_at && at === created };
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
  const { position: ourPosition, ...ourEntry } = ours.entry;
  const { position: theirPosition, ...theirEntry } = theirs.entry;
  expect(theirEntry).toEqual(ourEntry);
  expect(theirs.settings).toEqual(ours.settings);
  expect([ours.sameTime, theirs.sameTime]).toEqual([true, true]);
  expect([ours.tenant['position'], theirs.tenant['position']]).toEqual([ourPosition, theirPosition]);
});

test.each(SERVER_NAMES)('%s works on after created objects were removed from its file', async (name) => {
  await answerOf(name, 'create');
  removeCreated(serverOf(name).databaseFile);
  expect(rowCounts(name)).toEqual({ settings: 100, changes: 100 });
  for (const operation of OPERATION_NAMES) expect((await answerOf(name, operation)).fault).toBeNull();
  expect(rowCounts(name)).toEqual({ settings: 101, changes: 101 });
});

test('the service refuses requests without a valid token', async () => {
  const { fault } = await answerOf('service', 'read', 'no.such.token');
  expect(fault).toMatch(/^401 /);
});

test('the load generator accepts the responses of every server', async () => {
  const dataset = await testBed.dataset({ rows: 100, tenants: 1 });
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
