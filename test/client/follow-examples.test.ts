/** Proves that each example that follows changes sees every change once and in order, though its connection is cut again and again. */
import { spawn } from 'node:child_process';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { EXAMPLE, settingsClient } from '../support/graphql/settings-client.js';
import { cuttingProxy } from '../support/http/cutting-proxy.js';
import { boot } from '../support/service/boot.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const EXAMPLES = ['follow-apollo-client.ts', 'follow-sse.ts', 'follow-urql.ts'];
// In bytes of answers: in the handshake, before the first change, in the middle of one, and after some.
const CUTS = [900, 60, 3_000, 1_500, 5_000, 2_222, 1_000, 4_100, 700, 2_900, 3_333, 1_800];
// More than are told before the last cut.
const BEFORE = 60;
const WHILE = 60;

interface Line {
  readonly cursor: string;
  readonly kind: string;
  readonly displayName?: string;
}

/** A proxy that answers by itself at first, as while the service behind it restarts. */
async function answering502(target: string, times: number): Promise<string> {
  const { hostname: host, port } = new URL(target);
  let left = times;
  const away = (client: Socket) =>
    client.end('HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close\r\n\r\n');
  const server = createServer((client) => {
    client.on('error', () => client.destroy());
    left -= 1;
    if (left >= 0) return void client.once('data', () => away(client));
    const upstream = connect({ host, port: Number(port) }).on('error', () => client.destroy());
    client.pipe(upstream).pipe(client);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** What an example prints until it ends, each line parsed. */
function run(example: string, environment: NodeJS.ProcessEnv): Promise<Line[]> {
  const { PATH, HOME } = process.env;
  const child = spawn(process.execPath, ['--import', 'tsx', `examples/${example}`], {
    cwd: ROOT,
    env: { PATH, HOME, ...environment },
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let [printed, complaints] = ['', ''];
  child.stdout.on('data', (chunk) => (printed += chunk));
  child.stderr.on('data', (chunk) => (complaints += chunk));
  return new Promise((resolve, reject) => {
    child.once('close', (code) => {
      if (code === 0)
        resolve(
          printed
            .trim()
            .split('\n')
            .map((line) => JSON.parse(line)),
        );
      else reject(new Error(`${example} ended with ${code} after ${printed.split('\n').length} lines: ${complaints}`));
    });
  });
}

test.each(EXAMPLES)(
  'examples/%s prints every change once and in order through twelve lost connections',
  async (example) => {
    const service = await boot();
    const tenant = settingsClient(service);
    const write = (number: number) => tenant.create({ ...EXAMPLE, displayName: `Number ${number}` });
    for (let number = 0; number < BEFORE; number += 1) await write(number);
    const proxy = await cuttingProxy(service.url, CUTS);
    const following = run(example, {
      ENDPOINT: `${proxy.url}/graphql`,
      TOKEN: await service.token(),
      COUNT: String(BEFORE + WHILE),
    });
    let ended = false;
    const lines = following.finally(() => {
      ended = true;
    });
    // Some while it is cut off, the rest when it follows live again.
    for (let number = BEFORE; number < BEFORE + WHILE; number += 1) {
      if (number === BEFORE + WHILE / 2) {
        while (proxy.cuts < CUTS.length && !ended) await new Promise((resolve) => setTimeout(resolve, 50));
      }
      await write(number);
    }
    const told = await lines;
    expect(proxy.cuts).toBe(CUTS.length);
    expect(told.map(({ displayName }) => displayName)).toEqual(
      Array.from({ length: BEFORE + WHILE }, (_, number) => `Number ${number}`),
    );
    expect(new Set(told.map(({ cursor }) => cursor)).size).toBe(told.length);
  },
);

test.each(EXAMPLES)(
  'examples/%s comes back after a proxy has answered for a service that restarts',
  async (example) => {
    const service = await boot();
    await settingsClient(service).create(EXAMPLE);
    const url = await answering502(service.url, 2);
    const told = await run(example, { ENDPOINT: `${url}/graphql`, TOKEN: await service.token() });
    expect(told.map(({ displayName }) => displayName)).toEqual([EXAMPLE.displayName]);
  },
);
