/** Serves the browser pages and their scripts, styles and fonts. Needs no token, because they contain no tenant's content. */
import { fileURLToPath } from 'node:url';
import { negotiate } from '@fastify/accept-negotiator';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { WITH_HEAD } from '../http/server.js';
import { contentSecurityPolicy, type PageName } from './content-security-policy.js';
import { type Encoding, pageFiles } from './page-files.js';

/** How the pages sign users in. Public: the pages read it before anybody is signed in. */
export interface SignIn {
  readonly clientId: string;
  readonly authority: string;
  readonly scopes: readonly string[];
}

export interface ExplorerOptions {
  /** Whether the service issues its own tokens. The pages then show how to get one. */
  readonly isLocal: boolean;
  /** Null if the pages ask for a token. */
  readonly signIn: SignIn | null;
  /** Handles requests to `/` that accept JSON rather than HTML. */
  readonly forPrograms: (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>;
}

// This path is the same relative to the sources and to the bundle.
const FOLDER = fileURLToPath(new URL('../../dist/explorer/page/', import.meta.url));
const YEAR_S = 365 * 86_400;

export function explorerRoute({ isLocal, signIn, forPrograms }: ExplorerOptions) {
  const files = pageFiles(FOLDER);
  const mode = isLocal ? 'local' : 'entra';
  const loginOrigin = signIn && new URL(signIn.authority).origin;
  return async (server: FastifyInstance): Promise<void> => {
    const servePage = (url: string, page: PageName) =>
      server.get(url, WITH_HEAD, async (_request, reply) => sendPage(page, reply));
    const sendPage = async (page: PageName, reply: FastifyReply) => {
      const html = await files.html(page);
      reply.type('text/html; charset=utf-8').headers({
        'content-security-policy': contentSecurityPolicy(page, loginOrigin),
        // A page of another origin that opened this one gets no reference to its window.
        'cross-origin-opener-policy': 'same-origin',
      });
      return html.replace('{{mode}}', mode);
    };
    server.route({
      method: ['GET', 'HEAD'],
      url: '/',
      handler: async (request, reply) => {
        reply.header('vary', 'accept');
        return asksForJson(request) ? forPrograms(request, reply) : sendPage('explorer', reply);
      },
    });
    servePage('/overview', 'console');
    if (isLocal) servePage('/sandbox', 'sandbox');
    if (signIn !== null) servePage('/sign-in', 'sign-in');
    server.get('/explorer-config', WITH_HEAD, async () => ({ mode, ...signIn }));
    server.get<{ Params: { name: string } }>('/explorer/:name', WITH_HEAD, async ({ params, headers }, reply) => {
      const asset = files.asset(params.name);
      if (asset === null) return reply.callNotFound();
      const encoding = negotiate(headers['accept-encoding'] ?? '', [...asset.encodings]) as Encoding | null;
      reply.type(asset.mediaType).headers({
        'cache-control': `public, max-age=${YEAR_S}, immutable`,
        vary: 'accept-encoding',
      });
      if (encoding !== null) reply.header('content-encoding', encoding);
      return asset.bytes(encoding);
    });
  };
}

/** Whether the client prefers JSON. Browsers prefer HTML, and a client that accepts anything gets HTML. */
function asksForJson({ headers, url }: FastifyRequest): boolean {
  // Remove media type parameters such as odata.metadata=minimal, with which `negotiate` would not match JSON.
  const accepted = (headers.accept ?? '*/*').replace(/;\s*(?!q\s*=)[^;,]*/gi, '');
  const preferred = negotiate(accepted, ['text/html', 'application/json']);
  return preferred === 'application/json' || /[?&](?:\$|%24)?format=(?:application(?:\/|%2f))?json\b/i.test(url);
}
