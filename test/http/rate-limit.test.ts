/** Proves that the cost of a caller's requests per minute is limited, over both APIs together, and for that caller only. */
import { describe, expect, test } from 'vitest';
import { WRITE_PERMISSION } from '../../src/domain/caller.js';
import { ISSUER_TEMPLATE } from '../support/auth/test-issuer.js';
import { applyAll, creations } from '../support/graphql/many-changes.js';
import { send } from '../support/graphql/send.js';
import { EXAMPLE, settingsClient } from '../support/graphql/settings-client.js';
import { COLLECTION, type GraphError, restClient } from '../support/rest/rest-client.js';
import { type Booted, boot } from '../support/service/boot.js';
import { bootProduction, SECOND_TENANT } from '../support/service/boot-production.js';

const VIEWER = { query: '{ viewer { subject } }' };
const list = (first: number) => ({ query: `{ derivedCredentials(first: ${first}) { nodes { id } } }` });
const WAIT = /^(?:[1-9]|[1-5]\d|60)$/;

/** A service with this budget, in points per minute and caller. A request costs one point plus the cost of its operation. */
const limited = (points: number, environment: NodeJS.ProcessEnv = {}) =>
  bootProduction({ RATE_LIMIT: String(points), ...environment });

/** A service with a hundred objects, made by another caller. */
async function withHundred() {
  const service = await limited(1_200);
  await applyAll(service, creations(100), await service.forge.sign({ oid: 'maker', scp: WRITE_PERMISSION }));
  return service;
}

/** How many requests a caller can send before one is refused; tries `most` at most. */
async function timesUntilRefused(most: number, ask: () => Promise<{ readonly status: number }>): Promise<number> {
  for (let times = 0; times < most; times += 1) {
    const { status } = await ask();
    if (status === 429) return times;
    if (status >= 300) throw new Error(`Answered ${status}.`);
  }
  return most;
}

const asking = (service: Booted, body: object, authorization?: string) => () =>
  send(service, { body, ...(authorization !== undefined && { headers: { authorization } }) });

describe('a caller who has used up the points of the minute is refused', () => {
  test('over GraphQL, with 429, RATE_LIMITED and when to come back', async () => {
    const service = await limited(10);
    expect(await timesUntilRefused(99, asking(service, VIEWER))).toBe(5);
    const { status, headers, codes, messages, text } = await send(service, { body: VIEWER });
    expect({ status, codes }).toEqual({ status: 429, codes: ['RATE_LIMITED'] });
    expect(headers.get('retry-after')).toMatch(WAIT);
    const seconds = headers.get('retry-after');
    expect(messages).toEqual([`Your requests cost more than 10 points in a minute. Wait ${seconds} s.`]);
    expect(JSON.parse(text).errors[0].extensions.requestId).toBe(headers.get('x-request-id'));
  });

  test('over GraphQL also where the request itself fits and its operation does not', async () => {
    const service = await limited(10);
    const { status, headers, codes, text } = await send(service, { body: list(20) });
    expect({ status, codes }).toEqual({ status: 429, codes: ['RATE_LIMITED'] });
    expect(headers.get('retry-after')).toMatch(WAIT);
    expect(JSON.parse(text).errors[0].extensions.requestId).toBe(headers.get('x-request-id'));
  });

  test('over REST, with 429, TooManyRequests and when to come back', async () => {
    const { send: ask } = restClient(await limited(10));
    const item = `${COLLECTION}/$count`;
    expect(await timesUntilRefused(99, () => ask('GET', item))).toBe(10);
    const { status, headers, body } = await ask<GraphError>('GET', item);
    expect({ status, code: body.error.code }).toEqual({ status: 429, code: 'TooManyRequests' });
    expect(headers.get('retry-after')).toMatch(WAIT);
    expect(body.error.message).toBe(
      `Your requests cost more than 10 points in a minute. Wait ${headers.get('retry-after')} s.`,
    );
  });
});

test('both APIs draw on one budget', async () => {
  const service = await limited(10);
  expect(await timesUntilRefused(99, asking(service, VIEWER))).toBe(5);
  expect((await restClient(service).send('GET', `${COLLECTION}/$count`)).status).toBe(429);
});

test('others are not affected by the limit of one caller', async () => {
  const service = await limited(4);
  const timesAs = async (claims: Readonly<Record<string, unknown>>) =>
    timesUntilRefused(9, asking(service, VIEWER, `Bearer ${await service.forge.sign(claims)}`));
  const secondTenant = { tid: SECOND_TENANT, iss: ISSUER_TEMPLATE.replace('{tenantid}', SECOND_TENANT) };
  const times = {
    'a caller': await timesAs({}),
    'the same caller with another token': await timesAs({ uti: 'another' }),
    'another user': await timesAs({ oid: 'user-8' }),
    'the same user with another client': await timesAs({ azp: 'client-10' }),
    'the same user of another tenant': await timesAs(secondTenant),
    // Ids that would be equal if concatenated still belong to different callers.
    'a user': await timesAs({ oid: 'a', azp: 'b","c' }),
    'a user whose name holds the other’s client': await timesAs({ oid: 'a","b', azp: 'c' }),
  };
  expect(times).toEqual({
    ...Object.fromEntries(Object.keys(times).map((who) => [who, 2])),
    'the same caller with another token': 0,
  });
});

describe('work counts by its cost', () => {
  test('over GraphQL', async () => {
    // One for the request, one for the page, and one for each object that the page may hold.
    expect(await timesUntilRefused(99, asking(await limited(100), list(18)))).toBe(5);
  });

  test('over REST', async () => {
    const { send: ask } = restClient(await limited(100));
    expect(await timesUntilRefused(99, () => ask('GET', `${COLLECTION}?$top=19`))).toBe(5);
  });

  // With the points for the scan of 100 settings: one for each condition, and eight for one that looks into the help page.
  const SCANS: readonly (readonly [string, number])[] = [
    ["$top=19&$filter=contains(displayName,'a')", 1],
    ["$top=19&$filter=endswith(helpUrl,'a') or issuer eq 'xTec'", 9],
    ["$top=19&$filter=tolower(displayName) eq 'a'", 1],
    ["$top=19&$filter=issuer ne 'xTec'", 1],
    ['$top=19&$search=a', 1],
    ['$top=19&$orderby=issuer,displayName', 1],
    ['$top=19&$orderby=displayName,id desc', 1],
    ['$top=19&$skip=100', 1],
  ];

  test('over REST the same as over GraphQL if no index serves the search or the order', async () => {
    for (const [query, points] of SCANS) {
      const service = await withHundred();
      const times = await timesUntilRefused(99, () => restClient(service).send('GET', `${COLLECTION}?${query}`));
      // Beside one point for the request and 19 for the page.
      expect([query, times]).toEqual([query, Math.floor(1200 / (20 + points))]);
    }
    const { send: ask } = restClient(await withHundred());
    // An index covers an order by one property and then the id.
    const served = `${COLLECTION}?$top=19&$orderby=displayName desc,id desc&$filter=startswith(displayName,'a')`;
    expect(await timesUntilRefused(99, () => ask('GET', served))).toBe(60);
    const graphql = {
      query: '{ derivedCredentials(first: 18, filter: { not: { id: { eq: "a" } } }) { nodes { id } } }',
    };
    expect(await timesUntilRefused(99, asking(await withHundred(), graphql))).toBe(57);
    const counting = restClient(await withHundred());
    expect(await timesUntilRefused(999, () => counting.send('GET', `${COLLECTION}/$count?$search=a`))).toBe(600);
  });

  test('and what was refused costs nothing but the asking', async () => {
    const service = await limited(50);
    expect((await send(service, { body: list(60) })).status).toBe(429);
    expect((await send(service, { body: list(40) })).status).toBe(200);
  });

  test('and a mutation that is refused is not carried out', async () => {
    const service = await limited(5);
    const client = settingsClient(service);
    await expect(client.create({ ...EXAMPLE })).rejects.toThrow('RATE_LIMITED');
    expect((await restClient(service).send('GET', `${COLLECTION}/$count`)).text).toBe('0');
  });

  test('and changes that are refused together count as if they were made', async () => {
    const changes = Array.from({ length: 99 }, () => ({ create: { ...EXAMPLE, displayName: '' } }));
    const query = `mutation($input: ApplyDerivedCredentialSettingsChangesInput!) {
      applyDerivedCredentialSettingsChanges(input: $input) { __typename }
    }`;
    const body = { query, variables: { input: { changes } } };
    expect(await timesUntilRefused(9, asking(await limited(350), body))).toBe(3);
  });

  test('and requests that come to nothing count as well', async () => {
    const service = await limited(6);
    const { send: ask } = restClient(service);
    const INVALID = [{ query: '{' }, { query: '{ nothing }' }, { query: 7 }, { query: '{ a }', variables: [] }];
    const answers = [];
    for (const body of INVALID) answers.push(await send(service, { body }));
    answers.push(await ask('GET', '/beta/deviceManagement/nothing'), await ask('PATCH', COLLECTION, { body: {} }));
    expect(answers.map(({ status }) => status)).toEqual([400, 400, 400, 400, 400, 405]);
    expect((await send(service, { body: INVALID[0] ?? {} })).status).toBe(429);
    expect((await ask('GET', '/beta/deviceManagement/nothing')).status).toBe(429);
  });
});

test('each step of a batch counts', async () => {
  const { send: ask } = restClient(await limited(3));
  const step = (id: number) => ({ id: String(id), method: 'GET', url: '/deviceManagement/derivedCredentials/$count' });
  const { status, body } = await ask<{ responses: readonly { id: string; status: number; headers: object }[] }>(
    'POST',
    '/$batch',
    { body: { requests: [1, 2, 3, 4, 5].map(step) } },
  );
  expect(status).toBe(200);
  expect(body.responses.map(({ status: each }) => each)).toEqual([200, 200, 200, 429, 429]);
  expect(body.responses[4]).toMatchObject({
    headers: { 'retry-after': expect.stringMatching(WAIT) },
    body: { error: { code: 'TooManyRequests' } },
  });
});

test('a batch that is refused as a whole costs what its steps would have cost, and so does a step that fails unread', async () => {
  const step = (id: string, more: object = {}) => ({ id, method: 'GET', url: COLLECTION, ...more });
  const same = Array.from({ length: 20 }, () => step('a'));
  const many = Array.from({ length: 500 }, (_, index) => step(String(index)));
  const batches: readonly (readonly [requests: unknown, status: number, times: number])[] = [
    [same, 400, 3],
    [many, 400, 3],
    [[step('a', { url: '/$batch' }), step('b', { dependsOn: ['a'] }), step('c', { dependsOn: ['b'] })], 200, 20],
    [[], 200, 60],
    ['none', 400, 60],
  ];
  for (const [requests, status, expected] of batches) {
    const { send: ask } = restClient(await limited(60));
    let times = 0;
    for (; times < 99; times += 1) {
      const { status: told, text } = await ask('POST', '/$batch', { body: { requests } });
      if (told === 429 || text.includes('TooManyRequests')) break;
      expect(told).toBe(status);
    }
    expect(times).toBe(expected);
  }
});

describe('without a setting', () => {
  const dear = {
    query: `{ ${Array.from({ length: 9 }, (_, index) => `a${index}: changes(first: 100) { nodes { actor { subject } before { displayName } after { displayName } } }`).join(' ')} }`,
  };

  test('there is no limit in local mode', async () => {
    const service = await boot();
    expect(await timesUntilRefused(20, asking(service, dear))).toBe(20);
  });

  test('there is one in production, and 0 takes it away', async () => {
    // Each of these is some 3,600 points of the 60,000.
    expect(await timesUntilRefused(20, asking(await bootProduction(), dear))).toBe(16);
    expect(await timesUntilRefused(20, asking(await limited(0), dear))).toBe(20);
  });
});
