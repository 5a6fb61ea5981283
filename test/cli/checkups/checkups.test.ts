/** What each checkup of `doctor` reports: for every fault that it knows, how to fix it. */
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { findLocalIssuer, LOCAL_AUDIENCE, openLocalIssuer } from '../../../src/auth/local-issuer.js';
import { checkClock } from '../../../src/cli/checkups/clock.js';
import { checkConfiguration } from '../../../src/cli/checkups/configuration.js';
import { checkDatabase } from '../../../src/cli/checkups/database.js';
import { type Finding, runCheck } from '../../../src/cli/checkups/finding.js';
import { checkKeys } from '../../../src/cli/checkups/keys.js';
import { checkToken } from '../../../src/cli/checkups/token.js';
import { readConfig } from '../../../src/config.js';
import { READ_PERMISSION, WRITE_PERMISSION } from '../../../src/domain/caller.js';
import { keyServer, textAnswer } from '../../support/auth/key-server.js';
import { createTestIssuer } from '../../support/auth/test-issuer.js';
import { scratchFolder } from '../../support/files/scratch.js';
import { answeringServer, closedPortUrl } from '../../support/http/answering-server.js';
import { closedFile, killedFile, PAGE_SIZE, pagesOf, zeroPages } from '../../support/store/database-files.js';

const NOW = Date.now();
const NO_LOG = { latestAt: 0, allowBehind: false };
const TENANT = '11111111-aaaa-4bbb-8ccc-222222222222';

/** What was found, as `state text`. */
const told = (findings: readonly Finding[]) => findings.map(({ state, text }) => `${state} ${text}`);

const DATABASES: readonly (readonly [what: string, make: (path: string) => unknown, told: RegExp])[] = [
  [
    'of another program',
    foreign,
    /^fault \S+ is a database of another program\. Point DATABASE_URL at another file\.$/,
  ],
  ['that is none', (path) => writeFileSync(path, 'id,name\n'.repeat(1000)), /^fault \S+ is not a database\. Point /],
  ['of a newer release', newer, /^fault \S+ was written by a newer release .* Install that release\.$/],
  ['with a damaged page', damaged, /^fault \S+ is damaged\. Keep the file for analysis and restore a backup/],
  [
    'whose log alone is left',
    (path) => writeFileSync(`${path}-wal`, 'x'),
    /^fault \S+ is missing or empty, but its log /,
  ],
  ['that is empty', (path) => writeFileSync(path, ''), /^note \S+ is not there yet\. The first start makes it\.$/],
];

describe('a database', () => {
  test.each(DATABASES)('%s', async (_, make, expected) => {
    const path = join(scratchFolder(), 'test.sqlite');
    await make(path);
    const { findings } = await runCheck('database', async () => checkDatabase(`file:${path}`));
    expect(told(findings)).toEqual([expect.stringMatching(expected)]);
  });

  test('in a place that is no folder, or named wrongly', async () => {
    const file = join(scratchFolder(), 'file');
    writeFileSync(file, '');
    const inFile = await runCheck('database', async () => checkDatabase(`file:${file}/test.sqlite`));
    expect(told(inFile.findings)).toEqual([
      expect.stringMatching(/^fault \S+ cannot be a database\. Point DATABASE_URL/),
    ]);
    const memory = await runCheck('database', async () => checkDatabase('file::memory:'));
    expect(told(memory.findings)).toEqual([expect.stringMatching(/^fault DATABASE_URL names no database file\. Give/)]);
  });

  test('that others can read is noted with what to run, and one that is its owner’s alone is not', async () => {
    const path = join(scratchFolder(), 'test.sqlite');
    await closedFile(path, 1);
    const closed = [expect.stringMatching(/^ok The pages and the schema of \S+ are sound: /)];
    expect(told((await checkDatabase(`file:${path}`)).findings)).toEqual(closed);
    chmodSync(path, 0o640);
    expect(told((await checkDatabase(`file:${path}`)).findings)).toEqual([
      ...closed,
      expect.stringMatching(/^note \S+ can be read by other users of this machine\. Run "chmod 600" on it /),
    ]);
  });

  test('reports the time of its latest change', async () => {
    const path = join(scratchFolder(), 'test.sqlite');
    await closedFile(path, 3);
    expect((await checkDatabase(`file:${path}`)).found.latestAt).toBeGreaterThan(0);
  });
});

describe('the key of local mode', () => {
  test.each([
    [
      'that others can read',
      (file: string) => chmodSync(file, 0o644),
      /^fault \S+ can be read by others\. Run "chmod 600"/,
    ],
    [
      'that is none',
      (file: string) => writeFileSync(file, '{}'),
      /^fault \S+ holds no valid key\. Delete it to have a new one/,
    ],
    ['that is sound', () => undefined, /^ok \S+ holds the key of local mode\.$/],
  ])('%s', async (_, spoil, expected) => {
    const path = join(scratchFolder(), 'test.sqlite');
    await openLocalIssuer(`${path}.key.json`);
    spoil(`${path}.key.json`);
    const config = readConfig({ DATABASE_URL: `file:${path}` });
    expect(told((await runCheck('keys', () => checkKeys(config))).findings)).toEqual([expect.stringMatching(expected)]);
  });
});

describe('the keys of an issuer', () => {
  const configOf = (address: string) =>
    readConfig({
      AUTH_ISSUER: `${address}/{tenantid}`,
      AUTH_AUDIENCE: 'a',
      AUTH_ALLOWED_TENANTS: '*',
      AUTH_JWKS_URI: address,
    });
  const find = async (address: string) => told((await checkKeys(configOf(address))).findings);

  test('can be had', async () => {
    const { publicJwk } = await createTestIssuer();
    const { url } = await keyServer(publicJwk);
    expect(await find(url)).toEqual([`ok The keys of ${url} can be had.`]);
  });

  test('cannot be had where nobody answers, or something else', async () => {
    const remedy = / Check AUTH_CLOUD, AUTH_ISSUER and AUTH_JWKS_URI, name resolution, proxies and firewalls\.$/;
    const server = await keyServer();
    for (const answer of [textAnswer(500, ''), textAnswer(200, 'hello'), textAnswer(200, '{"keys":[]}')]) {
      server.answer(answer);
      expect(await find(server.url)).toEqual([expect.stringMatching(remedy)]);
    }
    const [closed] = await find(await closedPortUrl());
    expect(closed).toMatch(/^fault The keys of \S+ cannot be had: fetch failed: .*ECONNREFUSED.*\. Check AUTH_CLOUD/);
    expect(closed).toMatch(remedy);
  });
});

describe('the clock', () => {
  test('behind the log is reported', async () => {
    const clockBehindBy = async (behindMs: number, allowBehind = false) =>
      told(await checkClock(NOW, { latestAt: NOW + behindMs, allowBehind }, []));
    const now = `It is ${new Date(NOW).toISOString()}.`;
    expect(await clockBehindBy(300_000)).toEqual([`ok ${now}`]);
    expect(await clockBehindBy(300_001)).toEqual([
      `fault ${now} The clock is 5 minutes behind the latest change in the log. New changes are ordered at the time of that change until the clock is set.`,
    ]);
    expect(await clockBehindBy(100 * 3_600_000)).toEqual([
      expect.stringMatching(
        /^fault .* 4 days behind .* are refused: set the clock, or set ALLOW_CLOCK_BEHIND_LOG=true /,
      ),
    ]);
    expect(await clockBehindBy(100 * 3_600_000, true)).toEqual([
      expect.stringMatching(/^note .* 4 days behind .* New changes are ordered at the time of that change\.$/),
    ]);
  });

  test.each([
    [-100, /^fault It is (?:9\d|100|101) seconds behind that of 127\.0\.0\.1:\d+\. Synchronise it \(NTP\)/],
    [100, /^fault It is (?:99|1\d\d) seconds ahead of that of 127\.0\.0\.1:\d+\. Synchronise it \(NTP\)/],
    [20, /^ok It is /],
  ])('that differs by %i seconds from that of the key server', async (seconds, expected) => {
    const { url } = await answeringServer((_, response) => {
      response.setHeader('date', new Date(Date.now() - seconds * 1000).toUTCString()).end();
    });
    expect(told(await checkClock(NOW, NO_LOG, [new URL(url)]))).toEqual([expect.stringMatching(expected)]);
  });

  test('is not judged by a server that does not answer, or without a date', async () => {
    const { url } = await answeringServer((_, response) => response.setHeader('date', 'today').end());
    const servers = [new URL(url), new URL(await closedPortUrl())];
    expect(told(await checkClock(NOW, NO_LOG, servers))).toEqual([expect.stringMatching(/^ok /)]);
  });
});

describe('a token', () => {
  const issued = async (permissions: readonly string[], lifetimeSeconds = 3600, now = NOW) => {
    const file = join(scratchFolder(), 'key.json');
    const token = await (await openLocalIssuer(file)).issue({ tenantId: TENANT, permissions, lifetimeSeconds, now });
    const issuer = await findLocalIssuer(file);
    if (issuer === null) throw new Error('The key is gone.');
    return { token, trust: { issuers: [issuer.trusted], audiences: [LOCAL_AUDIENCE], tenants: '*' as const } };
  };

  test.each([
    [[WRITE_PERMISSION], 'ok It may read and write.'],
    [[READ_PERMISSION], `ok It may read, and not write, which needs ${WRITE_PERMISSION}.`],
    [
      ['Other'],
      `fault It may do nothing here. Its permissions are "Other"; ask for ${READ_PERMISSION} or ${WRITE_PERMISSION}.`,
    ],
  ])('with the permissions %j may do what they say', async (permissions, expected) => {
    const { token, trust } = await issued(permissions);
    expect(told(await checkToken(token, trust, NOW))).toEqual([
      `ok It is of the tenant ${TENANT}, for the user "local-developer" through the client "local-command-line".`,
      `ok It works until ${new Date(Math.floor(NOW / 1000 + 3600) * 1000).toISOString()}, for 59 more minutes.`,
      expected,
    ]);
  });

  test('that expires soon is reported', async () => {
    const { token, trust } = await issued([WRITE_PERMISSION], 30);
    expect(told(await checkToken(token, trust, NOW))[1]).toMatch(
      /^note It works until \S+Z, which is now\. Get a new one\.$/,
    );
  });

  test('that is refused is reported with the reason, the fix, and its unverified claims', async () => {
    const { token, trust } = await issued([WRITE_PERMISSION]);
    const old = await issued([WRITE_PERMISSION], 60, NOW - 3_600_000);
    const [head, body] = token.split('.');
    const [, , signature] = old.token.split('.');
    const cases: readonly (readonly [Parameters<typeof checkToken>[0], Parameters<typeof checkToken>[1], RegExp])[] = [
      [old.token, old.trust, /^fault The access token has expired\. Get a new one\.$/],
      [token, old.trust, /^fault The access token is not valid\. Get a new one, from the issuer/],
      [`${head}.${body}.${signature}`, trust, /^fault .* is not valid\. Get a new one: this was/],
      [token, { ...trust, audiences: ['api://other'] }, /^fault The "aud" .* Ask for a token of this API/],
      [token, { ...trust, issuers: [] }, /^fault .* issuer that is not trusted here\. Ask for a token of this API/],
      [
        token,
        { ...trust, tenants: new Set<string>() },
        /^fault .* not allowed here\. Name its tenant in AUTH_ALLOWED_TENANTS/,
      ],
    ];
    for (const [given, by, expected] of cases) {
      const [fault, claims] = told(await checkToken(given, by, NOW));
      expect(fault).toMatch(expected);
      expect(claims).toContain(
        `note Its claims, not verified: {"iss":"urn:derived-credential-settings:local:${TENANT}"`,
      );
    }
    expect(told(await checkToken('no token', trust, NOW))).toEqual([
      expect.stringMatching(/three parts with a dot between/),
    ]);
  });
});

test('the configuration says where the pages sign users in', () => {
  const trust = { AUTH_CLOUD: 'china', AUTH_AUDIENCE: 'api://settings', AUTH_ALLOWED_TENANTS: TENANT };
  const found = (environment: object) => told(checkConfiguration(readConfig({ ...trust, ...environment })).findings);
  expect(found({})).toEqual(['ok The service listens on 127.0.0.1:4000; tokens are for api://settings.']);
  expect(found({ SIGN_IN_CLIENT_ID: TENANT })[0]).toContain(
    `The pages sign users in at https://login.partner.microsoftonline.cn/${TENANT}.`,
  );
});

test('a manifest that cannot be read is a fault of the configuration', async () => {
  const config = readConfig({ TRUSTED_DOCUMENTS: '/not/there.json', TRUSTED_DOCUMENTS_MODE: 'enforce' });
  const { findings, found } = await runCheck('configuration', async () => checkConfiguration(config));
  expect([found, told(findings)]).toEqual([
    null,
    [expect.stringMatching(/^fault TRUSTED_DOCUMENTS .* Name a manifest/)],
  ]);
});

function foreign(path: string): void {
  const database = new Database(path);
  database.exec('CREATE TABLE theirs (id)');
  database.close();
}

async function newer(path: string): Promise<void> {
  await closedFile(path, 1);
  const database = new Database(path);
  database.pragma('user_version = 99');
  database.close();
}

async function damaged(path: string): Promise<void> {
  await killedFile(path, 60, { merged: true });
  expect(pagesOf(path) * PAGE_SIZE).toBeGreaterThan(20 * PAGE_SIZE);
  zeroPages(path, [pagesOf(path) - 1]);
}
