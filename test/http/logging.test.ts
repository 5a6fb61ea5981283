/** Proves that the log has one JSON line per request and contains neither user data nor tokens. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import { DEVELOPMENT_TENANT } from '../../src/auth/local-issuer.js';
import { scratchFolder } from '../support/files/scratch.js';
import { exchange, openSocket, request } from '../support/http/raw-http.js';
import { PROGRAM } from '../support/service/built-program.js';
import { keepAliveClient, type StartedService, startService } from '../support/service/started-service.js';

const SECRETS = {
  displayName: 'Rosalind Franklin',
  helpUrl: 'https://help.example/only-for-rosalind',
  filterText: 'Watson-and-Crick',
  operation: 'LookUpColleagues',
};
const CREATE = `mutation ${SECRETS.operation}($input: CreateDerivedCredentialSettingsInput!) {
  createDerivedCredentialSettings(input: $input) { userErrors { code } }
}`;
const LIST = `query ${SECRETS.operation} {
  derivedCredentials(filter: { displayName: { contains: "${SECRETS.filterText}" } }) { totalCount }
}`;

type Line = Readonly<Record<string, unknown>>;

/** Ends the service; returns its standard output, and the lines of its standard error. */
async function outputOf(service: StartedService) {
  service.child.kill('SIGTERM');
  const { code, stdout, stderr } = await service.ended;
  expect(code).toBe(0);
  const lines: Line[] = stderr
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
  return { stdout, stderr, requests: lines.filter(({ msg }) => msg === 'request') };
}

/** Sends requests with secrets in every possible place; returns the request ids of the responses. */
async function sendSecrets(service: StartedService): Promise<unknown[]> {
  const post = keepAliveClient(service);
  const input = {
    issuer: 'PUREBRED',
    notificationType: 'EMAIL',
    ...SECRETS,
    filterText: undefined,
    operation: undefined,
  };
  const search = `query=${encodeURIComponent(LIST)}`;
  const authorization = `Authorization: Bearer ${service.token}`;
  const answers = [
    await post(CREATE, { input }),
    await post(LIST),
    await post(CREATE, { input: { ...input, helpUrl: `javascript:${SECRETS.helpUrl}` } }),
    await post(CREATE, { input: { ...input, issuer: SECRETS.displayName } }),
    await post(`{ ${SECRETS.filterText} `),
    await request(service.url, `GET /graphql?${search}`, [authorization]),
    await request(service.url, `GET /graphql?${search}`, [`${authorization}x`]),
    await request(service.url, `GET /${encodeURIComponent(SECRETS.displayName)}?${search}`),
    await request(service.url, `GET /%ZZ${encodeURIComponent(SECRETS.displayName)}?${search}`, [authorization]),
    await exchange(
      await openSocket(service.url),
      `GET / HTTP/1.1\r\n${authorization}\r\n${SECRETS.displayName}\r\n\r\n`,
    ),
  ];
  return answers.map(({ headers }) => headers['x-request-id']);
}

describe.each(['info', 'trace'])('at level %s', (LOG_LEVEL) => {
  test('a request has one line, under the id of its answer, and no line holds what is secret', async () => {
    const service = await startService({ LOG_LEVEL });
    const ids = await sendSecrets(service);
    const { stdout, stderr, requests } = await outputOf(service);
    expect(requests.map(({ requestId }) => requestId)).toEqual(ids);
    const [, claims = '', signature = ''] = service.token.split('.');
    for (const secret of [claims, signature, ...Object.values(SECRETS)]) {
      for (const form of [secret, encodeURIComponent(secret)]) expect(stderr).not.toContain(form);
    }
    const [ready, link, hint, ...rest] = stdout.split('\n');
    expect([ready, hint, ...rest]).toEqual([
      `Ready at ${service.url}/graphql`,
      'Local mode: get a bearer token with "node dist/main.js token".',
      '',
    ]);
    expect(link?.split('#token=')[0]).toBe(`Explorer, signed in: ${service.url}/`);
  });
});

test('a line has the method, the route, the status and the tenant', async () => {
  const service = await startService({ LOG_LEVEL: 'info' });
  await keepAliveClient(service)('{ viewer { tenantId } }');
  await request(service.url, 'GET /graphql?query=x');
  await request(service.url, 'DELETE /nowhere');
  await request(service.url, 'GET /%ZZ');
  await request(service.url, 'BREW /coffee');
  const { requests } = await outputOf(service);
  const line = { level: 30, time: expect.any(Number), requestId: expect.any(String) };
  expect(requests).toMatchObject([
    { ...line, method: 'POST', route: '/graphql', status: 200, tenantId: DEVELOPMENT_TENANT, ms: expect.any(Number) },
    { ...line, method: 'GET', route: '/graphql', status: 401, tenantId: null },
    { ...line, method: 'DELETE', route: null, status: 404, tenantId: null },
    { ...line, method: 'GET', route: null, status: 400, tenantId: null },
    { ...line, method: null, route: null, status: 400, tenantId: null },
  ]);
});

describe('if the log cannot be written', () => {
  const READY = /Ready at (\S+)\/graphql/;

  /** Starts `serve` with this standard error. */
  async function serveWith(stderr: 'pipe' | number) {
    const { PATH, HOME } = process.env;
    const DATABASE_URL = `file:${scratchFolder()}/test.sqlite`;
    const env = { PATH, HOME, PORT: '0', DATABASE_URL };
    const child = spawn(process.execPath, [PROGRAM, 'serve'], { env, stdio: ['ignore', 'pipe', stderr] });
    onTestFinished(() => void child.kill('SIGKILL'));
    const ended = once(child, 'exit');
    const url = await new Promise<string>((resolve) => {
      let stdout = '';
      child.stdout?.on('data', (chunk) => {
        stdout += chunk;
        const found = READY.exec(stdout)?.[1];
        if (found !== undefined) resolve(found);
      });
    });
    return { child, ended, url };
  }

  test.each(['the disk is full', 'the reader has gone'])('because %s, the service answers and stops', async (cause) => {
    const isFull = cause === 'the disk is full';
    const { child, ended, url } = await serveWith(isFull ? openSync('/dev/full', 'w') : 'pipe');
    child.stderr?.destroy();
    // The buffered lines are written, in vain, between the two.
    expect((await fetch(`${url}/version`)).status).toBe(200);
    await setTimeout(300);
    expect((await fetch(`${url}/version`)).status).toBe(200);
    child.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
  });

  test('because its reader has gone since the last line, the service stops', async () => {
    const { child, ended, url } = await serveWith('pipe');
    await setTimeout(300);
    child.stderr?.destroy();
    expect((await fetch(`${url}/version`)).status).toBe(200);
    child.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
  });
});
