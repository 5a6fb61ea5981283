/** Which host a request is for: exactly one, by a name that can stand in an address and that the service answers to. */
import type { IncomingMessage } from 'node:http';
import { Refusal } from '../domain/errors.js';
import { headerValues } from './header-values.js';

/** Throws a `Refusal` for a request that does not say clearly which host it is for, or names one that is not answered. */
export type CheckHost = (request: IncomingMessage) => void;

// What an address may hold between its slashes, user and password aside.
const HOST = /^[\w.~!$&'()*+,;=%:[\]-]*$/;
// Without the name: what a client claims to be its host shows in no answer.
const OTHER_NAME =
  'In local mode the service answers to localhost and 127.0.0.1, not to the name in the Host header. Add it to PUBLIC_URL if it is meant.';
const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/** Has any name answered. */
export const checkHost: CheckHost = (request) => void hostOf(request);

/**
 * Has only names of loopback answered, and those of the addresses given. A page on the internet can have its own name lead
 * to this machine (DNS rebinding), but what its browser then sends still bears that name.
 */
export function checkLoopbackHost(addresses: readonly string[]): CheckHost {
  const names = new Set(addresses.map((address) => new URL(address).hostname));
  return (request) => {
    const host = hostOf(request);
    // Simple health probes send none; browsers always do.
    if (host === '') return;
    const name = nameIn(host);
    if (name !== null && (isLoopback(name) || names.has(name))) return;
    throw new Refusal('FORBIDDEN', OTHER_NAME);
  };
}

/** Whether a name, as the URL standard spells it, can only mean this machine. */
export function isLoopback(name: string): boolean {
  return LOOPBACK.test(name);
}

/** The value of the header; empty if there is none, as HTTP/1.0 allows. */
function hostOf(request: IncomingMessage): string {
  // Node keeps the first of several and drops the rest, so a proxy in front could have gone by another one.
  const [host, ...others] = headerValues(request, 'host');
  if (others.length > 0) throw new Refusal('BAD_REQUEST', 'Send one Host header, not several.');
  if (host === undefined && request.httpVersion !== '1.0')
    throw new Refusal('BAD_REQUEST', 'The Host header is missing.');
  if (!HOST.test(host ?? '')) throw new Refusal('BAD_REQUEST', 'The Host header names no host.');
  return host ?? '';
}

/** The name in one spelling, without the dot that may end it and without the port. */
function nameIn(host: string): string | null {
  const address = `http://${host}`;
  return URL.canParse(address) ? new URL(address).hostname.replace(/\.$/, '') : null;
}
