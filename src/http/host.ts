/** Which host a request is for: exactly one, by a name that can stand in an address. */
import type { IncomingMessage } from 'node:http';
import { Refusal } from '../domain/errors.js';
import { headerValues } from './header-values.js';

// What an address may hold between its slashes, user and password aside.
const HOST = /^[\w.~!$&'()*+,;=%:[\]-]*$/;

/** Throws `BAD_REQUEST` where a request does not say clearly which host it is for. */
export function checkHost(request: IncomingMessage): void {
  // Node keeps the first of several and drops the rest, so a proxy in front could have gone by another one.
  const [host, ...others] = headerValues(request, 'host');
  if (others.length > 0) throw new Refusal('BAD_REQUEST', 'Send one Host header, not several.');
  if (host === undefined && request.httpVersion !== '1.0')
    throw new Refusal('BAD_REQUEST', 'The Host header is missing.');
  if (!HOST.test(host ?? '')) throw new Refusal('BAD_REQUEST', 'The Host header names no host.');
}
