/** Proves where access tokens for Graph come from, and that every failure is told in words without a secret. */
import { execFile } from 'node:child_process';
import { createPublicKey, verify, X509Certificate } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inspect, promisify } from 'node:util';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { type TokenSource, type TokenSourceOptions, tokenSource } from '../../src/connector/client/access-token.js';
import { GRAPH_CLOUDS } from '../../src/connector/client/graph-clouds.js';
import { certificateFromPem } from '../../src/connector/client/token/credential-file.js';
import type { CredentialSource } from '../../src/connector/client/token/msal-application.js';
import type { TokenFailure } from '../../src/connector/client/token/token-failure.js';
import { currentTokenCall, type TokenCall, tokenHttp } from '../../src/connector/client/token/token-http.js';
import { createTestIssuer, TENANT } from '../support/auth/test-issuer.js';
import { applicationCertificate } from '../support/connector/certificates.js';
import {
  entraError,
  type TokenAnswer,
  type TokenEndpoint,
  tokenEndpoint,
} from '../support/connector/token-endpoint.js';
import { scratchFolder } from '../support/files/scratch.js';
import { answeringServer, closedPortUrl } from '../support/http/answering-server.js';

const CLIENT_ID = 'dddddddd-0000-4000-8000-000000000001';
const OTHER_TENANT = '22222222-aaaa-4bbb-8ccc-222222222222';
const SECRET = 'canary-secret~value';
const WRITE = 'DeviceManagementServiceConfig.ReadWrite.All';
const { graph: resource, exchangeAudience } = GRAPH_CLOUDS.global;

// Making a key takes longer than most tests.
const issuer = createTestIssuer();
const graph = {
  token: async (tid?: string, roles: readonly string[] = [WRITE]) =>
    (await issuer).issue({ tid, roles, scp: undefined }),
};

interface Started {
  readonly endpoint: TokenEndpoint;
  readonly tokens: TokenSource;
  readonly file: string;
}

/** A source of tokens with a secret, which trusts the endpoint. */
async function started(options: Partial<TokenSourceOptions> = {}): Promise<Started> {
  const endpoint = await tokenEndpoint(graph);
  const file = credentialFile(SECRET);
  const tokens = sourceOf({ kind: 'secret', clientId: CLIENT_ID, file }, endpoint, options);
  return { endpoint, tokens, file };
}

function sourceOf(source: CredentialSource, { url, fetch }: TokenEndpoint, options: Partial<TokenSourceOptions> = {}) {
  return tokenSource(source, { authority: url, resource, exchangeAudience, fetch: fetch as never, ...options });
}

function credentialFile(content: string): string {
  const file = join(scratchFolder(), 'credential');
  writeFileSync(file, content);
  return file;
}

async function failure(asked: Promise<unknown>): Promise<TokenFailure> {
  const error = await asked.then(
    () => expect.fail('A token was given.'),
    (thrown: unknown) => thrown as TokenFailure,
  );
  expect(error.name).toBe('TokenFailure');
  // The provider's text and the secret are in nothing that a log could print.
  expect(inspect(error, { depth: null, showHidden: true })).not.toMatch(/canary|Trace ID|client_secret|127\.0\.0\.1/);
  return error;
}

describe('a token for a client secret', () => {
  test('is asked for once for each tenant, and again if it has to be fresh', async () => {
    const { endpoint, tokens } = await started();
    const [first, again] = [await tokens.token(TENANT), await tokens.token(TENANT)];
    expect(first.access).toBe('write');
    expect(again).toEqual(first);
    await tokens.token(OTHER_TENANT);
    await tokens.token(TENANT, { fresh: true });
    expect(endpoint.requests.map(({ tenantId }) => tenantId)).toEqual([TENANT, OTHER_TENANT, TENANT]);
    expect(endpoint.requests[0]?.form).toMatchObject({
      client_id: CLIENT_ID,
      client_secret: SECRET,
      scope: expect.stringContaining('https://graph.microsoft.com/.default'),
    });
  });

  test('is shared by those who ask at the same time', async () => {
    const { endpoint, tokens } = await started();
    const all = await Promise.all(Array.from({ length: 20 }, () => tokens.token(TENANT)));
    expect([new Set(all.map(({ value }) => value)).size, endpoint.requests.length]).toEqual([1, 1]);
  });

  test('is had with a new secret as soon as the file holds one', async () => {
    const { endpoint, tokens, file } = await started();
    endpoint.answer(entraError(7000222));
    expect(await failure(tokens.token(TENANT))).toMatchObject({ problem: 'CREDENTIALS' });
    endpoint.answer();
    writeFileSync(file, 'canary-new\n');
    await tokens.token(TENANT);
    expect(endpoint.requests.map(({ form }) => form['client_secret'])).toEqual([SECRET, 'canary-new']);
  });

  test('stays in use while the file cannot be read', async () => {
    const { tokens, file } = await started();
    await tokens.token(TENANT);
    rmSync(file);
    expect((await tokens.token(TENANT, { fresh: true })).access).toBe('write');
  });

  test.each([
    ['missing', undefined, 'cannot be read (ENOENT)'],
    ['empty', ' \n', 'is empty'],
  ])('needs a file that is not %s', async (_name, content, words) => {
    const { endpoint, tokens, file } = await started();
    if (content === undefined) rmSync(file);
    else writeFileSync(file, content);
    const { problem, message } = await failure(tokens.token(TENANT));
    expect([problem, message]).toEqual(['CREDENTIALS', expect.stringContaining(words)]);
    expect(message).toContain('GRAPH_CLIENT_SECRET_FILE');
    expect(endpoint.requests).toEqual([]);
  });
});

test('a process gets a token from an authority of its own by NODE_EXTRA_CA_CERTS', async () => {
  const { endpoint, file } = await started();
  const program = `
    import { tokenSource } from ${JSON.stringify(new URL('../../src/connector/client/access-token.ts', import.meta.url).href)};
    const source = { kind: 'secret', clientId: ${JSON.stringify(CLIENT_ID)}, file: ${JSON.stringify(file)} };
    const options = { authority: process.env.GRAPH_AUTHORITY, resource: ${JSON.stringify(resource)}, exchangeAudience: '' };
    console.log((await tokenSource(source, options).token(${JSON.stringify(TENANT)})).access);
  `;
  const script = join(scratchFolder(), 'program.mts');
  writeFileSync(script, program);
  const env = { ...process.env, ...endpoint.environment };
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', script], { env });
  expect(stdout).toBe('write\n');
});

describe('a token for a certificate', () => {
  test('is asked for with an assertion that the certificate signs and names by SHA-256', async () => {
    const endpoint = await tokenEndpoint(graph);
    const { key, certificate } = applicationCertificate(scratchFolder());
    const source = { kind: 'certificate', clientId: CLIENT_ID, file: credentialFile(certificate + key) } as const;
    expect((await sourceOf(source, endpoint).token(TENANT)).access).toBe('write');
    const [header = '', claims = '', signature = ''] = (endpoint.requests[0]?.form['client_assertion'] ?? '').split(
      '.',
    );
    const { alg, ...named } = JSON.parse(Buffer.from(header, 'base64url').toString());
    const x509 = new X509Certificate(certificate);
    const thumbprint = Buffer.from(x509.fingerprint256.replaceAll(':', ''), 'hex').toString('base64url');
    expect([alg, named['x5t#S256']]).toEqual(['PS256', thumbprint]);
    expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toMatchObject({ iss: CLIENT_ID, sub: CLIENT_ID });
    const publicKey = { key: createPublicKey(certificate), padding: 6, saltLength: 32 };
    expect(verify('sha256', Buffer.from(`${header}.${claims}`), publicKey, Buffer.from(signature, 'base64url'))).toBe(
      true,
    );
  });

  test('needs a file with the certificate and its key', async () => {
    const one = applicationCertificate(scratchFolder(), 20);
    const other = applicationCertificate(scratchFolder());
    const days =
      (certificateFromPem(one.key + other.certificate + one.certificate).expiresAt - Date.now()) / 86_400_000;
    expect(Math.round(days)).toBe(20);
    const encrypted = '-----BEGIN ENCRYPTED PRIVATE KEY-----\nMII\n-----END ENCRYPTED PRIVATE KEY-----';
    for (const [pem, words] of [
      ['not PEM', 'holds no certificate'],
      [one.key, 'holds no certificate'],
      [one.certificate, 'holds no private key'],
      [one.certificate + encrypted, 'is encrypted, damaged or no RSA key'],
      [one.certificate + other.key, 'of another certificate'],
    ] as const) {
      expect(() => certificateFromPem(pem)).toThrow(words);
    }
  });
});

describe('a token for a federated token', () => {
  test('is asked for with what the file holds at that moment', async () => {
    const endpoint = await tokenEndpoint(graph);
    const file = credentialFile('platform-token-1');
    const tokens = sourceOf({ kind: 'federated token', clientId: CLIENT_ID, file }, endpoint);
    await tokens.token(TENANT);
    writeFileSync(file, 'platform-token-2\n');
    await tokens.token(TENANT);
    await tokens.token(TENANT, { fresh: true });
    const assertions = endpoint.requests.map(({ form }) => form['client_assertion']);
    expect(assertions).toEqual(['platform-token-1', 'platform-token-2']);
    rmSync(file);
    const { message } = await failure(tokens.token(TENANT, { fresh: true }));
    expect(message).toContain('GRAPH_FEDERATED_TOKEN_FILE cannot be read (ENOENT)');
  });
});

describe('a token for a managed identity', () => {
  afterEach(() => {
    vi.unstubAllEnvs();
  });

  // One test, because msal-node keeps the first platform that it found as long as the process runs.
  test('is the identity’s own, for its own tenant only, or exchanged for one of an application', async () => {
    const asked: URL[] = [];
    let answer = async (_wanted: string): Promise<object> => ({});
    const { url } = await answeringServer(async (request, response) => {
      const address = new URL(request.url ?? '', 'http://platform');
      asked.push(address);
      const body = await answer(address.searchParams.get('resource') ?? '');
      response.writeHead('error' in body ? 400 : 200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(body));
    });
    // As on Azure App Service.
    vi.stubEnv('IDENTITY_ENDPOINT', url);
    vi.stubEnv('IDENTITY_HEADER', 'canary-header');
    const endpoint = await tokenEndpoint(graph);
    const either = (address: string, sent: RequestInit) =>
      (address.startsWith(url) ? fetch : endpoint.fetch)(address, sent);
    const identity = 'eeeeeeee-0000-4000-8000-000000000001';
    const own = sourceOf({ kind: 'managed identity', identity, clientId: null }, endpoint, { fetch: either });

    answer = async (wanted) => platformToken(await graph.token(TENANT), wanted);
    expect((await own.token(TENANT)).access).toBe('write');
    const { client_id: id, resource: wanted } = Object.fromEntries(asked[0]?.searchParams ?? []);
    expect([id, wanted]).toEqual([identity, 'https://graph.microsoft.com']);
    const ofOther = await failure(own.token(OTHER_TENANT));
    expect([ofOther.problem, ofOther.message]).toEqual(['CREDENTIALS', expect.stringContaining('set GRAPH_CLIENT_ID')]);

    answer = async (wanted) => platformToken('identity-token', wanted);
    const source = { kind: 'managed identity', identity: null, clientId: CLIENT_ID } as const;
    await sourceOf(source, endpoint, { fetch: either }).token(OTHER_TENANT);
    expect(asked.at(-1)?.searchParams.get('resource')).toBe('api://AzureADTokenExchange');
    expect(endpoint.requests).toMatchObject([
      { tenantId: OTHER_TENANT, form: { client_id: CLIENT_ID, client_assertion: 'identity-token' } },
    ]);

    answer = async () => ({ error: 'invalid_request', error_description: 'canary: Identity not found' });
    const unknown = await failure(own.token(TENANT, { fresh: true }));
    expect([unknown.problem, unknown.message]).toEqual([
      'CREDENTIALS',
      expect.stringContaining('assigned to this machine'),
    ]);
  });
});

function platformToken(access_token: string, resource: string) {
  const expires_on = String(Math.floor(Date.now() / 1000) + 3600);
  return { access_token, resource, token_type: 'Bearer', expires_on };
}

describe('a refusal of the token endpoint', () => {
  test.each([
    [7000215, 'invalid_client', 'The client secret is wrong. Make a client secret'],
    [7000222, 'invalid_client', 'The client secret has expired. Make a client secret'],
    [700016, 'unauthorized_client', 'The tenant does not know this application. Let an administrator'],
    [90002, 'invalid_request', 'There is no such tenant in this cloud.'],
    [700027, 'invalid_client', 'The certificate is not registered for the application'],
    [700213, 'invalid_client', 'has the subject of the platform'],
    [53003, 'access_denied', 'A Conditional Access policy'],
    [65001, 'invalid_grant', 'Microsoft Entra ID refused the client secret.'],
  ])('AADSTS%i is told with the step that mends it', async (number, error, words) => {
    const { endpoint, tokens } = await started();
    endpoint.answer(entraError(number, error, 400));
    const { problem, message, facts } = await failure(tokens.token(TENANT));
    expect([problem, message]).toEqual(['CREDENTIALS', expect.stringContaining(words)]);
    expect(message).toMatch(new RegExp(`\\(AADSTS${number}, correlation id [0-9a-f-]{36}\\)$`));
    expect(facts).toMatchObject({ aadsts: `AADSTS${number}`, errorCode: error });
  });

  test('holds nothing of what the provider says', async () => {
    const { endpoint, tokens } = await started();
    const correlation_id = `canary ${SECRET}`;
    const error_description = `AADSTS7000215: Invalid client secret ${SECRET} was provided.`;
    endpoint.answer({ status: 401, body: { error: `canary ${SECRET}`, error_description, correlation_id } });
    const { message, facts } = await failure(tokens.token(TENANT));
    expect(message).toContain('(AADSTS7000215, ');
    expect(facts).toMatchObject({ errorCode: null, correlationId: expect.stringMatching(/^[0-9a-f-]{36}$/) });
  });

  test('of a passing kind is no fault of the credentials', async () => {
    const { endpoint, tokens } = await started();
    endpoint.answer(entraError(90033, 'temporarily_unavailable', 400));
    expect(await failure(tokens.token(TENANT))).toMatchObject({ problem: 'UNREACHABLE' });
  });
});

describe('an answer of the token endpoint that is no token', () => {
  test.each<[string, TokenAnswer, string, string]>([
    ['503 with JSON', { status: 503, body: '{}', headers: { 'retry-after': '2.5' } }, 'UNREACHABLE', 'with status 503'],
    ['503 with HTML', { status: 503, body: '<html>' }, 'UNREACHABLE', 'with status 503'],
    ['429', { status: 429, body: {}, headers: { 'retry-after': '7' } }, 'THROTTLED', 'refuses further requests'],
    ['200 with HTML', { body: '<html>canary</html>' }, 'UNREACHABLE', 'something that is not JSON'],
    ['200 without a token', { body: {} }, 'UNREACHABLE', 'answered without a token'],
    ['403 of a proxy', { status: 403, body: '<html>canary</html>' }, 'UNREACHABLE', 'answered without a token'],
    [
      'a redirect',
      { status: 302, headers: { location: 'https://canary.example' } },
      'UNREACHABLE',
      'cannot be reached',
    ],
    ['too large a body', { body: 'x'.repeat(300_000) }, 'UNREACHABLE', 'too large a body'],
  ])('%s', async (_name, answer, problem, words) => {
    const { endpoint, tokens } = await started();
    endpoint.answer(answer);
    const failed = await failure(tokens.token(TENANT));
    expect([failed.problem, failed.message]).toEqual([problem, expect.stringContaining(words)]);
    const { 'retry-after': wait } = answer.headers ?? {};
    expect(failed.facts.retryAfterMs).toBe(wait === undefined ? null : Number(wait) * 1000);
    // Nothing makes the next call wait.
    endpoint.answer();
    expect((await tokens.token(TENANT)).access).toBe('write');
  });

  test('none at all: nothing listens, or its certificate is not trusted', async () => {
    const file = credentialFile(SECRET);
    const source = { kind: 'secret', clientId: CLIENT_ID, file } as const;
    const authority = (await closedPortUrl()).replace('http:', 'https:');
    const refused = tokenSource(source, { authority, resource, exchangeAudience });
    const { problem, message } = await failure(refused.token(TENANT));
    expect([problem, message]).toEqual(['UNREACHABLE', expect.stringContaining('cannot be reached: ECONNREFUSED')]);
    const endpoint = await tokenEndpoint(graph);
    const untrusting = sourceOf(source, endpoint, { fetch: (url, sent) => fetch(url, sent) });
    expect((await failure(untrusting.token(TENANT))).message).toMatch(/cannot be reached: [A-Z_]*(?:CERT|SIGNATURE)/);
  });

  test('none in time', async () => {
    const { url } = await answeringServer(() => {});
    const call: TokenCall = { failure: null };
    const answer = await currentTokenCall.run(call, () =>
      tokenHttp(fetch, 50).sendPostRequestAsync(url, { body: 'a=b' }),
    );
    expect(call.failure?.message).toContain('did not answer in time');
    expect(answer.status).toBe(400);
  });

  test('leaves a token in use that is still valid and was only to be renewed', async () => {
    let now = 0;
    const { endpoint, tokens } = await started({ now: () => now });
    const renewAtOnce = {
      token_type: 'Bearer',
      access_token: await graph.token(TENANT),
      expires_in: 3599,
      refresh_in: 1,
    };
    endpoint.answer({ body: renewAtOnce });
    await tokens.token(TENANT);
    await new Promise((resolve) => setTimeout(resolve, 2_100));
    endpoint.answer({ status: 503, body: {} });
    now = 61_000;
    expect(await tokens.token(TENANT)).toEqual({ value: renewAtOnce.access_token, access: 'write' });
    expect(endpoint.requests.length).toBeGreaterThan(1);
  });
});

describe('the permission on a token', () => {
  test.each([
    [['DeviceManagementServiceConfig.ReadWrite.All'], 'write'],
    [['DeviceManagementConfiguration.ReadWrite.All'], 'write'],
    [['DeviceManagementConfiguration.Read.All', 'DeviceManagementServiceConfig.ReadWrite.All'], 'write'],
    [['DeviceManagementServiceConfig.Read.All'], 'read'],
    [['DeviceManagementConfiguration.Read.All'], 'read'],
  ] as const)('%j allows to %s', async (roles, access) => {
    const { endpoint, tokens } = await started();
    endpoint.answer({ roles });
    expect((await tokens.token(TENANT)).access).toBe(access);
  });

  test('is asked for in words if it is missing, and counts as soon as it is granted', async () => {
    const { endpoint, tokens } = await started();
    endpoint.answer({ roles: ['User.Read.All'] });
    const { problem, message } = await failure(tokens.token(TENANT));
    expect(problem).toBe('PERMISSION');
    expect(message).toMatch(/only User\.Read\.All, but Graph wants .*DeviceManagementConfiguration\.ReadWrite\.All/);
    expect(message).toContain('grant consent');
    endpoint.answer();
    expect((await tokens.token(TENANT)).access).toBe('write');
  });

  test('of a token whose form is not known is left to Graph', async () => {
    const { endpoint, tokens } = await started();
    endpoint.answer({ body: { token_type: 'Bearer', access_token: 'opaque', expires_in: 3599 } });
    expect(await tokens.token(TENANT)).toEqual({ value: 'opaque', access: 'write' });
  });
});

test.each(Object.entries(GRAPH_CLOUDS))(
  'in the cloud %s, only its own authority is asked',
  async (_cloud, addresses) => {
    const asked: string[] = [];
    const answer = JSON.stringify({ token_type: 'Bearer', access_token: 'opaque', expires_in: 3599 });
    const fetchOf = async (url: string, { body }: RequestInit) => {
      asked.push(`${url.split('?')[0]} ${new URLSearchParams(String(body)).get('scope')}`);
      return new Response(answer);
    };
    const source = { kind: 'secret', clientId: CLIENT_ID, file: credentialFile(SECRET) } as const;
    const { graph: root, authority } = addresses;
    await tokenSource(source, { ...addresses, resource: root, fetch: fetchOf }).token(TENANT);
    expect(asked).toEqual([expect.stringContaining(`${authority}/${TENANT}/oauth2/v2.0/token ${root}/.default`)]);
  },
);

test('the library for tokens is loaded by the first request for one, not at the start', () => {
  const folder = fileURLToPath(new URL('../../src/', import.meta.url));
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  const importing = files.filter((name) =>
    /(?:^|\n)(?:import|export) (?!type )[^;]*'@azure\/msal-node'/.test(readFileSync(join(folder, name), 'utf8')),
  );
  expect(importing).toEqual([]);
});
