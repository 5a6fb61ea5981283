/**
 * Answers bytes that Node's parser does not take for a request: malformed, too large, too slow.
 * No request has come to be, so no hook of the server runs for them.
 */
import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { FastifyBaseLogger } from 'fastify';
import { SECURITY_HEADERS } from './security-headers.js';
import { type SocketFailure, type TellUnrouted, type ToldFailure, toldFailure } from './unrouted.js';

// As much of what was sent as is searched for an address.
const MAX_LINE = 2048;
const MALFORMED: SocketFailure = { status: 400, code: 'BAD_REQUEST', message: 'The request is not valid HTTP.' };
const FAILURES: Readonly<Record<string, SocketFailure>> = {
  ERR_HTTP_REQUEST_TIMEOUT: { status: 408, code: 'LIMIT_EXCEEDED', message: 'The request took too long to arrive.' },
  HPE_INVALID_METHOD: {
    status: 400,
    code: 'BAD_REQUEST',
    message: 'The method is none of HTTP. Methods are written in upper case: GET, not get.',
  },
  HPE_HEADER_OVERFLOW: {
    status: 431,
    code: 'LIMIT_EXCEEDED',
    message: 'The address and the headers are larger than 16 KiB together.',
  },
};

/** An error of Node's parser, with the bytes that it could not read. */
export type ClientError = NodeJS.ErrnoException & { readonly rawPacket?: unknown };

/** Answers where the client still listens, and closes the connection. The client's bytes are not logged. */
export function answerClientError(
  log: FastifyBaseLogger,
  { code, rawPacket }: ClientError,
  socket: Socket,
  tell: TellUnrouted,
): void {
  if (code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const sent = Buffer.isBuffer(rawPacket) ? rawPacket.toString('latin1', 0, MAX_LINE) : '';
  const address = /^\S+ (\S+)/.exec(sent)?.[1] ?? '';
  answerSocket(log, FAILURES[code ?? ''] ?? MALFORMED, socket, (failure, requestId) =>
    toldFailure(tell, address, failure, requestId),
  );
}

/** Tells a failure on a connection that no server answers on, and closes it. */
export function answerSocket(
  log: FastifyBaseLogger,
  failure: SocketFailure,
  socket: Duplex,
  told = (failed: SocketFailure, id: string) => toldFailure(() => null, '', failed, id),
): void {
  const requestId = randomUUID();
  socket.end(httpText(failure, requestId, told(failure, requestId)), () => socket.destroy());
  log.info({ requestId, method: null, route: null, status: failure.status, tenantId: null }, 'request');
}

function httpText(failure: SocketFailure, requestId: string, { headers: told, text }: ToldFailure): string {
  const headers = {
    ...SECURITY_HEADERS,
    'x-request-id': requestId,
    ...told,
    'content-length': Buffer.byteLength(text),
    connection: 'close',
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return [`HTTP/1.1 ${failure.status} ${STATUS_CODES[failure.status]}`, ...lines, '', text].join('\r\n');
}
