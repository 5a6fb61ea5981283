/** A real HTTP server on a free loopback port, for URLs that the service fetches or that a hostile token names. */
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { freePorts } from './free-ports.js';

export interface AnsweringServer {
  readonly url: string;
  /** How many requests have reached it. */
  requests(): number;
}

/** Starts the server; closed when the test ends. */
export async function answeringServer(listener: RequestListener): Promise<AnsweringServer> {
  let requests = 0;
  const server = createServer((request, response) => {
    requests += 1;
    listener(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, requests: () => requests };
}

/** The URL of a loopback port on which nothing listens. */
export async function closedPortUrl(): Promise<string> {
  return `http://127.0.0.1:${await freePorts()}`;
}
