/**
 * Answers input that Node's HTTP parser rejects: malformed, too large or too slow.
 * There is no request object, so no hook of the server runs: headers and the log line are written here.
 */
import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { FastifyBaseLogger } from 'fastify';
import { SECURITY_HEADERS } from './security-headers.js';
import { type FormatUnrouted, formatFailure, type UnroutedFailure } from './unrouted.js';

// How many bytes of the input are searched for the URL.
const MAX_LINE = 2048;
const MALFORMED: UnroutedFailure = { status: 400, code: 'BAD_REQUEST', message: 'The request is not valid HTTP.' };
const FAILURES: Readonly<Record<string, UnroutedFailure>> = {
  ERR_HTTP_REQUEST_TIMEOUT: { status: 408, code: 'LIMIT_EXCEEDED', message: 'The request took too long to arrive.' },
  HPE_INVALID_METHOD: {
    status: 400,
    code: 'BAD_REQUEST',
    message: 'The method is not an HTTP method. Write it in upper case: GET, not get.',
  },
  HPE_HEADER_OVERFLOW: {
    status: 431,
    code: 'LIMIT_EXCEEDED',
    message: 'The address and the headers are larger than 16 KiB together.',
  },
};

/** An error of Node's HTTP parser, with the bytes that it rejected. */
export type ClientError = NodeJS.ErrnoException & { readonly rawPacket?: unknown };

/** Sends a response if the client can still receive one, and closes the connection. Does not log the client's bytes. */
export function answerClientError(
  log: FastifyBaseLogger,
  { code, rawPacket }: ClientError,
  socket: Socket,
  format: FormatUnrouted,
): void {
  if (code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const input = Buffer.isBuffer(rawPacket) ? rawPacket.toString('latin1', 0, MAX_LINE) : '';
  const address = /^\S+ (\S+)/.exec(input)?.[1] ?? '';
  answerSocket(log, FAILURES[code ?? ''] ?? MALFORMED, socket, format, address);
}

/** Writes a failure to a connection that the HTTP server does not handle (any more), and closes it. */
export function answerSocket(
  log: FastifyBaseLogger,
  failure: UnroutedFailure,
  socket: Duplex,
  format: FormatUnrouted = () => null,
  address = '',
): void {
  const requestId = randomUUID();
  const { headers, text } = formatFailure(format, address, failure, requestId);
  socket.end(httpText(failure.status, { 'x-request-id': requestId, ...headers }, text), () => socket.destroy());
  log.info({ requestId, method: null, route: null, status: failure.status, tenantId: null }, 'request');
}

function httpText(status: number, headers: Readonly<Record<string, string>>, body: string): string {
  const all = { ...SECURITY_HEADERS, ...headers, 'content-length': Buffer.byteLength(body), connection: 'close' };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
  return [`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, ...lines, '', body].join('\r\n');
}
