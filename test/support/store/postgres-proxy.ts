/** A proxy in front of a socket of PostgreSQL or PgBouncer that can lose answers, hold bytes back, or cut connections. Listens on a socket of its own. */
import { connect, createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { scratchFolder } from '../files/scratch.js';
import type { Cluster } from './postgres-cluster.js';

const SOCKET = '.s.PGSQL.5432';

export interface Proxy {
  /** The folder of its socket. */
  readonly folder: string;
  /** From now on no answer of the server arrives, although what is asked is done. */
  swallowAnswers(): void;
  /** From now on nothing is forwarded in either direction. */
  holdAll(): void;
  /** Ends every connection, and forwards those that are made from now on. */
  cut(): void;
}

export async function startProxy(cluster: Cluster): Promise<Proxy> {
  const folder = scratchFolder();
  const pairs = new Set<readonly [client: Socket, server: Socket]>();
  const server = createServer((client) => {
    const upstream = connect(join(cluster.folder, SOCKET));
    const pair = [client, upstream] as const;
    pairs.add(pair);
    for (const [socket, other] of [pair, [upstream, client]] as const) {
      socket.on('error', () => {});
      socket.on('close', () => {
        other.destroy();
        pairs.delete(pair);
      });
      socket.pipe(other);
    }
  });
  await new Promise<void>((resolve) => server.listen(join(folder, SOCKET), resolve));
  onTestFinished(() => closed(server, pairs));
  return {
    folder,
    swallowAnswers: () => {
      for (const [, upstream] of pairs) upstream.unpipe().resume();
    },
    holdAll: () => {
      for (const socket of [...pairs].flat()) socket.unpipe().pause();
    },
    cut: () => {
      for (const socket of [...pairs].flat()) socket.destroy();
    },
  };
}

async function closed(server: Server, pairs: ReadonlySet<readonly Socket[]>): Promise<void> {
  for (const socket of [...pairs].flat()) socket.destroy();
  await new Promise((resolve) => server.close(resolve));
}
