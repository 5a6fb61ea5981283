/**
 * What the contract of the service costs without GraphQL: the same requests and responses by hand, on Node's HTTP server and
 * better-sqlite3. Each request has its token looked up by SHA-256, its size limited, its JSON parsed, and gets a request id, the
 * service's headers and a log line. The measured documents are recognised by their text; any other is refused.
 * Left out: parsing, validating and executing GraphQL, and its cost; signatures of tokens, permissions and tenants; strict JSON,
 * hosts, browsers from elsewhere and clients that do not read; a message for each broken rule; and commits in groups.
 */
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SECURITY_HEADERS } from '../../src/http/security-headers.js';
import { DOCUMENTS } from '../load/operations.js';
import { tokensIn } from './known-tokens.js';
import { announce, callersFile, LISTEN, openTable } from './peer-program.js';
import { logRequest } from './request-log.js';
import type { Input } from './settings-input.js';
import type { Listing } from './settings-rows.js';

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly requestId: string;
  readonly tenantId: string | null;
}
type Execute = (variables: { readonly id: string; readonly input: Input } & Listing) => unknown;

const ROUTE = '/graphql';
const BODY_LIMIT_BYTES = 256 * 1024;
const LIMITS = { headersTimeout: 10_000, requestTimeout: 20_000, keepAliveTimeout: 75_000 };

const settings = openTable();
const tenantOf = tokensIn(callersFile());
const executions: ReadonlyMap<string, Execute> = new Map<string, Execute>([
  [DOCUMENTS.read, ({ id }) => settings.find(id)],
  [DOCUMENTS.list, (listing) => settings.list(listing)],
  [DOCUMENTS.page, (listing) => settings.list(listing)],
  [DOCUMENTS.create, ({ input }) => ({ derivedCredentialSettings: settings.create(input), userErrors: [] })],
]);

const server = createServer(LIMITS, (request, response) => {
  const started = performance.now();
  const { method = '', url, socket } = request;
  const route = url === ROUTE ? url : null;
  const exchange = { request, response, requestId: randomUUID(), tenantId: tenantOf(request.headers.authorization) };
  const { requestId, tenantId } = exchange;
  const client = socket.remoteAddress ?? '';
  response.once('finish', () => {
    const [status, ms] = [response.statusCode, performance.now() - started];
    logRequest({ requestId, method, route, status, client, tenantId, ms });
  });
  if (route === null) refuse(exchange, 404, 'NOT_FOUND', 'There is nothing at this address.');
  else if (method !== 'POST') refuse(exchange, 405, 'METHOD_NOT_ALLOWED', 'Send a POST request.');
  else if (tenantId === null) refuse(exchange, 401, 'UNAUTHENTICATED', 'The access token is not known.');
  else if (!request.headers['content-type']?.startsWith('application/json'))
    refuse(exchange, 415, 'BAD_REQUEST', 'Send JSON.');
  else receive(exchange);
});
server.listen(LISTEN, () => announce(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));

/** Reads the body and answers it, or refuses it as soon as it is too large. */
function receive(exchange: Exchange): void {
  const { request } = exchange;
  const chunks: Buffer[] = [];
  let size = 0;
  request.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size <= BODY_LIMIT_BYTES) chunks.push(chunk);
    else if (!exchange.response.headersSent) refuse(exchange, 413, 'LIMIT_EXCEEDED', 'The body is too large.');
  });
  request.once('end', () => {
    if (size <= BODY_LIMIT_BYTES) answer(exchange, Buffer.concat(chunks).toString());
  });
}

function answer(exchange: Exchange, body: string): void {
  const text = executed(body);
  if (text === null) refuse(exchange, 400, 'BAD_USER_INPUT', 'This is not a measured document with valid variables.');
  else send(exchange, 200, text);
}

/** The response to a body; null if it cannot be executed. */
function executed(body: string): string | null {
  try {
    const { query, variables } = JSON.parse(body);
    const answer = executions.get(query)?.(variables);
    return answer === undefined ? null : `${JSON.stringify({ data: { answer } })}\n`;
  } catch {
    return null;
  }
}

function refuse(exchange: Exchange, status: number, code: string, message: string): void {
  const { requestId, request, response } = exchange;
  // The rest of a body that was not read would be taken for the next request.
  if (!request.complete) response.shouldKeepAlive = false;
  if (status === 401) response.setHeader('www-authenticate', 'Bearer realm="derived-credential-settings"');
  send(exchange, status, JSON.stringify({ errors: [{ message, extensions: { code, requestId } }] }));
}

function send({ response, requestId }: Exchange, status: number, text: string): void {
  const headers = {
    ...SECURITY_HEADERS,
    'x-request-id': requestId,
    vary: 'origin',
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(text),
  };
  response.writeHead(status, headers).end(text);
}
