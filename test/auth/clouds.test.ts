/** Proves that the clouds match Microsoft's documentation, and that AUTH_CLOUD alone is enough to trust one. */
import { describe, expect, test } from 'vitest';
import { authorityOf, CLOUD_ISSUERS } from '../../src/auth/clouds.js';
import { readConfig } from '../../src/config.js';
import { SetupError } from '../../src/domain/errors.js';
import { bootProduction } from '../support/service/boot-production.js';

const STS = 'https://sts.windows.net/{tenantid}/';
const US_GOVERNMENT = ['https://login.microsoftonline.us', STS] as const;

/** Each cloud's sign-in authority, and the issuer of its version 1.0 tokens. */
const CLOUDS: Readonly<Record<string, readonly [authority: string, v1Issuer: string]>> = {
  global: ['https://login.microsoftonline.com', STS],
  usgov: US_GOVERNMENT,
  dod: US_GOVERNMENT,
  china: ['https://login.partner.microsoftonline.cn', 'https://sts.chinacloudapi.cn/{tenantid}/'],
};
const TRUST = { AUTH_AUDIENCE: 'api://settings', AUTH_ALLOWED_TENANTS: '*' };

test('there is no other cloud', () => {
  expect(Object.keys(CLOUD_ISSUERS).toSorted()).toEqual(Object.keys(CLOUDS).toSorted());
});

describe.each(Object.entries(CLOUD_ISSUERS))('%s', (cloud, issuers) => {
  const [authority, v1Issuer] = CLOUDS[cloud] ?? [];

  test('has the login page of one tenant, or of all organisations', () => {
    const of = (tenants: ReadonlySet<string> | '*') => authorityOf(cloud as keyof typeof CLOUD_ISSUERS, tenants);
    expect(of(new Set(['one']))).toBe(`${authority}/one`);
    expect([of(new Set(['one', 'two'])), of('*')]).toEqual([
      `${authority}/organizations`,
      `${authority}/organizations`,
    ]);
  });

  test('has the issuers of both versions, and their keys at the cloud’s own authority', () => {
    expect(issuers).toEqual([
      { issuer: `${authority}/{tenantid}/v2.0`, jwksUri: `${authority}/organizations/discovery/v2.0/keys` },
      { issuer: v1Issuer, jwksUri: `${authority}/common/discovery/keys` },
    ]);
  });

  test('is trusted by its name', () => {
    expect(readConfig({ ...TRUST, AUTH_CLOUD: cloud }).auth).toMatchObject({ mode: 'entra', issuers: cloud });
  });
});

const REFUSED: readonly (readonly [title: string, environment: NodeJS.ProcessEnv, faults: readonly string[]])[] = [
  ['of an unknown name', { ...TRUST, AUTH_CLOUD: 'germany' }, ['AUTH_CLOUD is none of global, usgov, dod, china.']],
  [
    'alone',
    { AUTH_CLOUD: 'global' },
    [
      'AUTH_AUDIENCE is missing: name the audience that tokens must be for.',
      'AUTH_ALLOWED_TENANTS is missing: name tenants, or * for all.',
    ],
  ],
  [
    'beside issuers of one’s own',
    { ...TRUST, AUTH_CLOUD: 'global', AUTH_ISSUER: 'https://x.example', AUTH_JWKS_URI: 'https://x.example/keys' },
    ['AUTH_ISSUER cannot be used together with AUTH_CLOUD.', 'AUTH_JWKS_URI cannot be used together with AUTH_CLOUD.'],
  ],
];

test.each(REFUSED)('a cloud %s is refused', (_title, environment, faults) => {
  expect(() => readConfig(environment)).toThrow(new SetupError(faults.join('\n')));
});

test('a cloud may listen where local mode may not', () => {
  expect(readConfig({ ...TRUST, AUTH_CLOUD: 'usgov', HOST: '0.0.0.0' }).host).toBe('0.0.0.0');
});

test('tokens that claim another cloud are refused before any key is fetched', async () => {
  const service = await bootProduction({ AUTH_CLOUD: 'china', AUTH_ISSUER: '', AUTH_JWKS_URI: '' });
  const iss = `https://login.microsoftonline.com/${service.forge.tenantId}/v2.0`;
  const { errors } = await service.graphql('{ viewer { subject } }', {}, await service.forge.sign({ iss }));
  expect(errors?.map(({ message }) => message)).toEqual([
    'The access token is from an issuer that is not trusted here.',
  ]);
});
