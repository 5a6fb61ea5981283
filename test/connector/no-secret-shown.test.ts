/** Whatever goes wrong with tokens and Graph, no secret, key, assertion or token is in a log line, an answer, a page or `doctor`. */

import { writeFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { applicationCertificate } from '../support/connector/certificates.js';
import { GRAPH_PATH, graphStandIn } from '../support/connector/graph-stand-in.js';
import { type TokenAnswer, type TokenEndpoint, tokenEndpoint } from '../support/connector/token-endpoint.js';
import { scratchFolder } from '../support/files/scratch.js';
import { answeringServer } from '../support/http/answering-server.js';
import { start } from '../support/service/built-program.js';
import { type KillableService, startKillableService } from '../support/service/killable-service.js';

const CANARY = 'canary-credential~0123456789';
/** Answers of Graph. `echo` stands for the credential that it was sent. */
const GRAPH_ANSWERS = [
  [200, 'text/html', '<html>echo</html>'],
  [200, 'application/json', '{"value":"echo"}'],
  [200, 'application/json', '{"value":[{"id":"echo"'],
  [302, 'application/json', '{}'],
  ...[400, 401, 403, 404, 429, 500, 503].map(
    (status) => [status, 'application/json', '{"error":{"code":"echo","message":"Refused: Bearer echo"}}'] as const,
  ),
] as const;
const PROBLEM = `{ graphConnection { reachable problem { code message graphCode requestId clientRequestId } } }`;
const ID = 'aaaaaaaa-1111-4222-8333-444444444444';
const STATUS = `{ graphStatus(settingsId: "${ID}") { state problem { message graphCode } } graphDrift { totalCount } }`;
const CREATE = `mutation { createDerivedCredentialSettings(input: {
  id: "${ID}", displayName: "One", helpUrl: null, issuer: INTERCEDE, notificationType: EMAIL
}) { userErrors { message } } }`;

/** A Graph that answers with the token that it was sent. */
async function echoingGraph() {
  let next: readonly [status: number, type: string, body: string] = GRAPH_ANSWERS[0];
  const answer = ({ headers }: IncomingMessage, response: ServerResponse) => {
    const [status, type, body] = next;
    const token = String(headers.authorization).replace('Bearer ', '');
    const location = { location: `https://elsewhere.example/?${token}`, 'request-id': token };
    response.writeHead(status, { 'content-type': type, ...location }).end(body.replaceAll('echo', token));
  };
  const server = await answeringServer(answer);
  return { ...server, answer: (answer: typeof next) => (next = answer) };
}

/** Answers of the token endpoint that hold all that it was sent. */
function tokenAnswers({ requests }: TokenEndpoint): TokenAnswer[] {
  const sent = JSON.stringify(requests.at(-1)?.form);
  const error = (number: number, status: number) => ({
    status,
    body: {
      error: `invalid_client ${sent}`,
      error_description: `AADSTS${number}: ${sent}`,
      error_codes: [number],
      correlation_id: sent,
    },
  });
  return [
    ...[error(7000215, 401), error(700027, 401), error(90033, 400), error(1, 403), error(53003, 400)],
    ...[{ status: 503, body: sent }, { status: 429, body: sent }, { body: sent }, { body: `<html>${sent}` }],
    { status: 302, headers: { location: `https://elsewhere.example/?${encodeURIComponent(sent)}` }, body: sent },
  ];
}

test.each(['GRAPH_CLIENT_SECRET_FILE', 'GRAPH_CERTIFICATE_FILE', 'GRAPH_FEDERATED_TOKEN_FILE'])(
  'with the credential of %s',
  { timeout: 120_000 },
  async (variable) => {
    const folder = scratchFolder();
    const issued: string[] = [];
    const standIn = await graphStandIn();
    const endpoint = await tokenEndpoint({
      token: async (tenantId, roles) => {
        const token = await standIn.token(tenantId, roles);
        issued.push(token);
        return token;
      },
    });
    const graph = await echoingGraph();
    const { key, certificate } = applicationCertificate(folder);
    const file = join(folder, 'credential');
    writeFileSync(file, variable === 'GRAPH_CERTIFICATE_FILE' ? key + certificate : CANARY);
    const environment = {
      DATABASE_URL: `file:${join(folder, 'test.sqlite')}`,
      LOG_LEVEL: 'trace',
      GRAPH_MODE: 'push',
      GRAPH_URL: graph.url,
      GRAPH_CLIENT_ID: '99999999-8888-4777-8666-555555555555',
      [variable]: file,
      GRAPH_INTERVAL: '1',
      GRAPH_TIMEOUT: '1',
      ...endpoint.environment,
    };
    // Asked for again with each request, so that Graph's answers and those of the token endpoint alternate.
    endpoint.answer({ expiresIn: 1 });
    const service = await startKillableService(environment);
    const shown: string[] = [JSON.stringify(await service.graphql(CREATE))];
    const see = async () => shown.push(await answersOf(service));
    for (const answer of GRAPH_ANSWERS) {
      graph.answer(answer);
      await readOf(service, graph.requests);
      await see();
    }
    for (const answer of tokenAnswers(endpoint)) {
      endpoint.answer(answer);
      await readOf(service, () => endpoint.requests.length);
      await see();
      shown.push(await doctor(environment));
    }
    service.child.kill('SIGTERM');
    const { stdout, stderr } = await service.ended;
    shown.push(stdout, stderr);

    const assertions = endpoint.requests.flatMap(({ form }) => form['client_assertion'] ?? []);
    expect(endpoint.requests.length).toBeGreaterThan(20);
    expect(assertions.length > 0).toBe(variable !== 'GRAPH_CLIENT_SECRET_FILE');
    expect(issued.length).toBeGreaterThan(1);
    // Something was said of it, or there would be nothing to look through.
    expect(stderr).toContain('graph connection problem');
    expect(shown.join()).toMatch(/AADSTS\d+/);
    const all = shown.join('\n');
    const keyLines = key.split('\n').filter((line) => line.length > 40);
    for (const secret of [CANARY, ...keyLines, ...[...issued, ...assertions].flatMap(partsOf)]) {
      expect(all.includes(secret), `shown: ${secret.slice(0, 20)}`).toBe(false);
    }
  },
);

/** The claims and the signature of a token: a part is as bad as the whole. */
function partsOf(token: string): string[] {
  return token === CANARY ? [token] : token.split('.').slice(1);
}

/** Waits until the service has asked once more. */
async function readOf({ graphql }: KillableService, asked: () => number): Promise<void> {
  const before = asked();
  const sync = 'mutation { syncWithGraph(input: {}) { graphConnection { mode } } }';
  await expect
    .poll(async () => (await graphql(sync)) && asked() > before, { timeout: 15_000, interval: 100 })
    .toBe(true);
}

/** All that the service shows of the connection, over both APIs and on its pages. */
async function answersOf({ graphql, token, url }: KillableService): Promise<string> {
  const headers = { authorization: `Bearer ${token}` };
  const get = async (path: string) => {
    const response = await fetch(url + path, { headers });
    return `${JSON.stringify([...response.headers])} ${await response.text()}`;
  };
  const answers = [PROBLEM, STATUS].map(async (each) => JSON.stringify(await graphql(each)));
  return (
    await Promise.all([...answers, ...[GRAPH_PATH, `${GRAPH_PATH}/${ID}/graphStatus`, '/', '/health'].map(get)])
  ).join('\n');
}

async function doctor(environment: NodeJS.ProcessEnv): Promise<string> {
  const { code, stdout, stderr } = await start(['doctor'], environment).ended;
  expect(code).toBe(78);
  return stdout + stderr;
}
