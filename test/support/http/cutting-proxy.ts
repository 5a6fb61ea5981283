/** A TCP proxy that cuts connections in the middle of a response, as a network failure does. */
import { connect, createServer, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

export interface CuttingProxy {
  readonly url: string;
  /** How many connections it has broken so far. */
  readonly cuts: number;
}

/** Forwards to `target`. Connection number n is cut after `cutAfter[n]` bytes of responses; later ones are not cut. */
export async function cuttingProxy(target: string, cutAfter: readonly number[]): Promise<CuttingProxy> {
  const { hostname, port } = new URL(target);
  const open = new Set<Socket>();
  let cuts = 0;
  const server = createServer((client) => {
    const upstream = connect(Number(port), hostname);
    const sockets = [client, upstream];
    const end = () => {
      for (const socket of sockets) {
        open.delete(socket);
        socket.destroy();
      }
    };
    for (const socket of sockets) open.add(socket.on('error', end).on('close', end));
    client.pipe(upstream);
    let passed = 0;
    upstream.on('data', (chunk) => {
      const most = cutAfter[cuts] ?? Number.POSITIVE_INFINITY;
      // Drops the rest of the chunk, although the service has sent it.
      client.write(chunk.subarray(0, Math.max(0, most - passed)), () => {
        if (passed >= most) end();
      });
      passed += chunk.length;
      if (passed < most || !open.has(client)) return;
      upstream.pause();
      cuts += 1;
      open.delete(client);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    for (const socket of open) socket.destroy();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The proxy has no port.');
  return {
    url: `http://127.0.0.1:${address.port}`,
    get cuts() {
      return cuts;
    },
  };
}
