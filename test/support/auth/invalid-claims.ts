/** Changes to the claims of a valid token: some leave it valid, the others must make the verifier refuse it. */
import type { TokenFault } from '../../../src/auth/refused-token.js';
import type { Claims } from './test-issuer.js';
import type { TokenForge } from './token-forge.js';

type ClaimsOf = (forge: TokenForge) => Claims;

const OTHER_TENANT = '99999999-aaaa-4bbb-8ccc-222222222222';
// One second after the last that RFC 3339 can express.
const YEAR_10000 = 253_402_300_800;
const ROLES = ['Settings.All'];
const as = (claims: Claims) => () => claims;
const issued =
  (change: (iss: string) => unknown): ClaimsOf =>
  ({ sound }) => ({ iss: change(String(sound['iss'])) });
const inTenant =
  (tid: string): ClaimsOf =>
  ({ template }) => ({ tid, iss: template.replace('{tenantid}', () => tid) });

/** Tokens that stay valid, and how their caller differs from the usual one. */
export const SOUND_CLAIMS: readonly (readonly [title: string, claims: ClaimsOf, caller: ClaimsOf])[] = [
  ['a delegated token, whose client is azp', as({}), as({})],
  [
    'a token whose client is appid',
    as({ azp: undefined, appid: 'client-1', ver: '1.0' }),
    as({ clientId: 'client-1' }),
  ],
  [
    'an application token, whose permissions are roles',
    as({ scp: undefined, roles: ROLES }),
    as({ kind: 'APPLICATION', permissions: ROLES }),
  ],
  ['a delegated token that has roles beside scp: scp counts', as({ roles: ROLES }), as({})],
  ['a token with an empty scp, which allows nothing', as({ scp: '' }), as({ permissions: [] })],
  ['a delegated token that names its client nowhere', as({ azp: undefined }), as({ clientId: null })],
  ['a token whose subject is sub', as({ oid: undefined, sub: 'pairwise-3' }), as({ subject: 'pairwise-3' })],
  [
    'a tenant in upper case, which is kept in lower case',
    (forge) => inTenant(forge.tenantId.toUpperCase())(forge),
    as({}),
  ],
  [
    'an expiry just within the tolerance for clocks',
    ({ now }) => ({ exp: now - 30 }),
    ({ now }) => ({ expiresAt: (now - 30) * 1000 }),
  ],
  ['a beginning just within the tolerance for clocks', ({ now }) => ({ nbf: now + 50 }), as({})],
  ['an issue just within the tolerance for clocks', ({ now }) => ({ iat: now + 50 }), as({})],
  ['no time of issue', as({ iat: undefined }), as({})],
  ['no beginning', as({ nbf: undefined }), as({})],
  ['claims that nobody here knows', as({ wids: ['x'], xms_tcdt: 1, nonce: 'n' }), as({})],
];

export const SPOILT_CLAIMS: readonly (readonly [title: string, reason: TokenFault, claims: ClaimsOf])[] = [
  ['no issuer', 'UNTRUSTED_ISSUER', as({ iss: undefined })],
  ['an unknown issuer', 'UNTRUSTED_ISSUER', as({ iss: 'https://evil.example/' })],
  [
    'the issuer of another tenant',
    'UNTRUSTED_ISSUER',
    ({ template: iss }) => ({ iss: iss.replace('{tenantid}', OTHER_TENANT) }),
  ],
  ['the tenant of another issuer', 'UNTRUSTED_ISSUER', as({ tid: OTHER_TENANT })],
  ['the template itself as its issuer', 'UNTRUSTED_ISSUER', ({ template: iss }) => ({ iss })],
  ['its issuer as a list', 'UNTRUSTED_ISSUER', issued((iss) => [iss])],
  ['its issuer in upper case', 'UNTRUSTED_ISSUER', issued((iss) => iss.toUpperCase())],
  ['an issuer that only begins like its own', 'UNTRUSTED_ISSUER', issued((iss) => `${iss}.evil.example`)],
  ['an issuer with a slash more', 'UNTRUSTED_ISSUER', issued((iss) => `${iss}/`)],
  ['an issuer with a space before it', 'UNTRUSTED_ISSUER', issued((iss) => ` ${iss}`)],
  ['no audience', 'BAD_CLAIM', as({ aud: undefined })],
  ['an empty audience', 'BAD_CLAIM', as({ aud: '' })],
  ['the audience of another service', 'BAD_CLAIM', as({ aud: 'api://other' })],
  ['the audience of Microsoft Graph', 'BAD_CLAIM', as({ aud: '00000003-0000-0000-c000-000000000000' })],
  ['an audience that only begins like ours', 'BAD_CLAIM', ({ audience }) => ({ aud: `${audience}-other` })],
  ['our audience in upper case', 'BAD_CLAIM', ({ audience }) => ({ aud: audience.toUpperCase() })],
  ['several audiences, ours among them', 'BAD_CLAIM', ({ audience }) => ({ aud: [audience, 'api://other'] })],
  ['our audience as a list', 'BAD_CLAIM', ({ audience }) => ({ aud: [audience] })],
  ['an expiry in the past', 'EXPIRED', ({ now }) => ({ exp: now - 61 })],
  ['an expiry at the beginning of time', 'EXPIRED', as({ exp: 0 })],
  ['an expiry before the beginning of time', 'EXPIRED', as({ exp: -1e300 })],
  ['an expiry in milliseconds, in the distant future', 'BAD_CLAIM', ({ now }) => ({ exp: (now + 3600) * 1000 })],
  ['an expiry after the year 9999', 'BAD_CLAIM', as({ exp: YEAR_10000 })],
  ['an expiry beyond all years', 'BAD_CLAIM', as({ exp: 1e300 })],
  ['no expiry', 'BAD_CLAIM', as({ exp: undefined })],
  ['an expiry that is null', 'BAD_CLAIM', as({ exp: null })],
  ['an expiry as a text', 'BAD_CLAIM', ({ now }) => ({ exp: String(now + 3600) })],
  ['an expiry as a list', 'BAD_CLAIM', ({ now }) => ({ exp: [now + 3600] })],
  ['a beginning in the future', 'BAD_CLAIM', ({ now }) => ({ nbf: now + 600 })],
  ['a beginning as a text', 'BAD_CLAIM', ({ now }) => ({ nbf: String(now) })],
  ['an issue in the future', 'BAD_CLAIM', ({ now }) => ({ iat: now + 90 })],
  ['an issue in the future and no beginning', 'BAD_CLAIM', ({ now }) => ({ iat: now + 600, nbf: undefined })],
  ['an issue beyond all years', 'BAD_CLAIM', as({ iat: 1e300 })],
  ['an issue as a text', 'BAD_CLAIM', ({ now }) => ({ iat: String(now) })],
  ['no tenant', 'NO_TENANT', as({ tid: undefined })],
  ['an empty tenant', 'NO_TENANT', inTenant('')],
  ['a tenant that is no UUID', 'NO_TENANT', inTenant('contoso')],
  ['a tenant that is a list', 'NO_TENANT', ({ tenantId }) => ({ tid: [tenantId] })],
  ['a tenant that is an object', 'NO_TENANT', as({ tid: { toString: 'x' } })],
  ['a tenant in braces', 'NO_TENANT', (forge) => inTenant(`{${forge.tenantId}}`)(forge)],
  ['a tenant with a line behind it', 'NO_TENANT', (forge) => inTenant(`${forge.tenantId}\n`)(forge)],
  ['a tenant with a path to another', 'NO_TENANT', (forge) => inTenant(`../${forge.tenantId}`)(forge)],
  ['a tenant with a replacement pattern', 'NO_TENANT', ({ template: iss }) => ({ tid: '$&', iss })],
  ['neither scp nor roles, as an id token has', 'NO_PERMISSIONS', as({ scp: undefined })],
  [
    'roles and no client, as a user’s id token has',
    'NO_PERMISSIONS',
    as({ scp: undefined, roles: ROLES, azp: undefined }),
  ],
  ['scp as a list', 'NO_PERMISSIONS', as({ scp: ROLES })],
  ['roles that are no list', 'NO_PERMISSIONS', as({ scp: undefined, roles: 'Settings.All' })],
  ['roles that are no texts', 'NO_PERMISSIONS', as({ scp: undefined, roles: [{ name: 'Settings.All' }] })],
  ['no subject', 'BAD_CLAIM', as({ oid: undefined })],
  ['an empty subject', 'BAD_CLAIM', as({ oid: '', sub: '' })],
  ['a subject that is a number', 'BAD_CLAIM', as({ oid: 7 })],
];

/** For a service that does not serve `OTHER_TENANT`. */
export const UNSERVED_TENANT: (typeof SPOILT_CLAIMS)[number] = [
  'a tenant that is not let in',
  'TENANT_NOT_ALLOWED',
  inTenant(OTHER_TENANT),
];
