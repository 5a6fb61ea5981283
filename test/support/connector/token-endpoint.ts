/**
 * An https token endpoint beside the stand-in for Graph, as Microsoft Entra ID has one, whose certificate is signed by an
 * authority of its own. A process that uses it needs `environment`; a test in this process gives `fetch` to the token source.
 */
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { Agent, fetch as fetchOverAgent } from 'undici';
import { onTestFinished } from 'vitest';
import { scratchFolder } from '../files/scratch.js';
import { certificateAuthority } from './certificates.js';
import type { GraphStandIn } from './graph-stand-in.js';

/** What it answers next: a token, or an error as Entra ID words it, or nothing useful. */
export interface TokenAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** A text is sent as it is. */
  readonly body?: object | string;
  readonly delayMs?: number;
  /** The `roles` of the token. */
  readonly roles?: readonly string[];
  readonly expiresIn?: number;
}

export interface TokenRequest {
  readonly tenantId: string;
  readonly form: Readonly<Record<string, string>>;
}

export interface TokenEndpoint {
  /** `https://127.0.0.1:…`: what GRAPH_AUTHORITY names. */
  readonly url: string;
  /** PEM file of its authority. */
  readonly caFile: string;
  /** What a process of its own needs: GRAPH_AUTHORITY and NODE_EXTRA_CA_CERTS. */
  readonly environment: Readonly<Record<string, string>>;
  /** Trusts its authority. */
  readonly fetch: typeof globalThis.fetch;
  /** Requests for tokens so far, oldest first. */
  readonly requests: TokenRequest[];
  /** From now on answers so; no argument for sound tokens. */
  answer(answer?: TokenAnswer): void;
}

/** An error as Microsoft Entra ID answers it. */
export function entraError(number: number, error = 'invalid_client', status = 401): TokenAnswer {
  const error_description = `AADSTS${number}: Something is wrong. Trace ID: 0 Correlation ID: 1 Timestamp: 2`;
  const correlation_id = 'cccccccc-0000-4000-8000-000000000001';
  return { status, body: { error, error_description, error_codes: [number], correlation_id } };
}

/** Starts it; closed when the test ends. Its tokens are those of `graph`. */
export async function tokenEndpoint(graph: Pick<GraphStandIn, 'token'>): Promise<TokenEndpoint> {
  const authority = certificateAuthority(scratchFolder());
  const { key, certificate } = authority.issueForLoopback();
  const requests: TokenRequest[] = [];
  let next: TokenAnswer = {};
  let url = '';
  const server = createServer({ key, cert: certificate }, async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const tenantId = (request.url ?? '').split('/')[1] ?? '';
    response.setHeader('content-type', 'application/json');
    if (request.method === 'GET') return void response.end(JSON.stringify(discoveryDocument(url, tenantId)));
    requests.push({ tenantId, form: Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString())) });
    const { status = 200, headers = {}, body, delayMs = 0, roles, expiresIn = 3599 } = next;
    if (delayMs > 0) await new Promise((resolve) => setTimeout(resolve, delayMs));
    const token = async () => ({
      token_type: 'Bearer',
      access_token: await graph.token(tenantId, roles),
      expires_in: expiresIn,
    });
    response.writeHead(status, headers).end(typeof body === 'string' ? body : JSON.stringify(body ?? (await token())));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const agent = new Agent({ connect: { ca: authority.certificate } });
  onTestFinished(async () => {
    await agent.destroy();
    server.closeAllConnections();
    server.close();
  });
  url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    caFile: authority.file,
    environment: { GRAPH_AUTHORITY: url, NODE_EXTRA_CA_CERTS: authority.file },
    fetch: ((address: string, options: object) => fetchOverAgent(address, { ...options, dispatcher: agent })) as never,
    requests,
    answer: (answer = {}) => {
      next = answer;
    },
  };
}

function discoveryDocument(url: string, tenantId: string) {
  const root = `${url}/${tenantId}`;
  return {
    issuer: `${root}/v2.0`,
    token_endpoint: `${root}/oauth2/v2.0/token`,
    authorization_endpoint: `${root}/oauth2/v2.0/authorize`,
    jwks_uri: `${root}/discovery/v2.0/keys`,
  };
}
