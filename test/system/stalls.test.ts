/**
 * No permitted request blocks the others: while the dearest request of each kind is answered, the built program answers
 * `/livez` about as fast as when it has nothing to do.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { openLocalIssuer } from '../../src/auth/local-issuer.js';
import { WRITE_PERMISSION } from '../../src/domain/caller.js';
import { uuid } from '../support/domain/changes.js';
import { scratchFolder } from '../support/files/scratch.js';
import { manyObject } from '../support/graphql/many-changes.js';
import { delayProbe } from '../support/http/delay-probe.js';
import { startService } from '../support/service/started-service.js';
import { fillLongHistory, MIDDLE } from '../support/store/long-history.js';
import { databaseFileIn, SQLITE } from '../support/store/open-store.js';

// What the machine adds: far less than the requests took on the event loop when they ran there.
const ALLOWANCE_MS = 150;
const TIMES_IDLE = 5;
// A request that blocks does so each time. A delay by the machine's other work, such as tests that run beside this one, does not.
const ATTEMPTS = 5;
const IDLE_MS = 300;

const aliases = (count: number, field: string) =>
  `{ ${Array.from({ length: count }, (_, index) => `a${index}: ${field}`).join(' ')} }`;
const page = (args: string) => `derivedCredentials(first: 1, ${args}) { nodes { id } totalCount }`;
const APPLY = `mutation($input: ApplyDerivedCredentialSettingsChangesInput!) {
  applyDerivedCredentialSettingsChanges(input: $input) { userErrors { message } }
}`;
// Of a tenant with 100 objects: a search for one text takes no time there.
const LONG_URL = `https://example.com/${'a'.repeat(2000)}`;
const LONG_SEARCH = {
  query: `query($or: [DerivedCredentialSettingsFilter!]) { ${page('filter: { or: $or }')} }`,
  variables: { or: Array.from({ length: 95 }, () => ({ helpUrl: { containsIgnoreCase: `${'a'.repeat(1000)}b` } })) },
};
const CONNECTION =
  'derivedCredentials(first: 3) { nodes { id displayName changes(first: 2) { nodes { id kind at } } } }';

/** Of `/livez`, in milliseconds. */
interface Delay {
  readonly idle: number;
  readonly during: number;
}

interface Sent {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
}

test('the dearest request of each kind leaves the event loop free for others', async () => {
  const folder = scratchFolder();
  await fillLongHistory(databaseFileIn(folder));
  const service = await startService({}, folder, SQLITE);
  const issuer = await openLocalIssuer(service.environment.LOCAL_KEY_FILE);
  const few = await issuer.issue({
    tenantId: uuid(5),
    permissions: [WRITE_PERMISSION],
    lifetimeSeconds: 3600,
    now: Date.now(),
  });
  const headersOf = (token: string) => ({ authorization: `Bearer ${token}`, 'content-type': 'application/json' });
  const headers = headersOf(service.token);
  const post = async (body: Sent, token = service.token) => {
    const sent = { method: 'POST', headers: headersOf(token), body: JSON.stringify(body) };
    const response = await fetch(`${service.url}/graphql`, sent);
    expect(await response.json()).not.toHaveProperty('errors');
  };
  const get = async (query: string) => {
    const response = await fetch(`${service.url}/beta/deviceManagement/derivedCredentials${query}`, { headers });
    expect(response.status).toBe(200);
    await response.text();
  };
  const requests: Readonly<Record<string, (attempt: number) => Promise<unknown>>> = {
    'ten counts of the past': () => post({ query: aliases(10, page(`asOf: { time: "${MIDDLE}" }`)) }),
    'a page of the past, by a field without an index': () =>
      post({ query: `{ ${page(`asOf: { time: "${MIDDLE}" }, orderBy: { field: HELP_URL }`)} }` }),
    'ten searches of names': () =>
      post({ query: aliases(10, page('filter: { displayName: { containsIgnoreCase: "no" } }')) }),
    'many searches of few long texts': () => post(LONG_SEARCH, few),
    'ten pages in an order without an index': () =>
      post({ query: aliases(10, page('orderBy: { field: UPDATED_AT }')) }),
    'ten searches of the log': () =>
      post({ query: aliases(10, 'changes(first: 1, filter: { origin: { eq: REST } }) { nodes { id } totalCount }') }),
    'ten counts by kind': () =>
      post({ query: aliases(10, 'changes(first: 1, filter: { kind: { eq: UPDATED } }) { totalCount }') }),
    'a search over REST': () => get(`?$filter=endswith(helpUrl,'zz')&$count=true&$top=100`),
    'a page far into a list over REST': () => get('?$orderby=displayName&$skip=9900&$top=100'),
    'all objects over REST, as of now': () => get('/delta'),
    'the most objects': () =>
      post({
        query:
          '{ derivedCredentials(first: 98) { nodes { changes(first: 97) { nodes { id kind at origin requestId } } } } }',
      }),
    '64 batches of 100 creations at once': () => Promise.all(Array.from({ length: 64 }, () => post(creations()))),
    'an operation that is compiled': async (attempt) => {
      for (let times = 0; times < 30; times += 1) await post({ query: `query Attempt${attempt} { ${CONNECTION} }` });
    },
    'a large operation that is compiled': async (attempt) => {
      const fields = CONNECTION.replace('id kind at', 'id kind at before { displayName } after { displayName }');
      const query = `query Attempt${attempt} ${aliases(10, fields)}`;
      for (let times = 0; times < 30; times += 1) await post({ query });
    },
  };
  await post(creations({ helpUrl: LONG_URL }), few);
  const probe = await delayProbe(service.url);
  const delays: Record<string, Delay> = {};
  for (const [name, send] of Object.entries(requests)) {
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      await probe.worst();
      await pause(IDLE_MS);
      const idle = Math.round(await probe.worst());
      await send(attempt);
      const during = Math.round(await probe.worst());
      delays[name] = { idle, during };
      if (!isStalled(delays[name])) break;
    }
  }
  if (process.env['SHOW_DELAYS'] !== undefined) process.stdout.write(`${JSON.stringify(delays, null, 2)}\n`);
  expect(Object.entries(delays).filter(([, delay]) => isStalled(delay))).toEqual([]);
});

function isStalled({ idle, during }: Delay): boolean {
  return during > TIMES_IDLE * idle + ALLOWANCE_MS;
}

function creations(changed = {}): Sent {
  const { id: _, ...content } = { ...manyObject(0), ...changed };
  return { query: APPLY, variables: { input: { changes: Array.from({ length: 100 }, () => ({ create: content })) } } };
}
