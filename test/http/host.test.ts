/** Proves that local mode answers only to names of this machine, which prevents DNS rebinding. */
import { describe, expect, test } from 'vitest';
import { exchange, openSocket, type RawAnswer } from '../support/http/raw-http.js';
import { type Booted, boot } from '../support/service/boot.js';
import { bootProduction } from '../support/service/boot-production.js';

const HANDSHAKE = [
  'Connection: Upgrade',
  'Upgrade: websocket',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
  'Sec-WebSocket-Protocol: graphql-transport-ws',
];
const OWN = [
  ...['localhost', 'LocalHost:4000', 'localhost.', 'localhost.:80', '127.0.0.1', '127.0.0.1:1', '127.1', '127.255.0.9'],
  ...['[::1]', '[::1]:4000', '[0:0:0:0:0:0:0:1]', ''],
];
const FOREIGN = [
  ...['evil.example', 'evil.example:4000', 'localhost.evil.example', '127.0.0.1.evil.example', 'evil-localhost'],
  ...['0.0.0.0', '10.0.0.1', '[::2]', '128.0.0.1', 'localhost:99999', 'localhost,evil.example', '%', '*'],
];

async function asked({ url }: Booted, host: string, path = '/livez', headers: readonly string[] = []) {
  const lines = [`GET ${path} HTTP/1.1`, `Host: ${host}`, 'Connection: close', ...headers];
  return exchange(await openSocket(url), `${lines.join('\r\n')}\r\n\r\n`);
}

/** The status line of the response to a WebSocket handshake. */
async function handshake({ url }: Booted, host: string): Promise<string | undefined> {
  const socket = await openSocket(url);
  const answer = new Promise<string>((resolve) => socket.once('data', (data) => resolve(data.toString())));
  socket.write(`${['GET /graphql HTTP/1.1', `Host: ${host}`, ...HANDSHAKE].join('\r\n')}\r\n\r\n`);
  return (await answer).split('\r\n', 1)[0];
}

function messageOf({ body }: RawAnswer): string {
  const { error, errors } = JSON.parse(body);
  return (error ?? errors[0]).message;
}

describe('local mode', () => {
  test('answers to every name of this machine', async () => {
    const service = await boot();
    for (const host of OWN) {
      expect([host, (await asked(service, host)).status]).toEqual([host, 200]);
      expect([host, await handshake(service, host)]).toEqual([host, 'HTTP/1.1 101 Switching Protocols']);
    }
  });

  test('refuses every other host name on every route, and says what to do', async () => {
    const service = await boot();
    const authorization = `Authorization: Bearer ${await service.token()}`;
    for (const host of FOREIGN) {
      expect([host, (await asked(service, host)).status]).toEqual([host, 403]);
      expect([host, await handshake(service, host)]).toEqual([host, 'HTTP/1.1 403 Forbidden']);
    }
    const paths = ['/', '/overview', '/readyz', '/nothing', '/beta/deviceManagement/derivedCredentials', '/graphql'];
    for (const path of paths) {
      const answer = await asked(service, 'evil.example', path, [authorization]);
      expect([path, answer.status, messageOf(answer)]).toEqual([
        ...[path, 403],
        'In local mode the service answers to localhost and 127.0.0.1, not to the name in the Host header. Add it to PUBLIC_URL to allow it.',
      ]);
    }
  });

  test('answers to the names of PUBLIC_URL too, as behind a proxy', async () => {
    const service = await boot({ PUBLIC_URL: 'https://settings.example.org,http://other.example:8080/x' });
    for (const host of ['settings.example.org', 'Settings.Example.org:4000', 'other.example', 'localhost']) {
      expect([host, (await asked(service, host)).status]).toEqual([host, 200]);
      expect([host, await handshake(service, host)]).toEqual([host, 'HTTP/1.1 101 Switching Protocols']);
    }
    expect((await asked(service, 'evil.example')).status).toBe(403);
  });

  test('ignores other names in headers that only a proxy may send', async () => {
    const service = await boot({ TRUSTED_PROXIES: '127.0.0.1' });
    const forwarded = ['X-Forwarded-Host: localhost', 'Forwarded: host=localhost'];
    expect((await asked(service, 'evil.example', '/livez', forwarded)).status).toBe(403);
  });
});

test('With tokens of another issuer the service answers to any name, since it makes none for whoever asks', async () => {
  const service = await bootProduction();
  for (const host of ['settings.example.org', 'localhost']) expect((await asked(service, host)).status).toBe(200);
});
