/** `Authorization` headers that hold no valid token of the issuer. */
import { createHmac, createPublicKey, randomBytes } from 'node:crypto';
import type { TokenFault } from '../../../src/auth/refused-token.js';
import { type Claims, EXTENSION } from './test-issuer.js';
import { part, type TokenForge } from './token-forge.js';

type Forgery = readonly [title: string, reason: TokenFault, token: (forge: TokenForge) => string | Promise<string>];

const unsigned = ({ issuer, sound }: TokenForge, header: Claims, claims: unknown = sound) =>
  `${part({ alg: issuer.algorithm, typ: 'JWT', kid: issuer.publicJwk.kid, ...header })}.${part(claims)}`;

/** Signed symmetrically, with a secret that is public or easy to guess. */
function hmac(forge: TokenForge, alg: string, secret: string | Buffer): string {
  const content = unsigned(forge, { alg });
  return `${content}.${createHmac(`sha${alg.slice(2)}`, secret)
    .update(content)
    .digest('base64url')}`;
}

function publicPem({ issuer }: TokenForge, type: 'spki' | 'pkcs1' = 'spki'): string {
  const key = createPublicKey({ key: { ...issuer.publicJwk }, format: 'jwk' });
  return key.export({ type: key.asymmetricKeyType === 'rsa' ? type : 'spki', format: 'pem' }).toString();
}

/** A valid token with some of its three parts replaced. */
async function patched(forge: TokenForge, patch: Partial<Record<'header' | 'claims' | 'signature', string>>) {
  const [header, claims, signature] = (await forge.sign()).split('.');
  return [patch.header ?? header, patch.claims ?? claims, patch.signature ?? signature].join('.');
}

async function signatureOf(forge: TokenForge): Promise<Buffer> {
  return Buffer.from((await forge.sign()).split('.')[2] ?? '', 'base64url');
}

const withHeader =
  (header: (forge: TokenForge) => Claims): Forgery[2] =>
  (forge) =>
    patched(forge, { header: unsigned(forge, header(forge)).split('.')[0] ?? '' });

const madeUp =
  (header: Claims, signature = part('signature')): Forgery[2] =>
  (forge) =>
    `${unsigned(forge, header)}.${signature}`;

/** Tokens that come behind "Bearer ". */
export const FORGED_TOKENS: readonly Forgery[] = [
  ['the algorithm none and no signature', 'MALFORMED', madeUp({ alg: 'none' }, '')],
  ['the algorithm none and a made-up signature', 'BAD_SIGNATURE', madeUp({ alg: 'none' })],
  ['the algorithm None', 'BAD_SIGNATURE', madeUp({ alg: 'None' })],
  ['the algorithm NONE', 'BAD_SIGNATURE', madeUp({ alg: 'NONE' })],
  ['an empty algorithm', 'BAD_SIGNATURE', madeUp({ alg: '' })],
  ['no algorithm', 'BAD_SIGNATURE', madeUp({ alg: undefined })],
  ['an algorithm that is a list', 'BAD_SIGNATURE', madeUp({ alg: ['RS256'] })],
  ['an algorithm that nobody knows', 'BAD_SIGNATURE', madeUp({ alg: 'RS1' })],
  ['an encryption algorithm', 'BAD_SIGNATURE', madeUp({ alg: 'RSA-OAEP' })],
  ['HS256 with the public key as its secret', 'BAD_SIGNATURE', (forge) => hmac(forge, 'HS256', publicPem(forge))],
  ['HS256 with the trimmed public key', 'BAD_SIGNATURE', (forge) => hmac(forge, 'HS256', publicPem(forge).trim())],
  ['HS256 with the key in its older form', 'BAD_SIGNATURE', (forge) => hmac(forge, 'HS256', publicPem(forge, 'pkcs1'))],
  [
    'HS256 with the published key',
    'BAD_SIGNATURE',
    (forge) => hmac(forge, 'HS256', JSON.stringify(forge.issuer.publicJwk)),
  ],
  ['HS384 with the public key as its secret', 'BAD_SIGNATURE', (forge) => hmac(forge, 'HS384', publicPem(forge))],
  ['HS512 with the public key as its secret', 'BAD_SIGNATURE', (forge) => hmac(forge, 'HS512', publicPem(forge))],
  ['HS256 with an empty secret', 'BAD_SIGNATURE', (forge) => hmac(forge, 'HS256', '')],
  ['HS256 with a guessed secret', 'BAD_SIGNATURE', (forge) => hmac(forge, 'HS256', 'secret')],
  ['the key of a stranger under our key id', 'BAD_SIGNATURE', (forge) => forge.strangerSign()],
  [
    'the key of a stranger, embedded as jwk',
    'BAD_SIGNATURE',
    (forge) => forge.strangerSign({}, { jwk: forge.strangerJwk }),
  ],
  [
    'the key of a stranger, embedded, and no key id',
    'BAD_SIGNATURE',
    (forge) => forge.strangerSign({}, { jwk: forge.strangerJwk, kid: undefined }),
  ],
  ['a certificate of a stranger', 'BAD_SIGNATURE', (forge) => forge.strangerSign({}, { x5c: ['MIIB'], x5t: 'AAAA' })],
  ['an unknown key id', 'UNKNOWN_KEY', (forge) => forge.sign({}, { kid: 'key-2' })],
  ['no key id', 'UNKNOWN_KEY', (forge) => forge.sign({}, { kid: undefined })],
  ['an empty key id', 'UNKNOWN_KEY', (forge) => forge.sign({}, { kid: '' })],
  ['a key id that is a number', 'UNKNOWN_KEY', (forge) => forge.sign({}, { kid: 1 })],
  ['a key id that is a list', 'UNKNOWN_KEY', (forge) => forge.sign({}, { kid: [forge.issuer.publicJwk.kid] })],
  ['a key id that is a path', 'UNKNOWN_KEY', (forge) => forge.strangerSign({}, { kid: '../../../../dev/null' })],
  ['a key id that is SQL', 'UNKNOWN_KEY', (forge) => forge.strangerSign({}, { kid: "x' UNION SELECT 'secret" })],
  ['a key id from the language underneath', 'UNKNOWN_KEY', (forge) => forge.strangerSign({}, { kid: '__proto__' })],
  [
    'an extension that must be understood',
    'BAD_SIGNATURE',
    (forge) => forge.sign({}, { crit: [EXTENSION], [EXTENSION]: true }),
  ],
  ['an unencoded payload', 'BAD_SIGNATURE', withHeader(() => ({ crit: ['b64'], b64: false }))],
  ['an empty list of extensions', 'BAD_SIGNATURE', withHeader(() => ({ crit: [] }))],
  [
    'another algorithm of the same family',
    'BAD_SIGNATURE',
    withHeader(({ issuer }) => ({ alg: issuer.algorithm.replace('256', '512') })),
  ],
  [
    'an algorithm of another kind of key',
    'UNKNOWN_KEY',
    withHeader(({ issuer }) => ({ alg: issuer.algorithm === 'ES256' ? 'RS256' : 'ES256' })),
  ],
  ['the algorithm EdDSA', 'BAD_SIGNATURE', withHeader(() => ({ alg: 'EdDSA' }))],
  ['a changed header', 'BAD_SIGNATURE', withHeader(() => ({ x: 1 }))],
  [
    'a changed claim',
    'BAD_SIGNATURE',
    (forge) => patched(forge, { claims: part({ ...forge.sound, scp: 'Settings.All' }) }),
  ],
  ['no signature', 'MALFORMED', (forge) => patched(forge, { signature: '' })],
  [
    'a signature of zeros',
    'BAD_SIGNATURE',
    async (forge) =>
      patched(forge, { signature: Buffer.alloc((await signatureOf(forge)).length).toString('base64url') }),
  ],
  [
    'a random signature',
    'BAD_SIGNATURE',
    async (forge) =>
      patched(forge, { signature: randomBytes((await signatureOf(forge)).length).toString('base64url') }),
  ],
  [
    'half a signature',
    'BAD_SIGNATURE',
    async (forge) => patched(forge, { signature: (await signatureOf(forge)).subarray(0, 32).toString('base64url') }),
  ],
  [
    'a signature with a byte more',
    'BAD_SIGNATURE',
    async (forge) =>
      patched(forge, { signature: Buffer.concat([await signatureOf(forge), Buffer.from('x')]).toString('base64url') }),
  ],
  [
    'the signature of another token',
    'BAD_SIGNATURE',
    async (forge) => patched(forge, { signature: (await forge.sign({ oid: 'user-8' })).split('.')[2] ?? '' }),
  ],
  ['no typ', 'BAD_CLAIM', (forge) => forge.sign({}, { typ: undefined })],
  ['the typ of a logout token', 'BAD_CLAIM', (forge) => forge.sign({}, { typ: 'logout+jwt' })],
  ['the typ of a security event', 'BAD_CLAIM', (forge) => forge.sign({}, { typ: 'secevent+jwt' })],
  ['the typ of a proof of possession', 'BAD_CLAIM', (forge) => forge.sign({}, { typ: 'dpop+jwt' })],
  ['claims that are a list', 'MALFORMED', (forge) => `${unsigned(forge, {}, ['iss'])}.c2ln`],
  ['claims that are null', 'MALFORMED', (forge) => `${unsigned(forge, {}, null)}.c2ln`],
  ['claims that are no JSON', 'MALFORMED', (forge) => `${unsigned(forge, {}, '{"iss":')}.c2ln`],
  [
    'claims that are no UTF-8',
    'MALFORMED',
    (forge) => patched(forge, { claims: Buffer.from([0x7b, 0xff, 0x7d]).toString('base64url') }),
  ],
  [
    'another token as its claims',
    'MALFORMED',
    async (forge) => `${unsigned(forge, { cty: 'JWT' }, await forge.sign())}.c2ln`,
  ],
  ['a header that is no JSON', 'BAD_SIGNATURE', (forge) => patched(forge, { header: part('{"alg"') })],
  ['a header that is a list', 'BAD_SIGNATURE', (forge) => patched(forge, { header: part([]) })],
  ['garbage', 'MALFORMED', () => 'garbage'],
  ['garbage in three parts', 'MALFORMED', () => 'a.b.c'],
  ['two parts', 'MALFORMED', async (forge) => (await forge.sign()).split('.').slice(0, 2).join('.')],
  ['four parts', 'MALFORMED', async (forge) => `${await forge.sign()}.c2ln`],
  [
    'five parts, as an encrypted token has',
    'MALFORMED',
    () => [part({ alg: 'dir', enc: 'A256GCM' }), '', 'aXY', 'dGV4dA', 'dGFn'].join('.'),
  ],
  [
    'the token as JSON',
    'MALFORMED',
    async (forge) => JSON.stringify({ payload: part(forge.sound), signature: 'c2ln' }),
  ],
  ['a token in quotes', 'MALFORMED', async (forge) => `"${await forge.sign()}"`],
  ['a token with padding', 'MALFORMED', async (forge) => `${await forge.sign()}==`],
  ['an encoded token', 'MALFORMED', async (forge) => (await forge.sign()).replaceAll('.', '%2E')],
  ['a token with a parameter behind it', 'MALFORMED', async (forge) => `${await forge.sign()};realm=x`],
  ['two tokens', 'MALFORMED', async (forge) => `${await forge.sign()} ${await forge.sign()}`],
  [
    'two headers joined by a comma',
    'MALFORMED',
    async (forge) => `${await forge.sign()}, Bearer ${await forge.sign()}`,
  ],
];

/** Whole headers; null for none. */
export const MISSHAPEN_HEADERS: readonly (readonly [
  string,
  TokenFault,
  (forge: TokenForge) => Promise<string | null>,
])[] = [
  ['no header at all', 'MISSING', async () => null],
  ['an empty header', 'MALFORMED', async () => ''],
  ['a scheme alone', 'MALFORMED', async () => 'Bearer'],
  ['a token without a scheme', 'MALFORMED', async (forge) => forge.sign()],
  ['another scheme', 'MALFORMED', async (forge) => `Basic ${await forge.sign()}`],
  ['a scheme that only begins like ours', 'MALFORMED', async (forge) => `Bearers ${await forge.sign()}`],
  ['the scheme twice', 'MALFORMED', async (forge) => `Bearer Bearer ${await forge.sign()}`],
  ['the scheme and a colon', 'MALFORMED', async (forge) => `Bearer: ${await forge.sign()}`],
  ['a parameter instead of a token', 'MALFORMED', async (forge) => `Bearer token=${await forge.sign()}`],
];
