/**
 * The service under systemd: it takes over a listening socket, restarts without a refused or lost request, and says when it is
 * ready and alive. The units are valid and hardened.
 */
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { Agent, type RequestOptions, request } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { DEVELOPMENT_TENANT } from '../../src/auth/local-issuer.js';
import { openStore } from '../../src/store/open.js';
import { uuid } from '../support/domain/changes.js';
import { scratchFolder } from '../support/files/scratch.js';
import { PROGRAM, serve, start } from '../support/service/built-program.js';
import { DATABASES } from '../support/store/open-store.js';

const CLIENTS = 64;
// More with FAULT_ROUNDS.
const ROUNDS = Number(process.env['FAULT_ROUNDS'] ?? 2);
// Far shorter than DRAIN_GRACE, for which a connection without a request is kept: the machine of a test may be busy.
const LONGEST_HESITATION_MS = 300;
const DRAIN_GRACE = '3';
const UNIT = fileURLToPath(new URL('../../deploy/systemd/derived-credential-settings.service', import.meta.url));
const SUPPORT = fileURLToPath(new URL('../support/system/', import.meta.url));
const CREATE = `mutation ($id: ID!) { createDerivedCredentialSettings(input: {
  id: $id, displayName: "Restart", helpUrl: "https://example.com/", issuer: PUREBRED, notificationType: EMAIL
}) { change { id } userErrors { message } } }`;

/** Runs a program of test/support/system; killed when the test ends. */
function python(name: string, args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const { PATH, HOME } = process.env;
  const child = spawn('python3', [join(SUPPORT, name), ...args], { env: { PATH, HOME, ...env } });
  onTestFinished(() => void child.kill('SIGKILL'));
  let output = '';
  child.stdout.on('data', (text) => (output += text));
  return { child, lines: () => output.split('\n').filter(Boolean) };
}

type Held = Awaited<ReturnType<typeof onHeldSocket>>;

/** A service on a socket that another process holds. */
async function onHeldSocket(databaseUrl?: string, options: readonly string[] = []) {
  const folder = scratchFolder();
  const DATABASE_URL = databaseUrl ?? `file:${folder}/test.sqlite`;
  const env = { DATABASE_URL, LOCAL_KEY_FILE: join(folder, 'key.json'), LOG_LEVEL: 'warn', DRAIN_GRACE };
  const holder = python('socket-holder.py', [process.execPath, PROGRAM, 'serve', ...options], env);
  await expect.poll(() => Number(holder.lines()[0])).toBeGreaterThan(0);
  const url = `http://127.0.0.1:${holder.lines()[0]}`;
  // Waits in the socket until the service is ready.
  expect((await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(10_000) })).status).toBe(200);
  const token = (await start(['token'], env).ended).stdout.trim();
  const restart = async () => {
    const before = holder.lines().filter((line) => line.startsWith('ended')).length;
    holder.child.stdin?.write('again\n');
    await expect
      .poll(() => holder.lines().filter((line) => line.startsWith('ended')).length, { timeout: 20_000 })
      .toBe(before + 1);
  };
  return { ...holder, url, token, restart, DATABASE_URL };
}

/** Sends a request, or fails if there is no answer. */
function answerTo(options: RequestOptions, body: string): Promise<string> {
  return new Promise((resolve, reject) => {
    request(options, async (response) => {
      let text = '';
      for await (const chunk of response) text += chunk;
      resolve(`${response.statusCode} ${text}`);
    })
      .once('error', reject)
      .end(body);
  });
}

/** A new connection, on which nothing is sent for a while: a stop may come in between. */
async function hesitantConnection(port: number) {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  await pause(Math.random() * LONGEST_HESITATION_MS);
  return { createConnection: () => socket };
}

/**
 * Sends creates until it is told to stop: over one connection, and over a new one when the service asks for that, or each over a
 * new one after hesitating. Fails if one gets no answer.
 */
async function createUntil(stop: AbortSignal, { url, token }: Held, client: number, done: (id: string) => void) {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const port = Number(new URL(url).port);
  for (let number = client * 1e6; !stop.aborted; number += 1) {
    const id = uuid(number);
    const connection = client % 2 === 0 ? { agent } : await hesitantConnection(port);
    const options = { host: '127.0.0.1', port, path: '/graphql', method: 'POST', headers, ...connection };
    const answer = await answerTo(options, JSON.stringify({ query: CREATE, variables: { id } }));
    expect(answer).toContain(`200 {"data":{"createDerivedCredentialSettings":{"change":{"id":"${id}`);
    done(id);
  }
  agent.destroy();
}

test(
  `${ROUNDS} restarts under ${CLIENTS} clients refuse no connection and lose no request`,
  async () => {
    const service = await onHeldSocket();
    const acknowledged: string[] = [];
    const stopping = new AbortController();
    const clients = Array.from({ length: CLIENTS }, (_, client) =>
      createUntil(stopping.signal, service, client, (id) => acknowledged.push(id)),
    );
    const all = Promise.all(clients);
    for (let round = 0; round < ROUNDS; round += 1) {
      const seen = acknowledged.length;
      await Promise.race([
        all,
        expect.poll(() => acknowledged.length, { timeout: 20_000 }).toBeGreaterThan(seen + 500),
      ]);
      await Promise.race([all, service.restart()]);
    }
    const seen = acknowledged.length;
    await Promise.race([all, expect.poll(() => acknowledged.length, { timeout: 20_000 }).toBeGreaterThan(seen + 500)]);
    stopping.abort();
    await all;
    service.child.stdin?.end();
    await once(service.child, 'exit');
    expect(service.lines().filter((line) => line.startsWith('ended'))).toEqual(
      Array.from({ length: ROUNDS + 1 }, () => 'ended 0'),
    );
    const store = await openStore(service.DATABASE_URL, (message) => expect.fail(message));
    for (const id of acknowledged) expect(await store.find(DEVELOPMENT_TENANT, id), id).not.toBeNull();
    await store.close();
    if (ROUNDS > 2) process.stdout.write(`${ROUNDS} restarts, ${acknowledged.length} creates, none refused or lost\n`);
  },
  60_000 + ROUNDS * 30_000,
);

test('several processes share the socket, and a restart of all of them refuses no connection', async () => {
  const [, { urlIn }] = DATABASES;
  const service = await onHeldSocket(await urlIn(scratchFolder()), ['--processes', '2']);
  const acknowledged: string[] = [];
  const stopping = new AbortController();
  const clients = Array.from({ length: 8 }, (_, client) =>
    createUntil(stopping.signal, service, client, (id) => acknowledged.push(id)),
  );
  const all = Promise.all(clients);
  for (let round = 0; round < 2; round += 1) {
    const seen = acknowledged.length;
    await Promise.race([all, expect.poll(() => acknowledged.length, { timeout: 20_000 }).toBeGreaterThan(seen + 100)]);
    if (round === 0) await Promise.race([all, service.restart()]);
  }
  stopping.abort();
  await all;
  service.child.stdin?.end();
  await once(service.child, 'exit');
  expect(service.lines().filter((line) => line.startsWith('ended'))).toEqual(['ended 0', 'ended 0']);
}, 60_000);

test('a socket that only others know is not taken: the variables are for another process', async () => {
  const { url } = await serve({ DATABASE_URL: `file:${scratchFolder()}/a.sqlite`, LISTEN_PID: '1', LISTEN_FDS: '1' });
  expect((await fetch(`${url}/livez`)).status).toBe(200);
});

test('two sockets, or a descriptor that is none, end the start with 78 and say so', async () => {
  const DATABASE_URL = `file:${scratchFolder()}/a.sqlite`;
  const started = (sockets: string) => {
    const script = `LISTEN_PID=$$ LISTEN_FDS=${sockets} exec "$0" "$@" 3</dev/null`;
    const { PATH, HOME } = process.env;
    const env = { PATH, HOME, DATABASE_URL, LOG_LEVEL: 'silent' };
    return spawnSync('sh', ['-c', script, process.execPath, PROGRAM, 'serve'], { env, encoding: 'utf8' });
  };
  expect(started('2')).toMatchObject({
    status: 78,
    stderr: 'systemd passes 2 sockets, but the service has one address. Keep one ListenStream.\n',
  });
  expect(started('1')).toMatchObject({
    status: 78,
    stderr: expect.stringMatching(/^The socket of systemd cannot be used \(\w+\)\.\n$/),
  });
});

const hasNotify = spawnSync('systemd-notify', ['--version']).status === 0;
const hasAnalyze = spawnSync('systemd-analyze', ['--version']).status === 0;
if (process.env['CI'] && !(hasNotify && hasAnalyze)) throw new Error('Install the package systemd.');

test.skipIf(!hasNotify)('systemd is told when the service is ready, alive and stopping', async () => {
  const socket = join(scratchFolder(), 'notify');
  const receiver = python('notify-receiver.py', [socket]);
  await expect.poll(receiver.lines).toEqual(['bound']);
  const environment = { NOTIFY_SOCKET: socket, WATCHDOG_USEC: '1000000', LOG_LEVEL: 'silent' };
  const { child, ended, url } = await serve({ DATABASE_URL: `file:${scratchFolder()}/a.sqlite`, ...environment });
  await expect.poll(receiver.lines).toContain(`READY=1 STATUS=Ready at ${url}`);
  await expect
    .poll(() => receiver.lines().filter((line) => line === 'WATCHDOG=1').length, { timeout: 4_000 })
    .toBeGreaterThan(2);
  child.kill('SIGTERM');
  await expect.poll(receiver.lines).toContain('STOPPING=1');
  expect(await ended).toMatchObject({ code: 0, stderr: '' });
});

describe.skipIf(!hasAnalyze)('the units', () => {
  test('are valid', () => {
    const { stderr } = spawnSync('systemd-analyze', ['verify', UNIT, UNIT.replace('.service', '.socket')], {
      encoding: 'utf8',
    });
    // Where the tests run, Node.js may be in another folder.
    expect(
      stderr.split('\n').filter((line) => line.includes('derived-credential') && !/\/usr\/bin\/node/.test(line)),
    ).toEqual([]);
  });

  test('allow so little that systemd rates the exposure below 2.0', () => {
    const report = execFileSync('systemd-analyze', ['security', '--offline=true', UNIT], { encoding: 'utf8' });
    const [, exposure] = /exposure level for .*: ([\d.]+)/.exec(report) ?? [];
    expect(Number(exposure)).toBeLessThan(2);
  });
});
