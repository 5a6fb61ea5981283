/**
 * A stand-in for Microsoft Graph: this service, started a second time on a database of its own, which accepts the tokens of
 * one test issuer. It allows one issuer a tenant, as Intune does. Faults are added by `faultProxy` in front of it.
 *
 * A test of the connector uses it so:
 *
 *     const graph = await graphStandIn();
 *     const proxy = await faultProxy(graph.url, { keepsIds: false });
 *     // The connector under test: GRAPH_URL = proxy.url, and a token source that gives `graph.token(tenantId)`.
 *     proxy.fail('drop after', { method: 'POST' });
 *     // What Graph holds, without any fault:
 *     expect(await graph.objects()).toHaveLength(1);
 *
 * A connector that runs as a process of its own gets its tokens from `tokenEndpoint(graph)` over https.
 */
import { WRITE_PERMISSION } from '../../../src/domain/caller.js';
import { keyServer } from '../auth/key-server.js';
import { AUDIENCE, createTestIssuer, ISSUER_TEMPLATE, TENANT, type TestIssuer } from '../auth/test-issuer.js';
import { type Booted, boot } from '../service/boot.js';

export const GRAPH_PATH = '/beta/deviceManagement/derivedCredentials';

/** An object as Graph answers it, without its annotations. */
export interface GraphObject {
  readonly id: string;
  readonly displayName: string;
  readonly helpUrl: string | null;
  readonly issuer: string;
  readonly notificationType: string;
  readonly renewalThresholdPercentage: number;
}

export const SAMPLE: Omit<GraphObject, 'id'> = {
  displayName: 'Sample',
  helpUrl: 'https://example.com/help',
  issuer: 'intercede',
  notificationType: 'email',
  renewalThresholdPercentage: 20,
};

export interface GraphStandIn {
  /** The root, without a slash at the end: what GRAPH_URL names. */
  readonly url: string;
  /** An application's token for a tenant; a UUID of any tenant is let in. */
  token(tenantId?: string, roles?: readonly string[]): Promise<string>;
  /** Posts a GraphQL operation with a token of `token`, for what takes many changes. */
  readonly graphql: Booted['graphql'];
  /** Everything that Graph holds for a tenant, oldest first. */
  objects(tenantId?: string): Promise<GraphObject[]>;
  /** What somebody else does in Graph, such as an administrator in Intune's own pages. Throws unless it is done. */
  create(content?: Partial<GraphObject>, tenantId?: string): Promise<GraphObject>;
  update(id: string, content: Partial<GraphObject>, tenantId?: string): Promise<GraphObject>;
  delete(id: string, tenantId?: string): Promise<void>;
  /** Stops it; done anyway when the test ends. */
  stop(): Promise<void>;
}

// Making a key takes longer than most tests.
let issuerOfAll: Promise<TestIssuer> | undefined;

/** Starts it with these options over its own; stopped when the test ends. */
export async function graphStandIn(environment: NodeJS.ProcessEnv = {}): Promise<GraphStandIn> {
  issuerOfAll ??= createTestIssuer();
  const issuer = await issuerOfAll;
  const keys = await keyServer(issuer.publicJwk);
  const { url, stop, graphql } = await boot({
    AUTH_ISSUER: ISSUER_TEMPLATE,
    AUTH_JWKS_URI: keys.url,
    AUTH_AUDIENCE: AUDIENCE,
    AUTH_ALLOWED_TENANTS: '*',
    RATE_LIMIT: '0',
    SINGLE_ISSUER_PER_TENANT: 'true',
    ...environment,
  });
  const token = (tenantId = TENANT, roles: readonly string[] = [WRITE_PERMISSION]) =>
    applicationToken(issuer, tenantId, roles);
  const send = async (tenantId: string, method: string, path: string, body?: object) => {
    const address = path.startsWith('http') ? path : url + GRAPH_PATH + path;
    const authorization = `Bearer ${await token(tenantId)}`;
    const headers = { authorization, ...(body && { 'content-type': 'application/json' }) };
    const response = await fetch(address, { method, headers, ...(body && { body: JSON.stringify(body) }) });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${address} was answered with ${response.status}: ${text}`);
    return text === '' ? {} : JSON.parse(text);
  };
  return {
    url,
    stop,
    token,
    graphql,
    objects: async (tenantId = TENANT) => {
      const all: GraphObject[] = [];
      for (let path: string | undefined = ''; path !== undefined; ) {
        const page = await send(tenantId, 'GET', path);
        all.push(...page.value.map(withoutAnnotations));
        path = page['@odata.nextLink'];
      }
      return all;
    },
    create: async (content = {}, tenantId = TENANT) =>
      withoutAnnotations(await send(tenantId, 'POST', '', { ...SAMPLE, ...content })),
    update: async (id, content, tenantId = TENANT) =>
      withoutAnnotations(await send(tenantId, 'PATCH', `/${id}`, content)),
    delete: async (id, tenantId = TENANT) => void (await send(tenantId, 'DELETE', `/${id}`)),
  };
}

function applicationToken(issuer: TestIssuer, tenantId: string, roles: readonly string[]): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  const times = { iat: now - 10, nbf: now - 10, exp: now + 3600 };
  const iss = ISSUER_TEMPLATE.replace('{tenantid}', tenantId);
  return issuer.issue({
    ...times,
    iss,
    aud: AUDIENCE,
    tid: tenantId,
    oid: 'connector',
    scp: undefined,
    roles,
    idtyp: 'app',
  });
}

function withoutAnnotations(object: GraphObject): GraphObject {
  return Object.fromEntries(Object.entries(object).filter(([name]) => !name.includes('@'))) as unknown as GraphObject;
}
