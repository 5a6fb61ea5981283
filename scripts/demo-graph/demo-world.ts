/**
 * Starts what the demo shows: the service as a stand-in for Microsoft Graph, a proxy before it, and the service that is connected
 * to it. Everything is in one folder; nothing else is read or written, and no other machine is spoken to.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type App, createApp, openLocalIssuerOf } from '../../src/app.js';
import { DEVELOPMENT_TENANT } from '../../src/auth/local-issuer.js';
import { type Config, readConfig } from '../../src/config.js';
import { WRITE_PERMISSION } from '../../src/domain/caller.js';
import { type MoodyProxy, moodyProxy } from './moody-proxy.js';

/** A running service. */
export interface Side {
  /** `http://127.0.0.1:…`, without a slash at the end. */
  readonly url: string;
  readonly token: string;
  /** Posts a GraphQL operation, and returns its data. Throws if there are errors. */
  graphql<Data>(query: string, variables?: object): Promise<Data>;
  /** Sends a request to the REST API, with a path below the collection. Throws unless it succeeds. */
  rest<Data>(method: string, path: string, body?: object): Promise<Data>;
}

export interface DemoWorld {
  readonly service: Side;
  readonly intune: Side;
  readonly proxy: MoodyProxy;
  stop(): Promise<void>;
}

export const SETTLE_SECONDS = 3;
const COMMON = { PORT: '0', LOG_LEVEL: 'silent' };
const LIFETIME_SECONDS = 12 * 3600;
const COLLECTION = '/beta/deviceManagement/derivedCredentials';

export async function openDemoWorld(folder: string): Promise<DemoWorld> {
  const standInConfig = readConfig({
    ...COMMON,
    DATABASE_URL: `file:${join(folder, 'intune.sqlite')}`,
    SINGLE_ISSUER_PER_TENANT: 'true',
  });
  const standIn = await createApp(standInConfig);
  const intune = await started(standIn, standInConfig);
  const proxy = await moodyProxy(intune.url);
  // Has to be there, but its content is never sent: the tokens are those of the stand-in.
  const secret = join(folder, 'client-secret');
  writeFileSync(secret, 'no secret\n');
  const config = readConfig({
    ...COMMON,
    DATABASE_URL: `file:${join(folder, 'service.sqlite')}`,
    GRAPH_MODE: 'push',
    GRAPH_URL: proxy.url,
    GRAPH_CLIENT_ID: '00000000-0000-4000-8000-000000000002',
    GRAPH_CLIENT_SECRET_FILE: secret,
    GRAPH_INTERVAL: '2',
    GRAPH_SETTLE_SECONDS: String(SETTLE_SECONDS),
    GRAPH_TIMEOUT: '5',
  });
  const token = async () => ({ value: intune.token, access: 'write' as const });
  const app = await createApp(config, { graphTokens: { token } });
  const service = await started(app, config);
  const stop = async () => {
    await app.stop();
    proxy.close();
    await standIn.stop();
  };
  return { service, intune, proxy, stop };
}

async function started(app: App, config: Config): Promise<Side> {
  const url = await app.start();
  const token = await (await openLocalIssuerOf(config)).issue({
    tenantId: DEVELOPMENT_TENANT,
    permissions: [WRITE_PERMISSION],
    lifetimeSeconds: LIFETIME_SECONDS,
    now: Date.now(),
  });
  const send = async (method: string, path: string, body?: object) => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const response = await fetch(url + path, { method, headers, ...(body && { body: JSON.stringify(body) }) });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} was answered with ${response.status}: ${text}`);
    return text === '' ? {} : JSON.parse(text);
  };
  return {
    url,
    token,
    rest: (method, path, body) => send(method, COLLECTION + path, body),
    graphql: async (query, variables = {}) => {
      const { data, errors } = await send('POST', '/graphql', { query, variables });
      if (errors !== undefined) throw new Error(errors[0].message);
      return data;
    },
  };
}
