/** The service speaks TLS itself with the certificate in its files, and takes over a new one without a restart. */

import { once } from 'node:events';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { connect as connectPlain } from 'node:net';
import { connect, type PeerCertificate, type TLSSocket } from 'node:tls';
import { expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { scratchFolder } from '../support/files/scratch.js';
import { certificateFor } from '../support/http/nginx.js';
import { start } from '../support/service/built-program.js';
import { type StartedService, startService } from '../support/service/started-service.js';

const EVERY_FIVE_SECONDS = { timeout: 12_000, interval: 200 };

interface Served {
  readonly service: StartedService;
  readonly files: { readonly CERTIFICATE: string; readonly CERTIFICATE_KEY: string };
  readonly log: () => string;
}

async function serveTls(): Promise<Served> {
  const files = certificateFor(['localhost', '127.0.0.1']);
  const service = await startService({
    LOG_LEVEL: 'info',
    TLS_CERT_FILE: files.CERTIFICATE,
    TLS_KEY_FILE: files.CERTIFICATE_KEY,
  });
  let log = '';
  service.child.stderr?.on('data', (text) => (log += text));
  return { service, files, log: () => log };
}

/** Connects to localhost, without a check of the certificate: the test looks at it itself. */
async function connected({ url }: StartedService): Promise<TLSSocket> {
  const socket = connect({ port: Number(new URL(url).port), servername: 'localhost', rejectUnauthorized: false });
  onTestFinished(() => void socket.destroy());
  await once(socket, 'secureConnect');
  return socket;
}

async function servedCertificate(service: StartedService): Promise<PeerCertificate['fingerprint256']> {
  const socket = await connected(service);
  return socket.getPeerCertificate().fingerprint256;
}

/** Asks with the check of the certificate that clients make. Returns the body. */
function asked({ url, token }: StartedService, path: string, ca: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const { port } = new URL(url);
    const headers = { authorization: `Bearer ${token}` };
    request({ host: 'localhost', port, path, ca, headers }, async (response) => {
      let body = '';
      for await (const chunk of response) body += chunk;
      resolve(body);
    })
      .once('error', reject)
      .end();
  });
}

test('requests, links and WebSockets work over TLS, and plain HTTP does not', async () => {
  const { service, files } = await serveTls();
  const ca = readFileSync(files.CERTIFICATE, 'utf8');
  expect(service.url).toMatch(/^https:/);
  expect(JSON.parse(await asked(service, '/readyz', ca))).toEqual({ status: 'ready' });
  const list = JSON.parse(await asked(service, '/beta/deviceManagement/derivedCredentials?$top=1', ca));
  expect(list['@odata.context']).toMatch(/^https:\/\/localhost:\d+\/beta\//);
  const socket = new WebSocket(`${service.url.replace('https', 'wss')}/graphql`, 'graphql-transport-ws', {
    rejectUnauthorized: false,
  });
  await once(socket, 'open');
  socket.close();
  const plain = connectPlain(Number(new URL(service.url).port), '127.0.0.1');
  plain.write('GET /readyz HTTP/1.1\r\nHost: localhost\r\n\r\n');
  let received = '';
  plain.on('data', (data) => (received += data)).on('error', () => {});
  await once(plain, 'close');
  expect(received).not.toContain('ready');
});

test('a request to upgrade to an unknown protocol is answered as without it', async () => {
  const { service } = await serveTls();
  const socket = await connected(service);
  socket.write('GET /livez HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade, close\r\nUpgrade: h2c\r\n\r\n');
  let received = '';
  for await (const data of socket) received += data;
  expect(received).toMatch(/^HTTP\/1\.1 200 /);
});

test('TLS 1.1 is refused', async () => {
  const { service } = await serveTls();
  const socket = connect({
    port: Number(new URL(service.url).port),
    rejectUnauthorized: false,
    maxVersion: 'TLSv1.1',
    minVersion: 'TLSv1',
    ciphers: 'DEFAULT@SECLEVEL=0',
  });
  const [error] = await once(socket, 'error').catch((thrown) => [thrown]);
  expect(String(error)).toMatch(/protocol version|alert/i);
});

test('a new certificate is used for new connections, and those that are open stay', async () => {
  const { service, files, log } = await serveTls();
  const [before, open] = [await servedCertificate(service), await connected(service)];
  const next = certificateFor(['localhost']);
  copyFileSync(next.CERTIFICATE, files.CERTIFICATE);
  copyFileSync(next.CERTIFICATE_KEY, files.CERTIFICATE_KEY);
  await expect.poll(() => servedCertificate(service), EVERY_FIVE_SECONDS).not.toBe(before);
  await expect.poll(log).toContain('a new certificate is used');
  open.write('GET /livez HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n');
  let received = '';
  for await (const data of open) received += data;
  expect(received).toMatch(/^HTTP\/1\.1 200 /);
});

test('files that cannot be used leave the certificate as it was, and the log says why, once', async () => {
  const { service, files, log } = await serveTls();
  const before = await servedCertificate(service);
  const key = readFileSync(files.CERTIFICATE_KEY, 'utf8');
  const broken = `TLS_CERT_FILE ${files.CERTIFICATE} has no certificate in PEM form.`;
  writeFileSync(files.CERTIFICATE, '-----BEGIN CERTIFICATE-----\nbroken\n-----END CERTIFICATE-----\n');
  await expect.poll(log, EVERY_FIVE_SECONDS).toContain(broken);
  const other = certificateFor(['localhost']);
  copyFileSync(other.CERTIFICATE, files.CERTIFICATE);
  const mismatch = `is not the key of the first certificate in TLS_CERT_FILE`;
  await expect.poll(log, EVERY_FIVE_SECONDS).toContain(mismatch);
  expect(await servedCertificate(service)).toBe(before);
  expect(log().split(broken)).toHaveLength(2);
  expect(log()).not.toContain(key.split('\n')[1]);
  copyFileSync(other.CERTIFICATE_KEY, files.CERTIFICATE_KEY);
  await expect.poll(() => servedCertificate(service), EVERY_FIVE_SECONDS).not.toBe(before);
}, 45_000);

test('a start with files that cannot be used ends with 78 and says which, and so does doctor', async () => {
  const [good, other] = [certificateFor(['localhost']), certificateFor(['localhost'])];
  const FAULTS: readonly (readonly [environment: NodeJS.ProcessEnv, told: string])[] = [
    [{ TLS_CERT_FILE: '/nowhere' }, 'TLS_CERT_FILE /nowhere cannot be read (ENOENT).'],
    [{ TLS_CERT_FILE: good.CERTIFICATE_KEY }, `${good.CERTIFICATE_KEY} has no certificate in PEM form.`],
    [{ TLS_KEY_FILE: good.CERTIFICATE }, `${good.CERTIFICATE} has no private key in PEM form, or it has a password.`],
    [{ TLS_KEY_FILE: other.CERTIFICATE_KEY }, 'is not the key of the first certificate in'],
    [{ TLS_KEY_FILE: '' }, 'TLS_KEY_FILE is missing: name the file of the key of TLS_CERT_FILE.'],
  ];
  for (const [environment, told] of FAULTS) {
    const files = { TLS_CERT_FILE: good.CERTIFICATE, TLS_KEY_FILE: good.CERTIFICATE_KEY };
    const DATABASE_URL = `file:${scratchFolder()}/test.sqlite`;
    const all = { DATABASE_URL, PORT: '0', ...files, ...environment };
    const [served, examined] = await Promise.all([start(['serve'], all).ended, start(['doctor'], all).ended]);
    expect([served.code, served.stderr]).toEqual([78, expect.stringContaining(told)]);
    expect([examined.code, examined.stdout]).toEqual([78, expect.stringContaining(told)]);
  }
});

test('doctor says until when the certificate is valid', async () => {
  const { CERTIFICATE: TLS_CERT_FILE, CERTIFICATE_KEY: TLS_KEY_FILE } = certificateFor(['localhost']);
  const DATABASE_URL = `file:${scratchFolder()}/test.sqlite`;
  const { stdout } = await start(['doctor'], { DATABASE_URL, TLS_CERT_FILE, TLS_KEY_FILE }).ended;
  expect(stdout).toMatch(/^note +TLS +The certificate in .* is valid until .* Get a new one and replace both files/m);
});
