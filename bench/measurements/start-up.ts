/** Times the start of a server: from the start of its process, on an empty database, to its first response. */
import { readFileSync } from 'node:fs';
import { request } from 'undici';
import type { CallersFile } from '../load/load-plan.js';
import { measuredRequest } from '../load/operations.js';
import type { Startable } from '../servers/server.js';
import type { Dataset, TestBed } from '../servers/test-bed.js';

/** Starts the server, sends one list request and stops it. Returns milliseconds. */
export async function timeStartUp(testBed: TestBed, what: Startable, dataset: Dataset): Promise<number> {
  const { usual }: CallersFile = JSON.parse(readFileSync(dataset.callersFile, 'utf8'));
  const begin = performance.now();
  const { url, protocol, stop } = await testBed.start(what, dataset, { isEmpty: true });
  const { method, path, body } = measuredRequest('list', { tenant: 0, object: 0 }).request(protocol);
  const headers = { authorization: `Bearer ${usual.callers[0]?.token}`, 'content-type': 'application/json' };
  const answer = await request(`${url}${path}`, { method, headers, body });
  const text = await answer.body.text();
  const milliseconds = performance.now() - begin;
  if (!text.includes('"hasNextPage":false'))
    throw new Error(`The first response of ${JSON.stringify(what)} was wrong: ${answer.statusCode} ${text}`);
  await stop();
  return milliseconds;
}
