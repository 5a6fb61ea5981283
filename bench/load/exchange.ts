/** Connections of the load generator, and one request over one of them. Every response is checked. */
import { Client, type Dispatcher } from 'undici';
import type { Callers, Target } from './load-plan.js';
import { faultOf, measuredRequest, type OperationName } from './operations.js';

const CHECKED_THOROUGHLY = 16;

/** When a request was sent and answered: nanoseconds on the clock of `nowNs`. */
export interface Exchange {
  readonly sentAt: number;
  readonly answeredAt: number;
}

export interface Connection {
  /**
   * Sends a request as a random caller for a random object. Rejects if the response is wrong: each is searched for a marker, and
   * one in sixteen is compared with its expected content.
   */
  exchange(operation: OperationName): Promise<Exchange>;
}

/** Opens connections and has each make a request, then runs something with them, and closes them. */
export async function withConnections<Result>(
  target: Target,
  count: number,
  callers: Callers,
  run: (connections: readonly Connection[]) => Promise<Result>,
): Promise<Result> {
  const clients = Array.from({ length: count }, () => new Client(target.url, { pipelining: 1 }));
  let sent = 0;
  const connections = clients.map(
    (client): Connection => ({
      exchange: (operation) => {
        sent += 1;
        return exchange(client, target, operation, callers, sent % CHECKED_THOROUGHLY === 0);
      },
    }),
  );
  try {
    await Promise.all(connections.map((connection) => connection.exchange('read')));
    return await run(connections);
  } finally {
    await Promise.all(clients.map((client) => client.destroy()));
  }
}

async function exchange(
  client: Client,
  { url, protocol }: Target,
  operation: OperationName,
  { callers, objects }: Callers,
  thoroughly: boolean,
): Promise<Exchange> {
  const { tenant, token } = oneOf(callers);
  const measured = measuredRequest(operation, { tenant, object: Math.trunc(Math.random() * objects) });
  const { method, path, body } = measured.request(protocol);
  const headers = { authorization: `Bearer ${token}`, ...(body !== null && { 'content-type': 'application/json' }) };
  const sentAt = nowNs();
  const answer = await answerOf(client, { method, path, headers, body });
  const answeredAt = nowNs();
  const fault = faultOf(measured, protocol, answer, thoroughly);
  if (fault !== null) throw new Error(`${operation} of ${url} got a wrong response: ${fault}`);
  return { sentAt, answeredAt };
}

/** Sends a request with `dispatch`, which takes the load generator a quarter less time than `request` and its streams. */
function answerOf(
  client: Client,
  request: Dispatcher.DispatchOptions,
): Promise<{ readonly status: number; readonly text: string }> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let status = 0;
    client.dispatch(request, {
      // Marks the handler as one of this form; undici would call it as an older form otherwise.
      onRequestStart: () => {},
      onResponseStart: (_controller, statusCode) => {
        status = statusCode;
      },
      onResponseData: (_controller, chunk) => void chunks.push(chunk),
      onResponseEnd: () => resolve({ status, text: Buffer.concat(chunks).toString() }),
      onResponseError: (_controller, error) => reject(error),
    });
  });
}

/** The same clock in every thread. */
export function nowNs(): number {
  return Number(process.hrtime.bigint());
}

/** An item chosen at random. Throws if there is none. */
export function oneOf<Item>(items: readonly Item[]): Item {
  const item = items[Math.trunc(Math.random() * items.length)];
  if (item === undefined) throw new Error('There is nothing to choose from.');
  return item;
}
