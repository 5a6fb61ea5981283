/**
 * Requests to switch to a protocol that is not spoken here, answered as if they did not ask, which HTTP allows. Node takes
 * every such request out of its server as soon as any protocol is accepted. Java's own HTTP client asks for HTTP/2 like this.
 */
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';

// What is said of the switch, in headers and among the options of `Connection`.
const OF_THE_SWITCH = /^(?:upgrade|http2-settings)$/i;

/** Gives the connection back to the server, which reads the request once more without what asks for the switch. */
export function answerWithoutUpgrade(server: Server, request: IncomingMessage, socket: Duplex, head: Buffer): void {
  const lines = request.rawHeaders.flatMap((name, index, all) =>
    index % 2 === 0 && !OF_THE_SWITCH.test(name) ? [`${name}: ${valueWithoutSwitch(name, all[index + 1] ?? '')}`] : [],
  );
  const text = [`${request.method} ${request.url} HTTP/${request.httpVersion}`, ...lines, '', ''].join('\r\n');
  socket.unshift(Buffer.concat([Buffer.from(text, 'latin1'), head]));
  server.emit('connection', socket);
}

function valueWithoutSwitch(name: string, value: string): string {
  if (!/^connection$/i.test(name)) return value;
  const options = value.split(',').map((option) => option.trim());
  return options.filter((option) => !OF_THE_SWITCH.test(option)).join(', ');
}
