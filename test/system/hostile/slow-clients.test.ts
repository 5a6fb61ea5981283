/** Clients that hold connections without using them are disconnected, and do not delay others. */
import { connect } from 'node:net';
import { setTimeout as after } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { sendBytes, statusesIn } from '../../support/http/hostile-request.js';
import { COLLECTION, restClient } from '../../support/rest/rest-client.js';
import { type Booted, boot } from '../../support/service/boot.js';

const EACH = 25;
const ANSWERS = 40;
// After this time the service has closed the connection of a client that does not read.
const TOO_LATE_MS = 35_000;
const HANG_MS = 55_000;
const HEAD =
  'POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nAuthorization: Bearer {token}\r\n';

/** What slow clients send at once, what they then send every second, and the statuses that they may get. */
const SLOW: readonly (readonly [what: string, atOnce: string, then: string, answers: readonly number[]])[] = [
  ['never sends anything', '', '', [408]],
  ['sends half a request line', 'GET /liv', '', [408]],
  ['trickles a request line', 'GET /', 'a', [408]],
  ['trickles its headers', 'GET /livez HTTP/1.1\r\nHost: localhost\r\nX: ', 'x', [408]],
  ['trickles header after header', 'GET /livez HTTP/1.1\r\nHost: localhost\r\n', 'X: y\r\n', [408]],
  ['stops before its body', `${HEAD}Content-Length: 100\r\n\r\n`, '', [408]],
  ['stops in its body', `${HEAD}Content-Length: 100\r\n\r\n{"query"`, '', [408]],
  ['trickles its body', `${HEAD}Content-Length: 100\r\n\r\n`, ' ', [408]],
  ['trickles its chunks', `${HEAD}Transfer-Encoding: chunked\r\n\r\n`, '1\r\n \r\n', [408]],
  ['trickles the extension of a chunk', `${HEAD}Transfer-Encoding: chunked\r\n\r\n1;`, 'a', [408]],
];

interface Outcome {
  readonly what: string;
  readonly statuses: readonly number[];
  readonly fine: boolean;
}

test('Slow clients of every kind are cut off in the end, and others are answered all the while', async () => {
  const service = await boot();
  const client = restClient(service);
  const token = await service.token();
  await Promise.all(Array.from({ length: 250 }, () => client.create({ helpUrl: `https://a/${'x'.repeat(2_000)}` })));

  const slow = SLOW.flatMap(([what, atOnce, then, answers]) =>
    Array.from({ length: EACH }, async (): Promise<Outcome> => {
      const statuses = await trickle(service, atOnce.replace('{token}', token), then);
      return { what, fine: statuses.every((status) => answers.includes(status)), statuses };
    }),
  );
  const all = Promise.all([...slow, readTooLate(service, token), readTooLate(service, token)]);
  let waiting = true;
  const stop = () => {
    waiting = false;
  };
  all.then(stop, stop);
  let answered = 0;
  while (waiting) {
    const { id } = await client.create();
    expect(await client.send('DELETE', `${COLLECTION}/${id}`)).toMatchObject({ status: 204 });
    answered += 1;
    await after(100);
  }
  expect((await all).filter((outcome) => !outcome.fine)).toEqual([]);
  expect(answered).toBeGreaterThan(10);
  expect(statusesIn(await sendBytes(service.url, Buffer.from('GET /readyz HTTP/1.0\r\n\r\n')))).toEqual([200]);
}, 90_000);

/** Sends something every second until the server closes the connection. Returns the statuses received. */
function trickle({ url }: Booted, atOnce: string, then: string): Promise<number[]> {
  return new Promise((resolve, reject) => {
    const socket = connectTo(url);
    let received = '';
    if (atOnce !== '') socket.write(atOnce);
    const more = setInterval(() => then !== '' && socket.write(then), 1_000);
    const hang = setTimeout(() => reject(new Error(`Still open: ${atOnce}`)), HANG_MS);
    socket.on('data', (chunk) => (received += chunk));
    socket.on('error', () => {});
    socket.once('close', () => {
      clearInterval(more);
      clearTimeout(hang);
      resolve(statusesIn(received));
    });
  });
}

/** Requests far more than the socket buffers hold, and starts to read only after the service must have closed the connection. */
function readTooLate({ url }: Booted, token: string) {
  const request = `GET ${COLLECTION} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${token}\r\n\r\n`;
  return new Promise<Outcome>((resolve, reject) => {
    const socket = connectTo(url);
    let received = '';
    socket.write(request.repeat(ANSWERS));
    const hang = setTimeout(() => reject(new Error('Still open to a client that did not read.')), HANG_MS);
    socket.on('data', (chunk) => (received += chunk)).pause();
    setTimeout(() => socket.resume(), TOO_LATE_MS);
    socket.on('error', () => {});
    socket.once('close', () => {
      clearTimeout(hang);
      const statuses = statusesIn(received);
      resolve({ what: 'reads too late', statuses, fine: statuses.length < ANSWERS });
    });
  });
}

function connectTo(url: string) {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  onTestFinished(() => void socket.destroy());
  return socket;
}
