/** The load generator counts correct responses, and ends at the first wrong one. */
import { describe, expect, test } from 'vitest';
import type { LoadPlan } from '../../bench/load/load-plan.js';
import { runLoad } from '../../bench/load/run-load.js';
import { objectContent, objectId } from '../../bench/servers/dataset.js';
import { answeringServer } from '../support/http/answering-server.js';

const CALLERS = { callers: [{ tenant: 0, token: 'token' }], objects: 1 };
const OBJECT = { id: objectId(0, 0), ...objectContent(0), version: 1 };

/** Runs point reads in GraphQL against a server that always sends this response. */
async function readFrom(status: number, body: object, until: LoadPlan['until'] = { requests: 40 }) {
  const server = await answeringServer((request, response) => {
    request.resume().once('end', () => response.writeHead(status).end(JSON.stringify(body)));
  });
  const target = {
    url: server.url,
    pid: process.pid,
    databasePid: null,
    protocol: 'graphql',
    callersFile: '',
  } as const;
  const result = await runLoad({ target, scenario: 'read', connections: 4, until }, CALLERS);
  return { result, requests: server.requests() };
}

describe('the load generator', () => {
  test('counts the requests that it sends after its connections are open', async () => {
    const { result, requests } = await readFrom(200, { data: { answer: OBJECT } });
    expect(result.requests).toBe(40);
    expect(requests).toBe(40 + 4);
    expect(result.writes).toBeNull();
    expect(result.reads).toEqual(result.latency);
    expect(result.latency.p50Ms).toBeGreaterThan(0);
    expect(result.latency.p99Ms).toBeGreaterThanOrEqual(result.latency.p50Ms);
    expect(result.serverCpuSeconds).toBeGreaterThan(0);
  });

  test('stops when the time is over', async () => {
    const { result } = await readFrom(200, { data: { answer: OBJECT } }, { seconds: 0.05 });
    expect(result.requests).toBeGreaterThan(0);
    expect(result.seconds).toBeGreaterThanOrEqual(0.05);
  });

  test.each([
    ['another status', 500, { data: { answer: OBJECT } }],
    ['errors', 200, { errors: [{ message: 'No.' }], data: { answer: null } }],
    ['another object', 200, { data: { answer: { ...OBJECT, id: objectId(0, 1) } } }],
    ['the object with other content', 200, { data: { answer: { ...OBJECT, displayName: 'Another' } } }],
    ['the object and an error beside it', 200, { errors: [{ message: 'No.' }], data: { answer: OBJECT } }],
  ])('ends with the first response that has %s', async (_case, status, body) => {
    await expect(readFrom(status, body)).rejects.toThrow();
  });
});
