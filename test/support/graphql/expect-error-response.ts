/** What holds for every answer that tells a client of an error. */
import { expect } from 'vitest';
import { expectNoLeak } from '../http/expect-no-leak.js';
import type { Received } from './send.js';

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Every error carries the id of the answer, is in JSON, and leaks nothing. */
export function expectTold(answer: Received): Received {
  const requestId = answer.headers.get('x-request-id');
  expect(requestId).toMatch(UUID);
  expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8');
  expect(answer.errors.length).toBeGreaterThan(0);
  for (const { message, extensions } of answer.errors) {
    expect(message).not.toBe('');
    expect(extensions).toEqual({ code: expect.stringMatching(/^[A-Z_]+$/), requestId });
  }
  expectNoLeak(answer.text);
  return answer;
}
