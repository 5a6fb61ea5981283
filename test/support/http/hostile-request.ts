/** Requests that no client of good will sends, as the bytes that go over the wire, and what they are answered with. */
import { connect } from 'node:net';

/** What is sent, in the words of the report, and the statuses it must be answered with, one for each answer in order. */
export interface HostileRequest {
  readonly what: string;
  readonly answers: readonly number[];
  /** Where production mode answers otherwise. */
  readonly inProduction?: readonly number[];
  readonly bytes: (token: string) => Uint8Array;
}

export interface Message {
  /** GET where there is no body, else POST. */
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

// Nothing takes as long; whatever does hangs.
const HANG_MS = 5_000;

/** A request to a target: signed in and of JSON unless its headers say otherwise; an empty header is left out. */
export function hostile(what: string, status: number, target: string, message: Message = {}): HostileRequest {
  return { what, answers: [status], bytes: (token) => bytesOf(target, message, token) };
}

/** Lines as they are, each ended by CR and LF; `{token}` in them stands for a good token. */
export function lines(what: string, answers: readonly number[], ...text: readonly string[]): HostileRequest {
  return raw(what, answers, text.join('\r\n'));
}

/** Bytes or text as they are; `{token}` in a text stands for a good token. */
export function raw(what: string, answers: readonly number[], sent: string | Uint8Array): HostileRequest {
  const bytes = (token: string) => (typeof sent === 'string' ? Buffer.from(sent.replaceAll('{token}', token)) : sent);
  return { what, answers, bytes };
}

/** Sends the bytes and reads until the server closes. Rejects where it does not. */
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

/** The statuses of the answers in what was received. */
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
