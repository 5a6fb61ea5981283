/**
 * Answers bytes that Node's parser does not take for a request: malformed, too large, too slow.
 * No request has come to be, so no hook of the server runs for them.
 */
import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { FastifyBaseLogger } from 'fastify';
import { failureBody } from './failures.js';
import { SECURITY_HEADERS } from './security-headers.js';

/** What a client is told of a failure where there is no request. */
export interface SocketFailure {
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

const MALFORMED: SocketFailure = { status: 400, code: 'BAD_REQUEST', message: 'The request is not valid HTTP.' };
const FAILURES: Readonly<Record<string, SocketFailure>> = {
  ERR_HTTP_REQUEST_TIMEOUT: { status: 408, code: 'LIMIT_EXCEEDED', message: 'The request took too long to arrive.' },
  HPE_HEADER_OVERFLOW: { status: 431, code: 'LIMIT_EXCEEDED', message: 'The headers are too large.' },
};

/** Answers where the client still listens, and closes the connection. The client's bytes are not logged. */
export function answerClientError(log: FastifyBaseLogger, { code }: NodeJS.ErrnoException, socket: Socket): void {
  if (code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  answerSocket(log, FAILURES[code ?? ''] ?? MALFORMED, socket);
}

/** Tells a failure on a connection that no server answers on, and closes it. */
export function answerSocket(log: FastifyBaseLogger, failure: SocketFailure, socket: Duplex): void {
  const requestId = randomUUID();
  socket.end(httpText(failure, requestId), () => socket.destroy());
  log.info({ requestId, method: null, route: null, status: failure.status, tenantId: null }, 'request');
}

function httpText(failure: SocketFailure, requestId: string): string {
  const content = JSON.stringify(failureBody(failure, requestId));
  const headers = {
    ...SECURITY_HEADERS,
    'x-request-id': requestId,
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(content),
    connection: 'close',
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return [`HTTP/1.1 ${failure.status} ${STATUS_CODES[failure.status]}`, ...lines, '', content].join('\r\n');
}
