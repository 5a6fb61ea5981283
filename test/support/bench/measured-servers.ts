/** Servers of the benchmark over one kind of database, started for the tests of a file or block, and what they answer. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll } from 'vitest';
import type { CallersFile } from '../../../bench/load/load-plan.js';
import {
  contentOf,
  faultOf,
  type HttpRequest,
  measuredRequest,
  type OperationName,
} from '../../../bench/load/operations.js';
import { type Dataset, openTestBed, type TestBed, type TestServer } from '../../../bench/servers/test-bed.js';
import type { ServerName, StoreName } from '../../../bench/stores.js';

// All servers start on one core, while other tests run.
const STARTING_MS = 180_000;
const SUBJECT = { tenant: 0, object: 7 };

export function measuredServers(store: StoreName, names: readonly ServerName[]) {
  let testBed: TestBed;
  let dataset: Dataset;
  let token: string;
  const servers = new Map<ServerName, TestServer>();

  beforeAll(async () => {
    testBed = await openTestBed(store);
    dataset = await testBed.dataset({ rows: 100, tenants: 1, others: 2 });
    const { usual }: CallersFile = JSON.parse(readFileSync(dataset.callersFile, 'utf8'));
    token = usual.callers[0]?.token ?? '';
    await Promise.all(names.map(async (name) => servers.set(name, await testBed.start(name, dataset))));
  }, STARTING_MS);

  afterAll(() => testBed.close(), STARTING_MS);

  function serverOf(name: ServerName): TestServer {
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
    const { response, text } = await send(name, measured.request(protocol), bearer);
    const fault = faultOf(measured, protocol, { status: response.status, text }, true);
    return { fault, content: fault === null ? contentOf(protocol, text) : null };
  }

  return {
    serverOf,
    send,
    answerOf,
    generator: () => testBed.generator,
    callersFile: () => dataset.callersFile,
  };
}
