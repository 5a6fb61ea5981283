/** A proxy between the service and the stand-in for Microsoft Graph, which for a while can answer as Graph does on a bad day. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How it treats requests; `refuse` treats only writes so. */
export type Mood = 'throttle' | 'refuse' | 'hang' | 'break';

export interface MoodyProxy {
  /** The root, without a slash at the end: what GRAPH_URL names. */
  readonly url: string;
  /** Replaces the mood before. */
  setMood(mood: Mood, forMs: number): void;
  close(): void;
}

export async function moodyProxy(target: string): Promise<MoodyProxy> {
  let current: { readonly mood: Mood; readonly until: number } = { mood: 'throttle', until: 0 };
  const server = createServer(async (request, response) => {
    const { mood, until } = current;
    const leftMs = until - performance.now();
    try {
      if (leftMs > 0 && !(mood === 'refuse' && request.method === 'GET')) answerInMood(mood, leftMs, request, response);
      else await forward(target, request, response, `http://${request.headers.host}`);
    } catch {
      request.socket.destroy();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    setMood: (mood, forMs) => {
      current = { mood, until: performance.now() + forMs };
    },
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

function answerInMood(mood: Mood, leftMs: number, request: IncomingMessage, response: ServerResponse): void {
  // A request without an answer ends when the service gives up.
  if (mood === 'hang') return;
  if (mood === 'break') {
    request.socket.destroy();
    return;
  }
  const isThrottled = mood === 'throttle';
  const error = isThrottled
    ? { code: 'TooManyRequests', message: 'The demo throttles.' }
    : { code: 'BadRequest', message: 'The demo refuses all changes.' };
  response
    .writeHead(isThrottled ? 429 : 400, {
      'content-type': 'application/json',
      ...(isThrottled && { 'retry-after': String(Math.ceil(leftMs / 1000)) }),
    })
    .end(JSON.stringify({ error }));
}

const PASSED_ON = ['authorization', 'content-type', 'client-request-id', 'prefer', 'if-match'] as const;

async function forward(target: string, request: IncomingMessage, response: ServerResponse, self: string) {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const headers = PASSED_ON.flatMap((name) => {
    const value = request.headers[name];
    return typeof value === 'string' ? [[name, value] as [string, string]] : [];
  });
  const { method = 'GET', url = '' } = request;
  const body = Buffer.concat(chunks);
  const answer = await fetch(target + url, { method, headers, ...(body.length > 0 && { body }) });
  const type = answer.headers.get('content-type');
  response.writeHead(answer.status, type === null ? {} : { 'content-type': type });
  // Links to the next page lead through the proxy too.
  response.end((await answer.text()).replaceAll(target, self));
}
