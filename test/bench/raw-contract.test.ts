/** The peer `raw-contract` answers as the service does, byte by byte, and refuses what it refuses. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { measuredRequest } from '../../bench/load/operations.js';
import type { ServerName } from '../../bench/stores.js';
import { measuredServers } from '../support/bench/measured-servers.js';

const SUBJECT = { tenant: 0, object: 7 };

describe('raw-contract', () => {
  const { serverOf, send, answerOf } = measuredServers('sqlite', ['service', 'raw-contract']);
  const read = measuredRequest('read', SUBJECT).request('graphql');

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
    const request = measuredRequest(name, SUBJECT).request('graphql');
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
