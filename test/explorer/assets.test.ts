/** The pages and their assets over HTTP: every asset exists, compressed as requested and cacheable for ever; nothing else is served. */
import { describe, expect, test } from 'vitest';
import { TENANT } from '../support/auth/test-issuer.js';
import { type Booted, boot } from '../support/service/boot.js';
import { bootProduction } from '../support/service/boot-production.js';

const CLIENT_ID = '44444444-eeee-4fff-8aaa-777777777777';
const SIGN_IN = {
  AUTH_ISSUER: '',
  AUTH_JWKS_URI: '',
  AUTH_CLOUD: 'usgov',
  AUTH_ALLOWED_TENANTS: TENANT,
  SIGN_IN_CLIENT_ID: CLIENT_ID,
};
const PAGES = ['/', '/overview', '/sandbox'];

async function fetched({ url }: Booted, address: string, acceptEncoding = 'br') {
  const response = await fetch(new URL(address, `${url}/`), { headers: { 'accept-encoding': acceptEncoding } });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

/** The relative URLs in a page. */
function named(html: string): string[] {
  return [...html.matchAll(/(?:href|src)="([^"]+)"/g)].map(([, address]) => address ?? '');
}

async function addressesOf(service: Booted): Promise<string[]> {
  const pages = await Promise.all(PAGES.map((page) => fetched(service, page)));
  return [...new Set(pages.flatMap(({ text }) => named(text)))];
}

describe('a page', () => {
  test.each(PAGES)('%s is not cached, runs no inline script, and loads from its own origin only', async (page) => {
    const { status, headers, text } = await fetched(await boot(), page);
    expect(status).toBe(200);
    expect(Object.fromEntries(headers)).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'cross-origin-opener-policy': 'same-origin',
      'x-frame-options': 'DENY',
    });
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'; script-src 'self'; ");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain("connect-src 'self'; ");
    expect(policy.replace(/frame-src https:\/\/sandbox\.embed\.apollographql\.com/, '')).not.toMatch(/http|\*/);
    expect(text).not.toMatch(/<script(?![^>]*\ssrc=)|\son\w+=|style=/);
    expect(named(text).filter((address) => !/^explorer\/[\w.-]+-[0-9A-Z]{8}\.\w+$/.test(address))).toEqual([]);
  });

  test('may also send to the login page if users sign in, and to nothing else', async () => {
    const service = await bootProduction(SIGN_IN);
    for (const page of ['/', '/overview']) {
      const { headers } = await fetched(service, page);
      const policy = headers.get('content-security-policy') ?? '';
      expect(policy).toContain("connect-src 'self' https://login.microsoftonline.us; ");
      expect(policy).not.toContain('frame-src');
      expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
    }
    const { status, headers } = await fetched(service, '/sign-in');
    expect(status).toBe(200);
    expect(headers.get('content-security-policy')).toContain("connect-src 'none'; ");
  });

  test('to which the login page returns exists only if users sign in', async () => {
    expect((await fetched(await bootProduction(), '/sign-in')).status).toBe(404);
    expect((await fetched(await boot(), '/sign-in')).status).toBe(404);
  });

  test('says whether the service issues tokens', async () => {
    const [local, production] = [await boot(), await bootProduction()];
    expect((await fetched(local, '/')).text).toContain('<html lang="en" data-mode="local">');
    expect((await fetched(production, '/')).text).toContain('<html lang="en" data-mode="entra">');
  });

  test('that needs internet access exists in local mode only', async () => {
    const { status, text } = await fetched(await bootProduction(), '/sandbox');
    expect(status).toBe(404);
    expect(JSON.parse(text).error).toMatchObject({ code: 'NOT_FOUND', message: 'There is nothing at this address.' });
  });
});

describe('the configuration of the pages', () => {
  test.each([
    ['local mode', () => boot(), { mode: 'local' }],
    ['production', () => bootProduction(), { mode: 'entra' }],
    [
      'the cloud of a government',
      () => bootProduction(SIGN_IN),
      {
        mode: 'entra',
        clientId: CLIENT_ID,
        authority: `https://login.microsoftonline.us/${TENANT}`,
        scopes: ['api://settings/.default'],
      },
    ],
  ])('is public and not cached, in %s', async (_mode, start, expected) => {
    const { status, headers, text } = await fetched(await start(), '/explorer-config');
    expect({ status, cached: headers.get('cache-control') }).toEqual({ status: 200, cached: 'no-store' });
    expect(JSON.parse(text)).toEqual(expected);
  });
});

describe('the files that pages name', () => {
  test('exist, and may be cached for ever because their names contain their hash', async () => {
    const service = await boot();
    const addresses = await addressesOf(service);
    expect(addresses.length).toBeGreaterThan(8);
    for (const address of addresses) {
      const { status, headers } = await fetched(service, address);
      expect({ address, status }).toEqual({ address, status: 200 });
      expect(headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('vary')).toBe('accept-encoding');
    }
  });

  test.each([
    ['br', 'br'],
    ['gzip', 'gzip'],
    ['gzip, deflate, br, zstd', 'br'],
    ['br;q=0.1, gzip', 'gzip'],
    ['identity', null],
    ['br;q=0', null],
  ])('come to a browser that takes "%s" as %s, and are the same all the while', async (accepted, encoding) => {
    const service = await boot();
    const scripts = (await addressesOf(service)).filter((address) => /\.(?:js|css)$/.test(address));
    const [script = ''] = scripts;
    const plain = await fetched(service, script, 'identity');
    const { headers, text } = await fetched(service, script, accepted);
    expect(headers.get('content-encoding')).toBe(encoding);
    expect(text).toBe(plain.text);
    const [sent, whole] = [headers, plain.headers].map((each) => Number(each.get('content-length')));
    if (encoding === null) expect(sent).toBe(whole);
    else expect(sent).toBeLessThan((whole ?? 0) / 2);
  });

  test.each([
    'explorer/',
    'explorer/nothing.js',
    'explorer/..%2Fexplorer.html',
    'explorer/%2Fetc%2Fpasswd',
    'explorer/constructor',
  ])('are all that is served: not %s', async (address) => {
    const { status, text } = await fetched(await boot(), address);
    expect(status).toBe(404);
    expect(JSON.parse(text).error.code).toBe('NOT_FOUND');
  });
});

describe('the scripts and styles that a page loads when it opens', () => {
  /** Their names: those in its HTML, and what these scripts import before they run. */
  async function loadedBy(service: Booted, page: string): Promise<readonly string[]> {
    const loaded = new Set(
      named((await fetched(service, page)).text).filter((address) => /\.(?:js|css)$/.test(address)),
    );
    // A set that grows while it is read is read to its end.
    for (const address of loaded) {
      const { text } = await fetched(service, address);
      for (const [, name] of text.matchAll(/(?:\bfrom|\bimport)\s*"\.\/([\w.-]+)"/g)) loaded.add(`explorer/${name}`);
    }
    return [...loaded];
  }

  // A tenth more than they have now: a new package is noticed, a new view is not.
  test.each([
    ['/', 1_240_000, 1_380_000],
    ['/overview', 58_000, 62_000],
  ])('%s have at most %i bytes with Brotli, and %i with gzip', async (page, brotli, gzip) => {
    const service = await boot();
    const addresses = await loadedBy(service, page);
    const total = async (encoding: string) => {
      const files = await Promise.all(addresses.map((address) => fetched(service, address, encoding)));
      return files.reduce((sum, { headers }) => sum + Number(headers.get('content-length')), 0);
    };
    for (const [encoding, most] of [
      ['br', brotli],
      ['gzip', gzip],
    ] as const) {
      const bytes = await total(encoding);
      expect(bytes).toBeLessThan(most);
      expect(bytes).toBeGreaterThan(0.85 * most);
    }
  });
});
