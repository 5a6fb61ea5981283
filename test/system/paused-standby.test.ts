/**
 * The service beside a standby whose replay is paused: who sends `x-tenant-position` sees its own writes, who does not sees everything, and an
 * old position shows nothing older. The built program, over HTTP.
 */
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { EXAMPLE } from '../support/graphql/settings-client.js';
import { COLLECTION } from '../support/rest/rest-client.js';
import { type StartedService, startService } from '../support/service/started-service.js';
import { remove, sql } from '../support/store/postgres-cluster.js';
import { askedOf, type Replicated, replayed, startReplicated } from '../support/store/postgres-replica.js';

const HEADER = 'x-tenant-position';
const CREATE = `mutation ($input: CreateDerivedCredentialSettingsInput!) {
  createDerivedCredentialSettings(input: $input) { derivedCredentialSettings { id } } }`;
const READ =
  'query ($id: ID!) { derivedCredentials { nodes { displayName } } derivedCredentialSettings(id: $id) { displayName } }';

let replicated: Replicated;

beforeAll(() => {
  replicated = startReplicated();
  return () => {
    remove(replicated.standby);
    remove(replicated.primary);
  };
}, 60_000);

test('a client sees its own writes if it sends their position, and every write if it sends none', async () => {
  const { databaseUrl, readUrl } = await replicated.urls('paused');
  const service = await startService({ DATABASE_URL: databaseUrl, DATABASE_READ_URL: readUrl });
  const created = await send(service, null, '/graphql', { query: CREATE, variables: { input: EXAMPLE } });
  const { id } = created.body.data.createDerivedCredentialSettings.derivedCredentialSettings;
  await replayed(replicated.primary, replicated.standby);
  await expect.poll(() => isAnsweredByStandby(service, id, created.position)).toBe(true);

  await pauseReplay();
  const changed = await send(service, null, `${COLLECTION}/${id}`, { displayName: 'Changed' }, 'PATCH');
  const other = await send(service, null, '/graphql', { query: CREATE, variables: { input: EXAMPLE } });
  expect([created, changed, other].map(({ position }) => position)).toEqual(['1', '2', '3']);
  const now = { name: 'Changed', count: 2 };
  for (const position of [other.position, null]) {
    expect(await seen(service, id, position)).toEqual({ graphql: now, rest: now });
  }
  for (const { name, count } of Object.values(await seen(service, id, changed.position))) {
    expect(name).toBe('Changed');
    expect(count).toBeGreaterThanOrEqual(1);
  }
  for (const { count } of Object.values(await seen(service, id, created.position))) {
    expect(count).toBeGreaterThanOrEqual(1);
  }

  // The service has noticed the pause: the primary answers everybody.
  await expect.poll(() => seen(service, id, created.position)).toEqual({ graphql: now, rest: now });
  sql(replicated.standby, 'SELECT pg_wal_replay_resume()');
  await expect.poll(() => isAnsweredByStandby(service, id, null)).toBe(true);
  expect(await seen(service, id, null)).toEqual({ graphql: now, rest: now });
});

interface Answer {
  /** Null if the response names none. */
  readonly position: string | null;
  // biome-ignore lint/suspicious/noExplicitAny: the shape is that of the request.
  readonly body: any;
}

async function send(
  { url, token }: StartedService,
  position: string | null,
  path: string,
  body?: object,
  method = body === undefined ? 'GET' : 'POST',
): Promise<Answer> {
  const response = await fetch(url + path, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      ...(position !== null && { [HEADER]: position }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  expect(response.ok).toBe(true);
  return { position: response.headers.get(HEADER), body: await response.json() };
}

/** The name of an object, and how many there are, in both APIs. */
async function seen(service: StartedService, id: string, position: string | null) {
  const { data } = (await send(service, position, '/graphql', { query: READ, variables: { id } })).body;
  const list = (await send(service, position, COLLECTION)).body;
  const one = (await send(service, position, `${COLLECTION}/${id}`)).body;
  return {
    graphql: { name: data.derivedCredentialSettings.displayName, count: data.derivedCredentials.nodes.length },
    rest: { name: one.displayName, count: list.value.length },
  };
}

async function isAnsweredByStandby(service: StartedService, id: string, position: string | null): Promise<boolean> {
  const asked = () => askedOf(replicated.standby, 'from "settings"');
  const before = asked();
  await seen(service, id, position);
  return asked() > before;
}

async function pauseReplay(): Promise<void> {
  sql(replicated.standby, 'SELECT pg_wal_replay_pause()');
  onTestFinished(() => void sql(replicated.standby, 'SELECT pg_wal_replay_resume()'));
  await expect.poll(() => sql(replicated.standby, 'SELECT pg_get_wal_replay_pause_state()')).toBe('paused');
}
