/** Validates the `Host` header: exactly one, well-formed, and in local mode a loopback name. */
import type { IncomingMessage } from 'node:http';
import { Refusal } from '../domain/errors.js';
import { headerValues } from './header-values.js';

/** Throws a `Refusal` if the `Host` header is missing, repeated, malformed or not accepted. */
export type CheckHost = (request: IncomingMessage) => void;

// The characters that a URL may have in its host and port.
const HOST = /^[\w.~!$&'()*+,;=%:[\]-]*$/;
// Does not quote the name: a response must not echo a host that the client made up.
const OTHER_NAME =
  'In local mode the service answers to localhost and 127.0.0.1, not to the name in the Host header. Add it to PUBLIC_URL to allow it.';
const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/** Accepts any well-formed host. */
export const checkHost: CheckHost = (request) => void hostOf(request);

/**
 * Accepts only loopback hosts and the hosts of the given URLs. Prevents DNS rebinding: a page on the internet can let its own
 * host name resolve to this machine, but the browser then still sends that name as `Host`.
 */
export function checkLoopbackHost(addresses: readonly string[]): CheckHost {
  const names = new Set(addresses.map((address) => new URL(address).hostname));
  return (request) => {
    const host = hostOf(request);
    // Some health probes send no Host (HTTP/1.0). Browsers always send one.
    if (host === '') return;
    const name = nameOf(host);
    if (name !== null && (isLoopback(name) || names.has(name))) return;
    throw new Refusal('FORBIDDEN', OTHER_NAME);
  };
}

/** Whether a host name, as `URL.hostname` returns it, always means this machine. */
export function isLoopback(name: string): boolean {
  return LOOPBACK.test(name);
}

/** The `Host` header; empty if it is missing, which HTTP/1.0 allows. */
function hostOf(request: IncomingMessage): string {
  // Node keeps only the first of several, while a proxy may have used another one.
  const [host, ...others] = headerValues(request, 'host');
  if (others.length > 0) throw new Refusal('BAD_REQUEST', 'Send one Host header, not several.');
  if (host === undefined && request.httpVersion !== '1.0')
    throw new Refusal('BAD_REQUEST', 'The Host header is missing.');
  if (!HOST.test(host ?? '')) throw new Refusal('BAD_REQUEST', 'The Host header is not a valid host.');
  return host ?? '';
}

/** The normalized host name, without port and trailing dot. */
function nameOf(host: string): string | null {
  const address = `http://${host}`;
  return URL.canParse(address) ? new URL(address).hostname.replace(/\.$/, '') : null;
}
