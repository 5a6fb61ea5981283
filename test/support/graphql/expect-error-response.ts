/** Assertions that hold for every error response. */
import { expect } from 'vitest';
import { expectNoLeak } from '../http/expect-no-leak.js';
import type { Received } from './send.js';

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The response is JSON, leaks nothing, and every error has a message, a code and the request id of the response. */
export function expectErrorResponse(answer: Received): Received {
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
