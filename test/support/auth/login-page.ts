/**
 * A login page as Microsoft Entra ID has one, over https on this machine: authorization code with PKCE, refresh tokens that are
 * used once, several accounts, sign-out. It refuses what Entra ID refuses. The browser reaches it under the real name.
 */
import { createHash, randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { certificateAuthority } from '../connector/certificates.js';
import { scratchFolder } from '../files/scratch.js';
import { TENANT, type TestIssuer } from './test-issuer.js';

export const LOGIN_HOST = 'login.microsoftonline.com';
export const LOGIN_AUTHORITY = `https://${LOGIN_HOST}/${TENANT}`;
export const LOGIN_ISSUER = `https://${LOGIN_HOST}/{tenantid}/v2.0`;
export const CLIENT_ID = '44444444-eeee-4fff-8aaa-777777777777';
export const API_ID = '55555555-dddd-4eee-8fff-666666666666';

export interface Account {
  readonly name: string;
  readonly oid: string;
  readonly permissions: readonly string[];
}

/** An error as the login page sends it back, or the token endpoint answers it. */
export interface LoginError {
  readonly error: string;
  readonly description: string;
}

export interface LoginPage {
  readonly port: number;
  /** Query parameters of each request to sign in, and form fields of each request for tokens, oldest first. */
  readonly authorizations: Readonly<Record<string, string>>[];
  readonly tokenRequests: Readonly<Record<string, string>>[];
  readonly signOuts: Readonly<Record<string, string>>[];
  /** What the next requests get; no argument for tokens again. `state` is sent back in place of the right one. */
  answer(answer?: { readonly authorization?: LoginError; readonly token?: LoginError; readonly state?: string }): void;
  /** Seconds that the tokens from now on are valid. */
  lifetime(seconds: number): void;
}

interface Grant {
  readonly account: Account;
  readonly redirectUri: string;
  readonly challenge: string;
  readonly nonce: string;
}

/** Starts it; closed when the test ends. The first account is signed in already, so that it is asked for nothing. */
export async function loginPage(issuer: TestIssuer, accounts: readonly [Account, ...Account[]]): Promise<LoginPage> {
  const { key, certificate } = certificateAuthority(scratchFolder()).issueForLoopback();
  const [codes, refreshTokens] = [new Map<string, Grant>(), new Map<string, Account>()];
  const [authorizations, tokenRequests, signOuts]: Record<string, string>[][] = [[], [], []];
  let answer: Parameters<LoginPage['answer']>[0] = {};
  let lifetime = 3600;

  const authorize = (query: Record<string, string>, response: ServerResponse) => {
    authorizations?.push(query);
    const chosen = accounts.find(({ name }) => name === query['chosen']);
    if (query['prompt'] === 'select_account' && chosen === undefined) return chooser(accounts, query, response);
    const { redirect_uri: redirectUri = '', code_challenge: challenge = '', nonce = '', state: asked = '' } = query;
    const wrong = wrongIn(query);
    if (wrong !== null) return void response.writeHead(400).end(wrong);
    const state = answer?.state ?? asked;
    const refused = answer?.authorization;
    const code = randomUUID();
    const account = chosen ?? accounts.find(({ name }) => name === query['login_hint']) ?? accounts[0];
    codes.set(code, { account, redirectUri, challenge, nonce });
    const sent: Record<string, string> =
      refused === undefined
        ? { code, state, session_state: randomUUID() }
        : { error: refused.error, error_description: refused.description, state };
    response.writeHead(302, { location: `${redirectUri}#${new URLSearchParams(sent)}` }).end();
  };

  const tokensFor = async (account: Account, nonce?: string) => {
    const now = Math.floor(Date.now() / 1000);
    const refreshToken = randomUUID();
    refreshTokens.set(refreshToken, account);
    const common = { iss: LOGIN_ISSUER.replace('{tenantid}', TENANT), oid: account.oid, iat: now, nbf: now };
    const exp = now + lifetime;
    const scope = account.permissions.map((name) => `${API_ID}/${name}`).join(' ');
    return {
      token_type: 'Bearer',
      scope: `${API_ID}/.default ${scope}`,
      expires_in: lifetime,
      access_token: await issuer.issue({
        ...common,
        ...{ aud: API_ID, azp: CLIENT_ID, scp: account.permissions.join(' '), exp },
      }),
      refresh_token: refreshToken,
      id_token: await issuer.issue({
        ...common,
        ...{ aud: CLIENT_ID, preferred_username: account.name, sub: account.oid, nonce, exp, scp: undefined },
      }),
      client_info: Buffer.from(JSON.stringify({ uid: account.oid, utid: TENANT })).toString('base64url'),
    };
  };

  const token = async (form: Record<string, string>) => {
    tokenRequests?.push(form);
    if (answer?.token !== undefined) return failure(answer.token);
    if (form['client_id'] !== CLIENT_ID) return failure({ error: 'unauthorized_client', description: 'AADSTS700016' });
    if (form['grant_type'] === 'refresh_token') {
      const account = taken(refreshTokens, form['refresh_token']);
      return account === null ? failure(USED_UP) : { status: 200, body: await tokensFor(account) };
    }
    const grant = taken(codes, form['code']);
    const verified = createHash('sha256').update(String(form['code_verifier'])).digest('base64url');
    if (grant === null || grant.challenge !== verified || grant.redirectUri !== form['redirect_uri'])
      return failure({ error: 'invalid_grant', description: 'AADSTS501481: The Code_Verifier does not match.' });
    return { status: 200, body: await tokensFor(grant.account, grant.nonce) };
  };

  const server = createServer({ key, cert: certificate }, async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', `https://${LOGIN_HOST}`);
    const query = Object.fromEntries(searchParams);
    response.setHeader('access-control-allow-origin', request.headers.origin ?? '*');
    response.setHeader('access-control-allow-headers', '*');
    switch (pathname) {
      case `/${TENANT}/oauth2/v2.0/authorize`:
        return authorize(query, response);
      case `/${TENANT}/oauth2/v2.0/token`: {
        const { status, body } = await token(await formOf(request));
        return void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
      }
      case `/${TENANT}/oauth2/v2.0/logout`: {
        signOuts?.push(query);
        const back = `${query['post_logout_redirect_uri']}?state=${encodeURIComponent(query['state'] ?? '')}`;
        return void response.writeHead(302, { location: back }).end();
      }
      case '/favicon.ico':
        return void response.writeHead(204).end();
      default:
        return void response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return {
    port: (server.address() as AddressInfo).port,
    authorizations: authorizations ?? [],
    tokenRequests: tokenRequests ?? [],
    signOuts: signOuts ?? [],
    answer: (next = {}) => {
      answer = next;
    },
    lifetime: (seconds) => {
      lifetime = seconds;
    },
  };
}

const USED_UP = { error: 'invalid_grant', description: 'AADSTS700084: The refresh token was issued too long ago.' };

function failure({ error, description }: LoginError) {
  return { status: 400, body: { error, error_description: description, correlation_id: randomUUID() } };
}

/** Why the login page would show an error and not send the browser back; null if it would. */
function wrongIn(query: Readonly<Record<string, string>>): string | null {
  if (query['client_id'] !== CLIENT_ID) return 'AADSTS700016: The application was not found.';
  if (query['response_type'] !== 'code') return 'AADSTS70007: The response type is not allowed.';
  if (query['code_challenge_method'] !== 'S256') return 'AADSTS9002325: Proof Key for Code Exchange is required.';
  if (!/^http:\/\/127\.0\.0\.1:\d+(?:\/settings)?\/sign-in$/.test(query['redirect_uri'] ?? ''))
    return 'AADSTS50011: The redirect URI is not registered.';
  const scopes = query['scope']?.split(' ') ?? [];
  return scopes.includes(`${API_ID}/.default`) ? null : 'AADSTS500011: The resource was not found.';
}

function chooser(accounts: readonly Account[], query: Readonly<Record<string, string>>, response: ServerResponse) {
  const links = accounts.map(({ name }) => {
    return `<a href="?${new URLSearchParams({ ...query, chosen: name }).toString().replaceAll('&', '&amp;')}">${name}</a>`;
  });
  response.writeHead(200, { 'content-type': 'text/html' }).end(`<h1>Pick an account</h1>${links.join(' ')}`);
}

function taken<Value>(map: Map<string, Value>, key = ''): Value | null {
  const value = map.get(key) ?? null;
  map.delete(key);
  return value;
}

async function formOf(request: IncomingMessage): Promise<Record<string, string>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString()));
}
