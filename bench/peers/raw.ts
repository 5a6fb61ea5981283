/**
 * The baseline: Node's HTTP server and better-sqlite3 with nothing in between, and JSON over HTTP instead of GraphQL.
 * Left out: GraphQL, tokens, tenants, cost, limits on requests, security headers, logs, and commits in groups.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { announce, LISTEN, openTable } from './peer-program.js';
import type { Listing } from './settings-rows.js';

const settings = openTable();

const server = createServer(async (request, response) => {
  try {
    answer(response, 200, await resultOf(request));
  } catch (error) {
    answer(response, 400, { error: error instanceof Error ? error.message : String(error) });
  }
});
server.listen(LISTEN, () => announce(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));

async function resultOf(request: IncomingMessage): Promise<unknown> {
  const { method, url = '' } = request;
  if (method === 'POST' && url === '/settings') return settings.create(JSON.parse(await textOf(request)));
  if (method === 'GET' && url.startsWith('/settings/')) return settings.find(url.slice('/settings/'.length));
  if (method === 'GET' && url.startsWith('/settings?')) return settings.list(listingOf(url.slice('/settings?'.length)));
  throw new Error('Not found.');
}

function listingOf(search: string): Listing {
  const query = new URLSearchParams(search);
  const [issuer, thresholdFrom, orderBy] = ['issuer', 'thresholdFrom', 'orderBy'].map((name) => query.get(name));
  return {
    first: Number(query.get('first')),
    filter: {
      ...(issuer && { issuer: { eq: issuer } }),
      ...(thresholdFrom && { renewalThresholdPercentage: { gte: Number(thresholdFrom) } }),
    },
    orderBy: [{ field: orderBy === 'DISPLAY_NAME' ? orderBy : 'CREATED_AT', direction: 'ASC' }],
  };
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

function answer(response: ServerResponse, status: number, content: unknown): void {
  const body = JSON.stringify(content);
  response
    .writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) })
    .end(body);
}
