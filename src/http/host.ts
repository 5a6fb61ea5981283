/** Which host a request is for: exactly one, by a name that can stand in an address. */
import type { IncomingMessage } from 'node:http';
import { Refusal } from '../domain/errors.js';

// What an address may hold between its slashes, user and password aside.
const HOST = /^[\w.~!$&'()*+,;=%:[\]-]*$/;

/** Throws `BAD_REQUEST` where a request does not say clearly which host it is for. */
export function checkHost({ headers, headersDistinct, httpVersion }: IncomingMessage): void {
  // Node keeps the first of several and drops the rest, so a proxy in front could have gone by another one.
  const sent = headersDistinct['host']?.length ?? 0;
  if (sent > 1) throw new Refusal('BAD_REQUEST', 'Send one Host header, not several.');
  if (sent === 0 && httpVersion !== '1.0') throw new Refusal('BAD_REQUEST', 'The Host header is missing.');
  if (!HOST.test(headers.host ?? '')) throw new Refusal('BAD_REQUEST', 'The Host header names no host.');
}
