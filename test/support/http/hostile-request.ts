/** Hostile requests as raw bytes, with the expected status codes. */
import { connect } from 'node:net';

/** A description for reports, the bytes to send, and the expected status of each response, in order. */
export interface HostileRequest {
  readonly what: string;
  readonly answers: readonly number[];
  /** If the statuses differ in production mode. */
  readonly inProduction?: readonly number[];
  readonly bytes: (token: string) => Uint8Array;
}

export interface Message {
  /** By default POST with a body, else GET. */
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

// No response takes this long, so a longer one counts as a hang.
const HANG_MS = 5_000;

/** A request to a target. By default it has a valid token and a JSON content type; an empty header value removes a header. */
export function hostile(what: string, status: number, target: string, message: Message = {}): HostileRequest {
  return { what, answers: [status], bytes: (token) => bytesOf(target, message, token) };
}

/** A request of these lines, separated by CR LF; `{token}` in them is replaced by a valid token. */
export function lines(what: string, answers: readonly number[], ...text: readonly string[]): HostileRequest {
  return raw(what, answers, text.join('\r\n'));
}

/** A request of these bytes, or of a text in which `{token}` is replaced by a valid token. */
export function raw(what: string, answers: readonly number[], sent: string | Uint8Array): HostileRequest {
  const bytes = (token: string) => (typeof sent === 'string' ? Buffer.from(sent.replaceAll('{token}', token)) : sent);
  return { what, answers, bytes };
}

/** Sends the bytes and reads until the server closes the connection. Rejects if it does not. */
export function sendBytes(url: string, bytes: Uint8Array, hangMs = HANG_MS): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const received: Buffer[] = [];
    const socket = connect(Number(port), hostname, () => socket.write(bytes));
    const hang = setTimeout(() => {
      socket.destroy();
      reject(new Error(`Neither answered in full nor closed within ${hangMs} ms: ${Buffer.concat(received)}`));
    }, hangMs);
    socket.on('data', (chunk) => received.push(chunk));
    // A server that refuses to read the rest resets the connection.
    socket.on('error', () => {});
    socket.once('close', () => {
      clearTimeout(hang);
      resolve(Buffer.concat(received).toString());
    });
  });
}

/** The status codes of all responses in the received text. */
export function statusesIn(received: string): number[] {
  return [...received.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status));
}

function bytesOf(target: string, { method, headers = {}, body }: Message, token: string): Uint8Array {
  const content = Buffer.from(body ?? '');
  const all: Record<string, string> = {
    host: 'localhost',
    connection: 'close',
    authorization: `Bearer ${token}`,
    ...(body !== undefined && { 'content-type': 'application/json', 'content-length': String(content.length) }),
    ...headers,
  };
  const sent = Object.entries(all).filter(([, value]) => value !== '');
  const head = [`${method ?? (body === undefined ? 'GET' : 'POST')} ${target} HTTP/1.1`];
  const text = [...head, ...sent.map(([name, value]) => `${name}: ${value}`), '', ''].join('\r\n');
  return Buffer.concat([Buffer.from(text), content]);
}
