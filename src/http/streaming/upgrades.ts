/**
 * `Upgrade` requests, which Node detaches from its HTTP server: delivers them in request order, and can answer those for an
 * unsupported protocol as ordinary requests. Knows no protocol.
 */
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { Server as TlsServer } from 'node:tls';

export type HandleUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

// Both as header names and as options of the `Connection` header.
const UPGRADE_TOKENS = /^(?:upgrade|http2-settings)$/i;

/** Calls `handle` for each upgrade request, after the earlier requests on its connection have been answered. */
export function onUpgrade(server: Server, handle: HandleUpgrade): void {
  const lastResponses = new WeakMap<Duplex, ServerResponse>();
  const remember = ({ socket }: IncomingMessage, response: ServerResponse) => void lastResponses.set(socket, response);
  server.on('request', remember).on('checkExpectation', remember);
  server.on('upgrade', (request, socket: Duplex, head) => {
    // Node has removed its listener, and an error event without a listener would end the process.
    socket.on('error', destroyThis);
    const proceed = () => {
      if (!socket.destroyed) handle(request, socket, head);
    };
    const pending = lastResponses.get(socket);
    if (pending === undefined || pending.closed) proceed();
    else pending.once('close', proceed);
  });
}

/**
 * Answers a request as if it had no Upgrade header, which HTTP allows: returns the connection to the server, which
 * parses the request again without its upgrade headers. Java's HTTP client asks for HTTP/2 like this.
 */
export function answerWithoutUpgrade(server: Server, request: IncomingMessage, socket: Duplex, head: Buffer): void {
  const lines = request.rawHeaders.flatMap((name, index, all) =>
    index % 2 === 0 && !UPGRADE_TOKENS.test(name)
      ? [`${name}: ${valueWithoutUpgrade(name, all[index + 1] ?? '')}`]
      : [],
  );
  const text = [`${request.method} ${request.url} HTTP/${request.httpVersion}`, ...lines, '', ''].join('\r\n');
  // The server adds its own listeners again.
  socket.off('error', destroyThis).removeAllListeners('timeout');
  socket.unshift(Buffer.concat([Buffer.from(text, 'latin1'), head]));
  server.emit(server instanceof TlsServer ? 'secureConnection' : 'connection', socket);
}

function destroyThis(this: Duplex): void {
  this.destroy();
}

function valueWithoutUpgrade(name: string, value: string): string {
  if (!/^connection$/i.test(name)) return value;
  const options = value.split(',').map((option) => option.trim());
  return options.filter((option) => !UPGRADE_TOKENS.test(option)).join(', ');
}
