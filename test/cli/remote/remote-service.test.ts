/** Proves what the commands say of a service that they cannot reach or that refuses them, and that a token goes nowhere else. */
import type { RequestListener } from 'node:http';
import { expect, test } from 'vitest';
import { RemoteService } from '../../../src/cli/remote/remote-service.js';
import { ViewerDocument } from '../../../src/client/documents.js';
import { desired, desiredTenant } from '../../support/cli/desired-tenant.js';
import { EXAMPLE } from '../../support/graphql/settings-client.js';
import { answeringServer, closedPortUrl } from '../../support/http/answering-server.js';
import { boot } from '../../support/service/boot.js';
import { start } from '../../support/service/built-program.js';

const HTML = '<html>Bad gateway</html>';
const answer =
  (status: number, body: string, headers: Readonly<Record<string, string>> = {}): RequestListener =>
  (_request, response) =>
    void response.writeHead(status, headers).end(body);
const graphqlError = (code: string, message: string) =>
  JSON.stringify({ errors: [{ message, extensions: { code, requestId: 'the-id' } }] });

const ANSWERS: readonly (readonly [what: string, listener: RequestListener, code: number, told: RegExp])[] = [
  [
    'a page',
    answer(200, '<html></html>'),
    78,
    /answered with status 200, and not as this service does\. See that --url/,
  ],
  ['JSON of something else', answer(200, '[1]'), 78, /not as this service does/],
  ['that there is nothing', answer(404, 'nothing'), 78, /answered with status 404/],
  ['another address', answer(302, '', { location: 'https://example.com/' }), 78, /answered with status 302/],
  ['what a proxy says of a lost service', answer(502, HTML), 75, /answered with status 502/],
  [
    'half an answer',
    (_request, response) =>
      void response.writeHead(200, { 'content-length': '100' }).write('{', () => response.destroy()),
    75,
    /gave no whole answer/,
  ],
  ['nothing', (request) => void request.socket.destroy(), 75, /gave no whole answer/],
  [
    'that it cannot',
    answer(503, graphqlError('UNAVAILABLE', 'The disk is full.')),
    75,
    /could not answer: The disk is full\. Its log has more about request "the-id"\./,
  ],
  [
    'that it failed',
    answer(200, graphqlError('INTERNAL_SERVER_ERROR', 'Internal error.')),
    75,
    /could not answer: Internal error\./,
  ],
  [
    'that it knows no such field',
    answer(400, graphqlError('GRAPHQL_VALIDATION_FAILED', 'Cannot query field.')),
    78,
    /did not understand: Cannot query field\. It may be of another version/,
  ],
  [
    'words that drive a terminal',
    answer(403, graphqlError('FORBIDDEN', '\u001b[2J\u202e')),
    78,
    /does not allow this: �\[2J�/,
  ],
];

test.each(ANSWERS)(
  'if the server answers with %s, the command ends with a message',
  async (_what, listener, code, told) => {
    const { url } = await answeringServer(listener);
    const ended = await start(['export', '--url', url, '--token', 'abc']).ended;
    expect([ended.code, ended.stdout, ended.stderr]).toEqual([code, '', expect.stringMatching(told)]);
    expect(ended.stderr).not.toContain('Internal error:');
  },
);

const SETUPS: readonly (readonly [
  what: string,
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
  code: number,
  told: RegExp,
])[] = [
  [
    'no token',
    [],
    {},
    78,
    /^There is no token\. Give one by --token-file or SERVICE_TOKEN\. In local mode: node \S+ token \| /,
  ],
  ['an empty token', ['--token', ' '], {}, 78, /^There is no token\./],
  ['a token that is none', ['--token', 'a b'], {}, 78, /^The token holds spaces/],
  ['a token file that is not there', ['--token-file', '/not/there'], {}, 65, /^\/not\/there cannot be read\./],
  [
    'a service elsewhere in the clear',
    ['--url', 'http://settings.example.org'],
    { SERVICE_TOKEN: 'abc' },
    78,
    /would get the token in the clear\. Use https, or --allow-http/,
  ],
  ['an address that is none', ['--url', 'settings'], {}, 64, /Give an address such as https:/],
  ['an address with a password', ['--url', 'https://me:secret@example.org'], {}, 64, /Give an address such as https:/],
  ['a setting that is no address', [], { SERVICE_URL: 'settings' }, 78, /^SERVICE_URL /],
  [
    'a setting with a password',
    [],
    { SERVICE_URL: 'https://me:secret@example.org' },
    78,
    /^SERVICE_URL is not an address such as/,
  ],
];

test.each(SETUPS)('%s ends the command with what to do', async (_what, args, environment, code, told) => {
  const ended = await start(['export', ...args], environment).ended;
  expect([ended.code, ended.stdout, ended.stderr]).toEqual([code, '', expect.stringMatching(told)]);
});

test('a service that does not run, or refuses the token, is reported', async () => {
  const gone = await start(['export', '--url', await closedPortUrl(), '--token', 'abc']).ended;
  expect([gone.code, gone.stderr]).toEqual([
    75,
    expect.stringMatching(/cannot be reached \(ECONNREFUSED\)\. See that/),
  ]);
  const { run, service, file } = await desiredTenant();
  const refused = await run(['export'], { SERVICE_TOKEN: 'abc' });
  expect([refused.code, refused.stderr]).toEqual([
    78,
    expect.stringMatching(/^The service refused the token: .* Get a new one\.\n$/),
  ]);
  // Settings of a service that could not start do not concern its clients.
  expect((await run(['export'], { PORT: 'none', AUTH_CLOUD: 'nowhere' })).code).toBe(0);
  const SERVICE_TOKEN = await service.token({ permissions: ['DeviceManagementServiceConfig.Read.All'] });
  const path = file('desired.yaml', desired({ ...EXAMPLE }));
  const apply = await run(['apply', path], { SERVICE_TOKEN });
  expect([apply.code, apply.stderr]).toEqual([78, expect.stringMatching(/^The token does not allow this: /)]);
});

test('a caller that is rate-limited waits, and then gets the answer', async () => {
  const booted = await boot();
  let refusals = 2;
  const { url, requests } = await answeringServer(async (request, response) => {
    refusals -= 1;
    if (refusals >= 0)
      return response.writeHead(429, { 'retry-after': '1' }).end(graphqlError('RATE_LIMITED', 'Too many requests.'));
    const body = await new Response(request as unknown as ReadableStream, {}).text();
    const headers = { authorization: String(request.headers.authorization), 'content-type': 'application/json' };
    const real = await fetch(`${booted.url}/graphql`, { method: 'POST', headers, body });
    return response.writeHead(real.status).end(await real.text());
  });
  const waits: number[] = [];
  const service = new RemoteService(url, await booted.token(), (seconds) => waits.push(seconds));
  const { viewer } = await service.execute(ViewerDocument, {});
  expect([viewer.permissions.length, waits, requests()]).toEqual([1, [1, 1], 3]);
});

test('a token is not carried on to where a server points', async () => {
  const other = await answeringServer(answer(200, '{}'));
  const { url } = await answeringServer(answer(307, '', { location: `${other.url}/graphql` }));
  await expect(new RemoteService(url, 'abc', () => {}).execute(ViewerDocument, {})).rejects.toThrow('status 307');
  expect(other.requests()).toBe(0);
});
