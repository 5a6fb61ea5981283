/** How the program ends: after a stop signal it answers accepted requests and loses nothing; a faulty configuration is reported. */
import { readFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { describe, expect, test } from 'vitest';
import { DEVELOPMENT_TENANT } from '../../../src/auth/local-issuer.js';
import { openStore } from '../../../src/store/open.js';
import { scratchFolder } from '../../support/files/scratch.js';
import { answeringServer } from '../../support/http/answering-server.js';
import { exchange, openSocket } from '../../support/http/raw-http.js';
import { start } from '../../support/service/built-program.js';
import {
  keepAliveClient,
  type Posted,
  type StartedService,
  startService,
} from '../../support/service/started-service.js';
import { SQLITE } from '../../support/store/open-store.js';

const CREATE = `mutation($input: CreateDerivedCredentialSettingsInput!) {
  createDerivedCredentialSettings(input: $input) { derivedCredentialSettings { id } userErrors { code } }
}`;
const INPUT = { helpUrl: 'https://example.com/help', issuer: 'PUREBRED', notificationType: 'EMAIL' };

interface Loop {
  readonly acknowledged: readonly string[];
  /** The answer that asked the client to leave. */
  readonly last: Posted;
}

/** Creates one object after the other on one connection until the server asks to leave; any other end throws. */
async function createUntilToldToLeave(service: StartedService, name: string, onFirst = () => {}): Promise<Loop> {
  const post = keepAliveClient(service);
  const acknowledged: string[] = [];
  for (;;) {
    const answer = await post(CREATE, { input: { ...INPUT, displayName: `${name} ${acknowledged.length}` } });
    acknowledged.push(createdId(answer));
    if (acknowledged.length === 1) onFirst();
    if (answer.headers.connection === 'close') return { acknowledged, last: answer };
  }
}

function createdId({ status, body }: Posted): string {
  const payload = body.data?.['createDerivedCredentialSettings'] as
    | { derivedCredentialSettings: { id: string } | null }
    | undefined;
  const id = payload?.derivedCredentialSettings?.id;
  if (status !== 200 || id === undefined) throw new Error(`A create failed: ${status} ${JSON.stringify(body)}`);
  return id;
}

/** Opens the database as the next start would: the warnings of that, and which of the ids are there. */
async function reopened(databaseUrl: string, ids: readonly string[] = []) {
  const warnings: string[] = [];
  const store = await openStore(databaseUrl, (message) => warnings.push(message));
  const found = await Promise.all(ids.map(async (id) => (await store.find(DEVELOPMENT_TENANT, id))?.id));
  await store.close();
  return { warnings, found };
}

/** A connection on which the first line of a request has been sent, and nothing more. */
async function halfSent({ url }: StartedService, line: string): Promise<Socket> {
  const socket = await openSocket(url);
  socket.write(`${line} HTTP/1.1\r\n`);
  return socket;
}

const INFO = 30;
const ENDED_WELL = { code: 0, signal: null, stderr: '' };

describe('after a stop signal', () => {
  test('it answers busy clients to the last, then ends in order', async () => {
    const service = await startService();
    let busy = 0;
    const stopWhenAllAreBusy = () => {
      busy += 1;
      if (busy === 8) service.child.kill('SIGTERM');
    };
    const clients = Array.from({ length: 8 }, (_, index) =>
      createUntilToldToLeave(service, `Client ${index}`, stopWhenAllAreBusy),
    );
    const loops = await Promise.all(clients);
    expect(await service.ended).toMatchObject(ENDED_WELL);
    const acknowledged = loops.flatMap((loop) => loop.acknowledged);
    expect(await reopened(service.environment.DATABASE_URL, acknowledged)).toEqual({
      warnings: [],
      found: acknowledged,
    });
  });

  test('it says so to health probes, that it is alive, and asks even senders of nonsense to leave', async () => {
    const service = await startService({ LOG_LEVEL: 'info' });
    // Half sent before the signal, so that they are on their way and it does not matter that the server stopped listening.
    const rest = 'Host: localhost\r\n\r\n';
    const readiness = await halfSent(service, 'GET /readyz');
    const liveness = await halfSent(service, 'GET /livez');
    const nonsense = await halfSent(service, 'GET /%ZZ');
    await createUntilToldToLeave(service, 'Client', () => service.child.kill('SIGTERM'));
    const ready = await exchange(readiness, rest);
    expect(ready).toMatchObject({ status: 503, headers: { connection: 'close', 'retry-after': '1' } });
    expect(JSON.parse(ready.body).error).toMatchObject({ code: 'UNAVAILABLE' });
    expect(await exchange(liveness, rest)).toMatchObject({ status: 200, headers: { connection: 'close' } });
    expect(await exchange(nonsense, rest)).toMatchObject({ status: 400, headers: { connection: 'close' } });
    const { code, signal, stderr } = await service.ended;
    expect([code, signal]).toEqual([0, null]);
    const lines = stderr
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line));
    expect(lines.filter(({ level }) => level > INFO)).toEqual([]);
    expect(lines.filter(({ route }) => route === '/readyz')).toMatchObject([
      { level: INFO, status: 503, msg: 'request' },
    ]);
  });

  test('it does not wait for ever for connections that never send a request', async () => {
    const service = await startService();
    const silent = await openSocket(service.url);
    const trickling = await halfSent(service, 'POST /graphql');
    for (const socket of [silent, trickling]) socket.on('error', () => {});
    await createUntilToldToLeave(service, 'Client', () => service.child.kill('SIGTERM'));
    expect(await service.ended).toMatchObject(ENDED_WELL);
    expect(await reopened(service.environment.DATABASE_URL)).toEqual({ warnings: [], found: [] });
  });

  test('it takes new connections for DRAIN_GRACE, so that load balancers can notice', async () => {
    const service = await startService({ DRAIN_GRACE: '2' });
    service.child.kill('SIGTERM');
    const start = Date.now();
    const probe = async () => (await fetch(`${service.url}/readyz`)).status;
    await expect.poll(probe, { interval: 20 }).toBe(503);
    while (Date.now() - start < 1_500) expect(await probe()).toBe(503);
    expect(await service.ended).toMatchObject(ENDED_WELL);
    expect(Date.now() - start).toBeGreaterThan(1_900);
  });

  test('it ends at once with a DRAIN_GRACE of 0', async () => {
    const service = await startService({ DRAIN_GRACE: '0' });
    const start = Date.now();
    service.child.kill('SIGTERM');
    expect(await service.ended).toMatchObject(ENDED_WELL);
    expect(Date.now() - start).toBeLessThan(450);
  });

  test('Ctrl-C does the same, and signals after the first do not cut it short', async () => {
    const service = await startService();
    const { acknowledged } = await createUntilToldToLeave(service, 'Client', () => service.child.kill('SIGINT'));
    service.child.kill('SIGINT');
    service.child.kill('SIGTERM');
    expect(await service.ended).toMatchObject(ENDED_WELL);
    expect(await reopened(service.environment.DATABASE_URL, acknowledged)).toEqual({
      warnings: [],
      found: acknowledged,
    });
  });

  test('killed instead, the next start on the file is warned, so a clean stop shows in the absence of the warning', async () => {
    const service = await startService({}, scratchFolder(), SQLITE);
    const id = createdId(await keepAliveClient(service)(CREATE, { input: { ...INPUT, displayName: 'Kept' } }));
    service.child.kill('SIGKILL');
    expect(await service.ended).toMatchObject({ code: null, signal: 'SIGKILL' });
    expect(await reopened(service.environment.DATABASE_URL, [id])).toEqual({
      warnings: [expect.stringContaining('was not closed in order')],
      found: [id],
    });
  });
});

test('a port that is taken ends it with 78, names the port, and leaves the database closed in order', async () => {
  const PORT = new URL((await answeringServer((_request, response) => void response.end())).url).port;
  const DATABASE_URL = `file:${scratchFolder()}/test.sqlite`;
  expect(await start(['serve'], { PORT, DATABASE_URL, LOG_LEVEL: 'silent' }).ended).toEqual({
    code: 78,
    signal: null,
    stdout: '',
    stderr: `127.0.0.1:${PORT} is taken by another program. Set HOST or PORT to something else.\n`,
  });
  expect(await reopened(DATABASE_URL)).toEqual({ warnings: [], found: [] });
});

test('a faulty configuration ends it with 78 and one line for each fault', async () => {
  const environment = { PORT: 'x', DATABASE_URL: 'mysql://x', AUTH_ISSUER: 'urn:one', AUTH_JWKS_URI: 'ftp://x/y' };
  const { code, stdout, stderr } = await start(['serve'], environment).ended;
  expect({ code, stdout }).toEqual({ code: 78, stdout: '' });
  expect(stderr.trimEnd().split('\n').sort()).toEqual([
    'AUTH_ALLOWED_TENANTS is missing: name tenants, or * for all.',
    'AUTH_AUDIENCE is missing: name the audience that tokens must be for.',
    'AUTH_JWKS_URI is not a list of http or https addresses.',
    'DATABASE_URL does not begin with file:, postgres: or postgresql:.',
    'PORT is not a port number from 0 to 65535.',
  ]);
});

const { version } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'));
const VERSION = new RegExp(`^${version.replaceAll('.', '\\.')}(?: \\(.*\\))?\n$`);
const USAGE: readonly [args: readonly string[], code: number, stdout: RegExp, stderr: RegExp][] = [
  [['--help'], 0, /serve[\s\S]*token/, /^$/],
  [['token', '--help'], 0, /--tenant[\s\S]*--permission[\s\S]*--expires/, /^$/],
  [['--version'], 0, VERSION, /^$/],
  [['-V'], 0, VERSION, /^$/],
  [[], 64, /^$/, /Usage:[\s\S]*serve/],
  [['sing'], 64, /^$/, /unknown command 'sing'/],
  [['serve', '--loud'], 64, /^$/, /unknown option '--loud'/],
  [['serve', 'now'], 64, /^$/, /too many arguments/],
];

test('arguments it does not know end it with 64 and the reason, a call for help with 0', async () => {
  const ended = await Promise.all(USAGE.map(([args]) => start(args).ended));
  expect(ended).toEqual(
    USAGE.map(([, code, stdout, stderr]) => ({
      code,
      signal: null,
      stdout: expect.stringMatching(stdout),
      stderr: expect.stringMatching(stderr),
    })),
  );
});

test('SIGUSR2 switches the log to everything, and the next one back', async () => {
  const service = await startService({ LOG_LEVEL: 'warn' });
  let log = '';
  service.child.stderr?.on('data', (text) => (log += text));
  const messages = () => log.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line).msg]));
  const ask = async () => (await fetch(`${service.url}/livez`)).status;
  expect(await ask()).toBe(200);
  service.child.kill('SIGUSR2');
  await expect.poll(messages).toEqual(['the log level has changed']);
  expect(await ask()).toBe(200);
  await expect.poll(messages).toEqual(['the log level has changed', 'request begins', 'request']);
  service.child.kill('SIGUSR2');
  await expect.poll(messages).toHaveLength(4);
  expect(await ask()).toBe(200);
  service.child.kill('SIGTERM');
  expect((await service.ended).stderr).toBe(log);
  expect(messages()).toHaveLength(4);
});
