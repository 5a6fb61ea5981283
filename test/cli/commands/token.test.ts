/** Proves that `token` prints one token that a running service takes, says what it was asked to say, and nothing else. */
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { describe, expect, test } from 'vitest';
import { DEVELOPMENT_TENANT, LOCAL_AUDIENCE } from '../../../src/auth/local-issuer.js';
import { READ_PERMISSION, WRITE_PERMISSION } from '../../../src/domain/caller.js';
import { scratchFolder } from '../../support/files/scratch.js';
import { type Ended, start } from '../../support/service/built-program.js';
import { startService } from '../../support/service/started-service.js';
import { environmentIn } from '../../support/store/open-store.js';

const TENANT = '11111111-aaaa-4bbb-8ccc-222222222222';

function token(args: readonly string[], environment: NodeJS.ProcessEnv = {}): Promise<Ended> {
  const DATABASE_URL = `file:${scratchFolder()}/not/there/test.sqlite`;
  return start(['token', ...args], { DATABASE_URL, ...environment }).ended;
}

/** The token on standard output, once it is sure that nothing else is there. */
function printed({ code, stdout, stderr }: Ended): string {
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/);
  return stdout.trimEnd();
}

const HOUR = 3600;
const DEFAULT = { tid: DEVELOPMENT_TENANT, scp: WRITE_PERMISSION, lifetime: HOUR };

const ASKED: readonly [args: readonly string[], said: Partial<typeof DEFAULT>][] = [
  [[], {}],
  [['--tenant', TENANT.toUpperCase(), '--expires', '90s'], { tid: TENANT, lifetime: 90 }],
  [['--permission', READ_PERMISSION, '--expires', '15m'], { scp: READ_PERMISSION, lifetime: 15 * 60 }],
  [
    ['--permission', READ_PERMISSION, '--permission', WRITE_PERMISSION, '--expires=2h'],
    { scp: `${READ_PERMISSION} ${WRITE_PERMISSION}`, lifetime: 2 * HOUR },
  ],
  [['--tenant', TENANT, '--expires', '30d'], { tid: TENANT, lifetime: 30 * 24 * HOUR }],
];

describe('a token says what was asked for', () => {
  test.each(ASKED)('with the arguments %j', async (args, said) => {
    const text = printed(await token(args));
    const { iat = 0, exp = 0, ...claims } = decodeJwt(text);
    const { lifetime, ...expected } = { ...DEFAULT, ...said };
    expect(claims).toMatchObject({
      ...expected,
      iss: `urn:derived-credential-settings:local:${expected.tid}`,
      aud: LOCAL_AUDIENCE,
      nbf: iat,
    });
    expect(exp - iat).toBe(lifetime);
    expect(decodeProtectedHeader(text)).toMatchObject({ alg: 'ES256', typ: 'JWT', kid: expect.any(String) });
  });
});

const BAD_DURATION = /Give a number and s, m, h or d, such as 1h\./;
const REFUSED: readonly [args: readonly string[], message: RegExp][] = [
  [['--tenant', 'contoso'], /'contoso' is invalid\. Give a UUID\./],
  [['--tenant', ''], /Give a UUID\./],
  [['--permission', 'Everything'], /Give \S+\.Read\.All or \S+\.ReadWrite\.All\./],
  [['--permission'], /argument missing/],
  [['--expires', '1'], BAD_DURATION],
  [['--expires', '0h'], BAD_DURATION],
  [['--expires=-1h'], BAD_DURATION],
  [['--expires', '1h30m'], BAD_DURATION],
  [['--expires', '99999999d'], BAD_DURATION],
  [['now'], /too many arguments/],
];

test('arguments that make no sense end it with 64, the reason and no token', async () => {
  const ended = await Promise.all(REFUSED.map(([args]) => token(args)));
  expect(ended).toEqual(
    REFUSED.map(([, message]) => ({ code: 64, signal: null, stdout: '', stderr: expect.stringMatching(message) })),
  );
});

test('where tokens come from an issuer it refuses with 78 and says why', async () => {
  const trust = {
    AUTH_ISSUER: 'https://login.example/{tenantid}/v2.0',
    AUTH_AUDIENCE: 'api://settings',
    AUTH_JWKS_URI: 'https://login.example/keys',
    AUTH_ALLOWED_TENANTS: '*',
  };
  expect(await token([], trust)).toEqual({
    code: 78,
    signal: null,
    stdout: '',
    stderr: 'AUTH_CLOUD or AUTH_ISSUER is set, so tokens come from there. Unset it to use local tokens.\n',
  });
});

describe('a running service takes the token', () => {
  test('and shows its bearer', async () => {
    const { url, environment } = await startService();
    const args = ['--tenant', TENANT, '--permission', READ_PERMISSION];
    const text = printed(await token(args, environment));
    const { exp = 0 } = decodeJwt(text);
    const viewer = await fetch(`${url}/graphql?query={viewer{tenantId subject clientId permissions expiresAt}}`, {
      headers: { authorization: `Bearer ${text}` },
    });
    expect(await viewer.json()).toEqual({
      data: {
        viewer: {
          tenantId: TENANT,
          subject: 'local-developer',
          clientId: 'local-command-line',
          permissions: [READ_PERMISSION],
          expiresAt: new Date(exp * 1000).toISOString(),
        },
      },
    });
  });

  test('printed before the service ever ran', async () => {
    const folder = scratchFolder();
    const text = printed(await token([], await environmentIn(folder)));
    const { url } = await startService({}, folder);
    const answer = await fetch(`${url}/graphql?query={viewer{tenantId}}`, {
      headers: { authorization: `Bearer ${text}` },
    });
    expect(await answer.json()).toEqual({ data: { viewer: { tenantId: DEVELOPMENT_TENANT } } });
  });
});
