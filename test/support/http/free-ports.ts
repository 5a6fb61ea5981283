/** Finds ports for programs that must be told theirs. Never a port that the kernel gives to connections or to `listen(0)`. */
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';

const FIRST = 10_000;

/**
 * The first of `count` adjacent ports that nothing on 127.0.0.1 listens on. Other tests run at the same time, and each of their
 * connections takes a port: one of the kernel's own range would often be gone before it is used.
 */
export async function freePorts(count = 1): Promise<number> {
  const [kernelsFirst = ''] = readFileSync('/proc/sys/net/ipv4/ip_local_port_range', 'utf8').split(/\s/);
  for (;;) {
    const first = FIRST + Math.floor(Math.random() * (Number(kernelsFirst) - FIRST - count));
    const ports = Array.from({ length: count }, (_, index) => first + index);
    if ((await Promise.all(ports.map(isFree))).every(Boolean)) return first;
  }
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer().listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
    return true;
  } catch {
    return false;
  } finally {
    server.close();
  }
}
