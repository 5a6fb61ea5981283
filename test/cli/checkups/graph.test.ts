/** What `doctor` says of the connection to Intune: for each fault how to fix it, with the built program and real tokens over https. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkGraph } from '../../../src/cli/checkups/graph.js';
import { readConfig } from '../../../src/config.js';
import { applicationCertificate } from '../../support/connector/certificates.js';
import { CONNECTED_TENANT } from '../../support/connector/connected-service.js';
import { faultProxy } from '../../support/connector/fault-proxy.js';
import { graphStandIn } from '../../support/connector/graph-stand-in.js';
import { entraError, tokenEndpoint } from '../../support/connector/token-endpoint.js';
import { scratchFolder } from '../../support/files/scratch.js';
import { answeringServer } from '../../support/http/answering-server.js';
import { start } from '../../support/service/built-program.js';

const OTHER_TENANT = '11111111-aaaa-4bbb-8ccc-222222222222';
const READ = 'DeviceManagementServiceConfig.Read.All';

async function world() {
  const graph = await graphStandIn();
  const [proxy, tokens, folder] = [await faultProxy(graph.url), await tokenEndpoint(graph), scratchFolder()];
  const secret = join(folder, 'client-secret');
  writeFileSync(secret, 'canary-secret');
  const usual = {
    DATABASE_URL: `file:${join(folder, 'test.sqlite')}`,
    GRAPH_MODE: 'push',
    GRAPH_URL: proxy.url,
    GRAPH_TENANTS: CONNECTED_TENANT,
    GRAPH_CLIENT_ID: '99999999-8888-4777-8666-555555555555',
    GRAPH_CLIENT_SECRET_FILE: secret,
    ...tokens.environment,
  };
  /** The lines about Graph, and the exit code. */
  const doctor = async (environment: NodeJS.ProcessEnv = {}) => {
    const { code, stdout, stderr } = await start(['doctor'], { ...usual, ...environment }).ended;
    expect(stdout + stderr).not.toMatch(/canary|eyJ/);
    const lines = stdout.split('\n').filter((line) => /^\w+ +graph /.test(line));
    return { code, said: lines.map((line) => line.replace(/^(\w+) +graph +/, '$1 ')) };
  };
  return { graph, proxy, tokens, folder, secret, doctor };
}

const tenant = `Tenant ${CONNECTED_TENANT}:`;

test('without a connection nothing is said of it', async () => {
  expect(await checkGraph(readConfig({}).graph, [], 0)).toEqual([]);
});

test('credential, permission and a read are reported, and nothing is written', async () => {
  const { graph, doctor, secret, proxy } = await world();
  await graph.create({ displayName: 'One' }, CONNECTED_TENANT);
  expect(await doctor()).toEqual({
    code: 0,
    said: [
      `ok The client secret in ${secret} can be read.`,
      `ok ${tenant} the token may read and write in Intune; the mode is push.`,
      `ok ${tenant} Graph was read: 1 object.`,
    ],
  });
  expect(proxy.requests.map(({ method }) => method)).toEqual(['GET']);
});

test('a token that may only read is a fault for push, and enough to observe', async () => {
  const { tokens, doctor } = await world();
  tokens.answer({ roles: [READ] });
  const pushing = await doctor();
  expect([pushing.code, pushing.said[1]]).toEqual([
    78,
    expect.stringMatching(
      /^fault .* may only read in Intune, but the mode push .* DeviceManagementServiceConfig\.ReadWrite\.All /,
    ),
  ]);
  const observing = await doctor({ GRAPH_MODE: 'observe' });
  expect([observing.code, observing.said[1]]).toEqual([0, expect.stringContaining('enough for the mode observe')]);
});

test.each([
  [
    'an expired secret',
    entraError(7000222),
    /there is no token\. The client secret has expired\. Make a client secret/,
  ],
  ['no consent', entraError(700016), /there is no token\. The tenant does not know this application\. Let an admin/],
  ['no permission', { roles: [] }, /there is no token\. The token carries no application permission, but Graph wants/],
  [
    'an outage',
    { status: 503, body: '<html>' },
    /there is no token\. The token endpoint answered with status 503\. If/,
  ],
])('%s is told in words with the step that mends it', async (_, answer, expected) => {
  const { tokens, doctor } = await world();
  tokens.answer(answer);
  const { code, said } = await doctor();
  expect([code, said[1], said.length]).toEqual([78, expect.stringMatching(expected), 2]);
});

test.each([
  ['403', /does not allow the application to read\..* Give the app registration the application permission .*licence/],
  ['429', /takes no more requests for a while\..* Wait, and run doctor again\. \(client-request-id /],
  ['503', /answered a read with status 503\..* Check GRAPH_URL, name resolution/],
] as const)('Graph answers with %s', async (fault, expected) => {
  const { proxy, doctor } = await world();
  proxy.fail(fault, { method: 'GET' });
  const { code, said } = await doctor();
  expect([code, said.at(-1)]).toEqual([78, expect.stringMatching(expected)]);
});

describe('the file of a credential', () => {
  test('that is missing or empty is named', async () => {
    const { doctor, folder } = await world();
    const missing = join(folder, 'none');
    const { said } = await doctor({ GRAPH_CLIENT_SECRET_FILE: missing });
    expect(said[0]).toBe(
      `fault The file of GRAPH_CLIENT_SECRET_FILE cannot be read (ENOENT). Check that it exists and the service may read it. It is ${missing}.`,
    );
    const empty = join(folder, 'empty');
    writeFileSync(empty, ' \n');
    const federated = await doctor({ GRAPH_CLIENT_SECRET_FILE: '', GRAPH_FEDERATED_TOKEN_FILE: empty });
    expect(federated.said[0]).toMatch(/^fault The file of GRAPH_FEDERATED_TOKEN_FILE is empty\./);
  });

  test.each([
    [90, 'ok', /valid until \S+Z, for (?:89|90) more days\.$/],
    [10, 'note', /valid until \S+Z, for (?:9|10) more days\. Make a new one, upload it to the app registration/],
  ])('with a certificate of %i days', async (days, state, expected) => {
    const { doctor, folder } = await world();
    const { key, certificate } = applicationCertificate(folder, days);
    const file = join(folder, 'both.pem');
    writeFileSync(file, key + certificate);
    const { code, said } = await doctor({ GRAPH_CLIENT_SECRET_FILE: '', GRAPH_CERTIFICATE_FILE: file });
    expect([code, said[0]?.split(' ')[0], said[0]]).toEqual([0, state, expect.stringMatching(expected)]);
    // The same a hundred days later.
    const config = readConfig({ GRAPH_MODE: 'observe', GRAPH_CLIENT_ID: OTHER_TENANT, GRAPH_CERTIFICATE_FILE: file });
    const [late] = await checkGraph(config.graph, [], Date.now() + 100 * 86_400_000);
    expect(late).toMatchObject({ state: 'fault', text: expect.stringMatching(/expired at \S+Z\. Make a new one/) });
  });
});

test('a clock that differs from that of Graph is a fault', async () => {
  const { doctor } = await world();
  const { url } = await answeringServer((_, response) => {
    response.setHeader('date', new Date(Date.now() - 600_000).toUTCString());
    response.setHeader('content-type', 'application/json').end('{"value":[]}');
  });
  const { code, said } = await doctor({ GRAPH_URL: url });
  expect([code, said.at(-1)]).toEqual([
    78,
    expect.stringMatching(/clock of this machine is (?:59\d|600|601) seconds ahead of/),
  ]);
});

test('with *, the tenants of the database are checked, and it is said if some or all were not', async () => {
  const config = readConfig({
    GRAPH_MODE: 'observe',
    GRAPH_TENANTS: '*',
    GRAPH_CLIENT_ID: OTHER_TENANT,
    GRAPH_CLIENT_SECRET_FILE: join(scratchFolder(), 'none'),
  });
  const [credential, none] = await checkGraph(config.graph, [], 0);
  expect(credential?.state).toBe('fault');
  expect(none).toMatchObject({ state: 'note', text: expect.stringContaining('no token was asked for') });
  const known = Array.from({ length: 25 }, (_, index) => OTHER_TENANT.replace(/..$/, String(10 + index)));
  const findings = await checkGraph(config.graph, known, 0);
  expect(findings).toHaveLength(1 + 20 + 1);
  expect(findings.at(-1)?.text).toBe('20 of the 25 tenants in the database that are connected by * were checked.');
});

test('a tenant of the connections file is checked with its own credential', async () => {
  const { doctor, folder } = await world();
  const own = join(folder, 'own-secret');
  writeFileSync(own, 'canary-own');
  const file = join(folder, 'connections.yaml');
  writeFileSync(file, `tenants:\n  ${OTHER_TENANT}:\n    mode: observe\n    clientSecretFile: ${own}\n`);
  const { code, said } = await doctor({ GRAPH_CONNECTIONS_FILE: file });
  expect(code).toBe(0);
  expect(said).toContain(`ok The client secret in ${own} can be read.`);
  expect(said).toContain(`ok Tenant ${OTHER_TENANT}: the token may read and write in Intune; the mode is observe.`);
});
