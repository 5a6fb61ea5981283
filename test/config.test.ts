/** The environment is read as documented, and all its faults are reported at once. */
import { describe, expect, test } from 'vitest';
import { CONFIG_OPTIONS, readClientConfig, readConfig } from '../src/config.js';
import { SetupError } from '../src/domain/errors.js';

const TENANT = '11111111-aaaa-4bbb-8ccc-222222222222';
const TRUST = {
  AUTH_ISSUER: 'https://login.example/{tenantid}/v2.0',
  AUTH_AUDIENCE: 'api://settings',
  AUTH_JWKS_URI: 'https://login.example/keys',
  AUTH_ALLOWED_TENANTS: TENANT,
};
const CLOUD = { AUTH_CLOUD: 'global', AUTH_AUDIENCE: 'api://settings', AUTH_ALLOWED_TENANTS: TENANT };
const CLIENT = '44444444-eeee-4fff-8aaa-777777777777';
const LOCAL = {
  host: '127.0.0.1',
  port: 4000,
  databaseUrl: 'file:data/derived-credentials.sqlite',
  databaseReadUrl: null,
  auth: { mode: 'local' },
  introspection: true,
  tls: null,
  keepAliveTimeout: 75,
  drainGraceMs: 500,
  logLevel: 'info',
};

describe('settings that are sound', () => {
  test('nothing at all means local mode on the loopback interface', () => {
    expect(readConfig({})).toMatchObject(LOCAL);
  });

  test('an empty variable counts as left out', () => {
    expect(readConfig(Object.fromEntries(CONFIG_OPTIONS.map(({ name }) => [name, ''])))).toMatchObject(LOCAL);
  });

  test('the pages sign users in for all scopes of the audience, or for those that are named', () => {
    expect(readConfig(CLOUD).signIn).toBe(null);
    const usual = { clientId: CLIENT, authority: null, scopes: ['api://settings/.default'] };
    expect(readConfig({ ...CLOUD, SIGN_IN_CLIENT_ID: CLIENT }).signIn).toEqual(usual);
    const named = { SIGN_IN_AUTHORITY: 'https://login.example/contoso/', SIGN_IN_SCOPES: 'one, two three' };
    expect(readConfig({ ...TRUST, SIGN_IN_CLIENT_ID: CLIENT, ...named }).signIn).toEqual({
      clientId: CLIENT,
      authority: 'https://login.example/contoso',
      scopes: ['one', 'two', 'three'],
    });
  });

  test('the defaults are the documented ones', () => {
    const documented = CONFIG_OPTIONS.filter(({ byDefault }) => byDefault !== '');
    expect(readConfig(Object.fromEntries(documented.map(({ name, byDefault }) => [name, byDefault])))).toMatchObject(
      LOCAL,
    );
  });

  test('every setting is taken over', () => {
    const further = { HOST: '0.0.0.0', PORT: '0', DATABASE_URL: 'file:/x.sqlite', LOG_LEVEL: 'warn' };
    expect(readConfig({ ...TRUST, ...further, GRAPHQL_INTROSPECTION: 'true' })).toMatchObject({
      host: '0.0.0.0',
      port: 0,
      databaseUrl: 'file:/x.sqlite',
      auth: {
        mode: 'entra',
        issuers: [{ issuer: TRUST.AUTH_ISSUER, jwksUri: TRUST.AUTH_JWKS_URI }],
        audiences: ['api://settings'],
        tenants: new Set([TENANT]),
      },
      introspection: true,
      logLevel: 'warn',
    });
  });

  test('lists are cut at commas and trimmed, issuers pair with key sets by position, tenants become lower case', () => {
    const other = TENANT.replaceAll('1', '3');
    const { auth } = readConfig({
      AUTH_ISSUER: 'urn:one, urn:two',
      AUTH_AUDIENCE: 'a , b,',
      AUTH_JWKS_URI: 'https://one.example/keys,https://two.example/keys',
      AUTH_ALLOWED_TENANTS: `${TENANT.toUpperCase()}, ${other}`,
    });
    expect(auth).toEqual({
      mode: 'entra',
      issuers: [
        { issuer: 'urn:one', jwksUri: 'https://one.example/keys' },
        { issuer: 'urn:two', jwksUri: 'https://two.example/keys' },
      ],
      audiences: ['a', 'b'],
      tenants: new Set([TENANT, other]),
    });
  });

  test('a star lets all tenants in', () => {
    expect(readConfig({ ...TRUST, AUTH_ALLOWED_TENANTS: '*' }).auth).toMatchObject({ tenants: '*' });
  });

  test('introspection is off outside local mode, or if it is switched off', () => {
    expect(readConfig(TRUST).introspection).toBe(false);
    expect(readConfig({ GRAPHQL_INTROSPECTION: 'false' }).introspection).toBe(false);
  });

  test.each([
    ['127.0.0.1', '127.0.0.1'],
    ['127.8.9.10', '127.8.9.10'],
    ['localhost', '127.0.0.1'],
    ['::1', '::1'],
  ])('local mode may listen on %s', (given, host) => {
    expect(readConfig({ HOST: given }).host).toBe(host);
  });

  test.each(['127.0.0.1', 'localhost', '[::1]'])('a key set on %s may come over plain http', (host) => {
    expect(() => readConfig({ ...TRUST, AUTH_JWKS_URI: `http://${host}:8080/keys` })).not.toThrow();
  });

  test('the result is frozen', () => {
    expect(readConfig({})).toSatisfy(Object.isFrozen);
    expect(readConfig(TRUST)).toSatisfy(Object.isFrozen);
  });
});

const PORT_FAULT = 'PORT is not a port number from 0 to 65535.';
const KEEP_ALIVE_FAULT = 'KEEP_ALIVE_TIMEOUT is not a whole number of seconds from 1 to 3600.';
const HOST_FAULT = 'HOST is 0.0.0.0, but in local mode anybody here can make tokens. Use 127.0.0.1, or set AUTH_CLOUD.';
const AUDIENCE_MISSING = 'AUTH_AUDIENCE is missing: name the audience that tokens must be for.';
const TENANTS_MISSING = 'AUTH_ALLOWED_TENANTS is missing: name tenants, or * for all.';
const TENANTS_FAULT = 'AUTH_ALLOWED_TENANTS is neither tenant UUIDs nor *.';
const ADDRESS_FAULT = 'AUTH_JWKS_URI is not a list of http or https addresses.';

const AUTHORITY_FAULT =
  'SIGN_IN_AUTHORITY is not an https address that ends with a tenant, such as https://login.example.com/TENANT.';

const FAULTY: readonly [title: string, environment: NodeJS.ProcessEnv, faults: readonly string[]][] = [
  ['a port that is no number', { PORT: 'http' }, [PORT_FAULT]],
  ['a port that is no whole number', { PORT: '80.5' }, [PORT_FAULT]],
  ['a negative port', { PORT: '-1' }, [PORT_FAULT]],
  ['a port beyond the last', { PORT: '65536' }, [PORT_FAULT]],
  ['a port of spaces', { PORT: ' ' }, [PORT_FAULT]],
  ['a connection kept for ever', { KEEP_ALIVE_TIMEOUT: '0' }, [KEEP_ALIVE_FAULT]],
  ['a connection kept too long', { KEEP_ALIVE_TIMEOUT: '3601' }, [KEEP_ALIVE_FAULT]],
  ['a drain that is too long', { DRAIN_GRACE: '301' }, ['DRAIN_GRACE is not a number of seconds from 0 to 300.']],
  [
    'a certificate without its key',
    { TLS_CERT_FILE: '/cert.pem' },
    ['TLS_KEY_FILE is missing: name the file of the key of TLS_CERT_FILE.'],
  ],
  [
    'a key without its certificate',
    { TLS_KEY_FILE: '/key.pem' },
    ['TLS_CERT_FILE is missing: name the file of the certificate of TLS_KEY_FILE.'],
  ],
  ['a time with its unit', { KEEP_ALIVE_TIMEOUT: '75s' }, [KEEP_ALIVE_FAULT]],
  [
    'a database of another kind',
    { DATABASE_URL: 'mysql://x' },
    ['DATABASE_URL does not begin with file:, postgres: or postgresql:.'],
  ],
  [
    'a replica of a file',
    { DATABASE_READ_URL: 'postgres://x/y' },
    [
      'DATABASE_READ_URL is set, but an SQLite file has no replicas. Set DATABASE_URL to a server of PostgreSQL, or leave it out.',
    ],
  ],
  [
    'a replica of another kind',
    { DATABASE_URL: 'postgres://x/y', DATABASE_READ_URL: 'file:x' },
    ['DATABASE_READ_URL does not begin with postgres: or postgresql:.'],
  ],
  [
    'an unknown log level',
    { LOG_LEVEL: 'loud' },
    ['LOG_LEVEL is none of fatal, error, warn, info, debug, trace, silent.'],
  ],
  ['introspection perhaps', { GRAPHQL_INTROSPECTION: 'perhaps' }, ['GRAPHQL_INTROSPECTION is neither true nor false.']],
  ['a list of commas', { ...TRUST, AUTH_ISSUER: ' , ,' }, ['AUTH_ISSUER names nothing.']],
  ['local mode on every interface', { HOST: '0.0.0.0' }, [HOST_FAULT]],
  ['an audience without an issuer', { AUTH_AUDIENCE: 'a' }, ['AUTH_AUDIENCE also needs AUTH_CLOUD or AUTH_ISSUER.']],
  [
    'everything but the issuer, on every interface',
    { ...TRUST, AUTH_ISSUER: '', HOST: '0.0.0.0' },
    ['AUTH_AUDIENCE', 'AUTH_JWKS_URI', 'AUTH_ALLOWED_TENANTS'].map(
      (name) => `${name} also needs AUTH_CLOUD or AUTH_ISSUER.`,
    ),
  ],
  [
    'an issuer alone',
    { AUTH_ISSUER: 'urn:one' },
    [AUDIENCE_MISSING, TENANTS_MISSING, 'AUTH_JWKS_URI is missing: urn:one is no https address to discover it from.'],
  ],
  [
    'an issuer of version 1 without its keys',
    { ...TRUST, AUTH_JWKS_URI: '', AUTH_ISSUER: 'https://sts.windows.net/{tenantid}/' },
    ['AUTH_JWKS_URI is missing: the keys of https://sts.windows.net/{tenantid}/ cannot be discovered.'],
  ],
  [
    'a cloud and an issuer',
    { ...TRUST, AUTH_CLOUD: 'usgov' },
    ['AUTH_ISSUER cannot be used together with AUTH_CLOUD.', 'AUTH_JWKS_URI cannot be used together with AUTH_CLOUD.'],
  ],
  [
    'trusted documents without their manifest',
    { TRUSTED_DOCUMENTS_MODE: 'enforce' },
    ['TRUSTED_DOCUMENTS is missing: name the manifest that TRUSTED_DOCUMENTS_MODE goes by.'],
  ],
  [
    'more issuers than key sets',
    { ...TRUST, AUTH_ISSUER: 'urn:one,urn:two' },
    ['AUTH_JWKS_URI has 1 entries for 2 issuers. Give one for each.'],
  ],
  [
    'keys over an open network in the clear',
    { ...TRUST, AUTH_JWKS_URI: 'http://login.example/keys' },
    ['AUTH_JWKS_URI http://login.example/keys is not https.'],
  ],
  [
    'keys from a name that only begins like loopback',
    { ...TRUST, AUTH_JWKS_URI: 'http://127.0.0.1.evil.example/keys' },
    ['AUTH_JWKS_URI http://127.0.0.1.evil.example/keys is not https.'],
  ],
  ['keys from a file', { ...TRUST, AUTH_JWKS_URI: 'file:///etc/keys' }, [ADDRESS_FAULT]],
  ['tenants by name', { ...TRUST, AUTH_ALLOWED_TENANTS: `${TENANT},contoso,fabrikam` }, [TENANTS_FAULT]],
  [
    'a sign-in in local mode',
    { SIGN_IN_CLIENT_ID: CLIENT, SIGN_IN_SCOPES: 'a' },
    ['SIGN_IN_CLIENT_ID', 'SIGN_IN_SCOPES'].map((name) => `${name} also needs AUTH_CLOUD or AUTH_ISSUER.`),
  ],
  [
    'a sign-in without its registration',
    { ...TRUST, SIGN_IN_AUTHORITY: 'https://login.example/contoso' },
    ['SIGN_IN_CLIENT_ID is missing: name the app registration of the pages.'],
  ],
  [
    'a sign-in without an authority',
    { ...TRUST, SIGN_IN_CLIENT_ID: CLIENT },
    ['SIGN_IN_AUTHORITY is missing: name where the users of AUTH_ISSUER sign in, or set AUTH_CLOUD.'],
  ],
  [
    'a sign-in with a name and an authority in the clear, at a page in the clear',
    {
      ...TRUST,
      PUBLIC_URL: 'https://a.example,http://b.example,http://127.0.0.1:4000',
      SIGN_IN_CLIENT_ID: 'pages',
      SIGN_IN_AUTHORITY: 'http://login.example/contoso',
    },
    ['SIGN_IN_CLIENT_ID is not a UUID.', AUTHORITY_FAULT],
  ],
  [
    'a sign-in at a page in the clear',
    {
      ...CLOUD,
      PUBLIC_URL: 'https://a.example,http://b.example,http://127.0.0.1:4000',
      SIGN_IN_CLIENT_ID: CLIENT,
    },
    ['PUBLIC_URL http://b.example is not https, so browsers cannot sign users in there.'],
  ],
  [
    'an authority without a tenant',
    { ...CLOUD, SIGN_IN_CLIENT_ID: CLIENT, SIGN_IN_AUTHORITY: 'https://login.example/' },
    [AUTHORITY_FAULT],
  ],
  [
    'faults of single settings and between settings',
    {
      PORT: 'x',
      LOG_LEVEL: 'loud',
      AUTH_ISSUER: 'urn:one',
      AUTH_JWKS_URI: 'ftp://login.example/keys',
      AUTH_ALLOWED_TENANTS: 'contoso',
    },
    [
      PORT_FAULT,
      ADDRESS_FAULT,
      TENANTS_FAULT,
      'LOG_LEVEL is none of fatal, error, warn, info, debug, trace, silent.',
      AUDIENCE_MISSING,
    ],
  ],
];

describe('settings are refused, every fault on a line, for', () => {
  test.each(FAULTY)('%s', (_title, environment, faults) => {
    const message = refusal(environment);
    expect(message.split('\n').sort()).toEqual([...faults].sort());
  });
});

function refusal(environment: NodeJS.ProcessEnv): string {
  try {
    readConfig(environment);
  } catch (error) {
    if (error instanceof SetupError) return error.message;
    throw error;
  }
  throw new Error('The settings were taken for sound.');
}

describe('the settings of a client', () => {
  test('say where the service is, whatever those of a service are', () => {
    const usual = { serviceUrl: 'http://127.0.0.1:4000', serviceToken: null };
    expect(readClientConfig({ PORT: 'none', SERVICE_URL: '', SERVICE_TOKEN: '' })).toEqual(usual);
    const given = { SERVICE_URL: 'https://settings.example.org', SERVICE_TOKEN: 'abc' };
    const read = { serviceUrl: 'https://settings.example.org', serviceToken: 'abc' };
    expect(readClientConfig(given)).toEqual(read);
  });

  test('are refused where they are none', () => {
    for (const url of ['settings', 'ftp://example.org'])
      expect(() => readClientConfig({ SERVICE_URL: url })).toThrow(/^SERVICE_URL is not an http or https address\.$/);
  });
});
