/**
 * Requests to switch to another protocol, which Node takes out of its server, each in its turn and safe to handle; and the
 * way to answer those for a protocol that is not spoken here. Knows no protocol.
 */
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';

export type HandleUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

// What is said of the switch, in headers and among the options of `Connection`.
const OF_THE_SWITCH = /^(?:upgrade|http2-settings)$/i;

/** Has each such request handled once those before it on its connection have been answered. */
export function onUpgrade(server: Server, handle: HandleUpgrade): void {
  const answers = new WeakMap<Duplex, ServerResponse>();
  const remember = ({ socket }: IncomingMessage, response: ServerResponse) => void answers.set(socket, response);
  server.on('request', remember).on('checkExpectation', remember);
  server.on('upgrade', (request, socket: Duplex, head) => {
    // Node no longer listens, and a connection that breaks unheard ends the process.
    socket.on('error', destroyThis);
    const proceed = () => {
      if (!socket.destroyed) handle(request, socket, head);
    };
    const before = answers.get(socket);
    if (before === undefined || before.closed) proceed();
    else before.once('close', proceed);
  });
}

/**
 * Answers a request as if it did not ask for the switch, which HTTP allows: gives the connection back to the server, which
 * reads the request once more without what asks for it. Java's own HTTP client asks for HTTP/2 like this.
 */
export function answerWithoutUpgrade(server: Server, request: IncomingMessage, socket: Duplex, head: Buffer): void {
  const lines = request.rawHeaders.flatMap((name, index, all) =>
    index % 2 === 0 && !OF_THE_SWITCH.test(name) ? [`${name}: ${valueWithoutSwitch(name, all[index + 1] ?? '')}`] : [],
  );
  const text = [`${request.method} ${request.url} HTTP/${request.httpVersion}`, ...lines, '', ''].join('\r\n');
  // The server listens anew.
  socket.off('error', destroyThis).removeAllListeners('timeout');
  socket.unshift(Buffer.concat([Buffer.from(text, 'latin1'), head]));
  server.emit('connection', socket);
}

function destroyThis(this: Duplex): void {
  this.destroy();
}

function valueWithoutSwitch(name: string, value: string): string {
  if (!/^connection$/i.test(name)) return value;
  const options = value.split(',').map((option) => option.trim());
  return options.filter((option) => !OF_THE_SWITCH.test(option)).join(', ');
}
