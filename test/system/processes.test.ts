/** `serve --processes`: several processes of the built program behind one address, over one database. */
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { DEVELOPMENT_TENANT, openLocalIssuer } from '../../src/auth/local-issuer.js';
import { WRITE_PERMISSION } from '../../src/domain/caller.js';
import { uuid } from '../support/domain/changes.js';
import { scratchFolder } from '../support/files/scratch.js';
import { freePorts } from '../support/http/free-ports.js';
import { serve, start } from '../support/service/built-program.js';
import { DATABASES } from '../support/store/open-store.js';
import { sampleValue } from '../support/system/metrics.js';

const [, { urlIn }] = DATABASES;
const ROUNDS = Number(process.env['FAULT_ROUNDS'] ?? 1);
const WRITERS = 64;
// A request whose process was killed fails at once; none may hang.
const LONGEST_MS = 30_000;
const CREATE = `mutation ($id: ID!, $name: String!) {
  createDerivedCredentialSettings(input: { id: $id, displayName: $name, helpUrl: null, issuer: PUREBRED, notificationType: EMAIL }) {
    derivedCredentialSettings { id version } userErrors { code }
  }
}`;
const COUNT = '{ derivedCredentials { totalCount } }';
const FIND = 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }';

interface Answer {
  readonly status: number;
  readonly data?: Record<string, never> | null;
}

interface LogLine {
  readonly pid: number;
  readonly process?: number;
  readonly msg: string;
}

test('one address, one message, and a number in the log for each process', async () => {
  const { ended, child, graphql, log } = await serveIn(2);
  await expect
    .poll(async () => {
      await graphql(COUNT);
      return new Set(log().flatMap(({ msg, process: number }) => (msg === 'request' ? [number] : [])));
    })
    .toEqual(new Set([1, 2]));
  expect(new Set(log().map(({ pid }) => pid)).size).toBe(2);
  child.kill('SIGTERM');
  const { code, stdout } = await ended;
  expect(code).toBe(0);
  expect(stdout.match(/Ready at/g)).toHaveLength(1);
});

test('each process has a port for its metrics, also one that replaces another', { timeout: 60_000 }, async () => {
  const first = await freePorts(2);
  const { graphql, log } = await serveIn(2, { METRICS_PORT: String(first) });
  for (let count = 0; count < 20; count += 1) await graphql(COUNT);
  const queries = async (port: number) => {
    const response = await fetch(`http://127.0.0.1:${port}/metrics`);
    const operation = { api: 'graphql', operation: 'query', outcome: 'ok' };
    return sampleValue(await response.text(), 'derived_credentials_operation_duration_seconds_count', operation) ?? 0;
  };
  expect((await queries(first)) + (await queries(first + 1))).toBe(20);
  const killed = log().find(({ process: number }) => number === 2)?.pid;
  if (killed === undefined) throw new Error('The second process has logged nothing.');
  process.kill(killed, 'SIGKILL');
  await expect.poll(() => queries(first + 1).catch(() => null), { timeout: 30_000 }).toBe(0);
});

test(`a process that is killed under ${WRITERS} writers is replaced, and nothing that was acknowledged is lost`, {
  timeout: 120_000 + ROUNDS * 15_000,
}, async () => {
  const { graphql, log, child, ended } = await serveIn(2);
  const acknowledged: string[] = [];
  const writing = new AbortController();
  const writers = Array.from({ length: WRITERS }, async (_, writer) => {
    for (let number = 0; !writing.signal.aborted; number += 1) {
      const id = uuid(writer * 1e6 + number);
      // The same id again after a lost answer: the create is repeated without doing it twice.
      while (!(await isCreated(graphql, id))) if (writing.signal.aborted) return;
      acknowledged.push(id);
    }
  });
  for (let round = 0; round < ROUNDS; round += 1) {
    const before = acknowledged.length;
    await expect.poll(() => acknowledged.length).toBeGreaterThan(before + 500);
    const seen = log().length;
    process.kill(log().findLast(({ msg }) => msg === 'request')?.pid ?? 0, 'SIGKILL');
    const told = () =>
      log()
        .slice(seen)
        .map(({ msg }) => msg);
    await expect.poll(told).toContain('a process ended and will be replaced');
    // In some rounds the next process is killed before this one is replaced, so that none is left for a moment.
    if (round % 3 !== 2) await expect.poll(told).toContain('listening');
  }
  writing.abort();
  await Promise.all(writers);
  const { data } = await graphql(COUNT);
  const { totalCount } = (data as unknown as { derivedCredentials: { totalCount: number } }).derivedCredentials;
  expect(totalCount).toBeGreaterThanOrEqual(acknowledged.length);
  expect(totalCount - acknowledged.length).toBeLessThanOrEqual(WRITERS);
  for (let from = 0; from < acknowledged.length; from += 100) {
    const ids = acknowledged.slice(from, from + 100);
    const { nodes } = (await graphql(FIND, { ids })).data as unknown as { nodes: readonly ({ id: string } | null)[] };
    expect(nodes.map((node) => node?.id)).toHaveLength(ids.length);
    expect(nodes).not.toContain(null);
  }
  child.kill('SIGTERM');
  expect((await ended).code).toBe(0);
});

test('a caller is limited by what it spends in all processes together', async () => {
  const { graphql } = await serveIn(2, { RATE_LIMIT: '200' });
  const statuses: number[] = [];
  for (let request = 0; request < 400 && statuses.at(-1) !== 429; request += 1) {
    statuses.push((await graphql(COUNT)).status);
    // Time in which the processes tell each other.
    if (request % 20 === 0) await new Promise((resolve) => setTimeout(resolve, 300));
  }
  expect(statuses.at(-1)).toBe(429);
  // Each request costs two points at least, and twenty of them may be on their way.
  expect(statuses.length).toBeLessThanOrEqual(120);
});

test('a faulty set-up is told once, and SQLite is refused', async () => {
  const folder = scratchFolder();
  const sqlite = await start(['serve', '--processes', '2'], { DATABASE_URL: `file:${folder}/test.sqlite` }).ended;
  expect(sqlite).toMatchObject({
    code: 78,
    stderr: expect.stringMatching(/^With an SQLite file .* one process\. .*\n$/),
  });
  const unreachable = {
    DATABASE_URL: (await urlIn(folder)).replace('/test_', '/missing_'),
    PORT: '0',
    LOCAL_KEY_FILE: join(folder, 'key.json'),
  };
  const { code, stderr } = await start(['serve', '--processes', '3'], unreachable).ended;
  expect(code).toBe(78);
  expect(stderr.match(/does not exist/g)).toHaveLength(1);
  const wrong = await start(['serve', '--processes', '0']).ended;
  expect(wrong).toMatchObject({ code: 64, stderr: expect.stringContaining('Not a number from 1 to 64.') });
});

async function serveIn(processes: number, environment: NodeJS.ProcessEnv = {}) {
  const folder = scratchFolder();
  const keyFile = join(folder, 'key.json');
  const running = await serve({ DATABASE_URL: await urlIn(folder), LOCAL_KEY_FILE: keyFile, ...environment }, [
    '--processes',
    String(processes),
  ]);
  let text = '';
  running.child.stderr?.on('data', (chunk) => (text += chunk));
  const issuer = await openLocalIssuer(keyFile);
  const authorization = `Bearer ${await issuer.issue({
    tenantId: DEVELOPMENT_TENANT,
    permissions: [WRITE_PERMISSION],
    lifetimeSeconds: 3600,
    now: Date.now(),
  })}`;
  const graphql = async (query: string, variables = {}): Promise<Answer> => {
    // A connection for each request, so that the processes take turns.
    const headers = { authorization, 'content-type': 'application/json', connection: 'close' };
    const body = JSON.stringify({ query, variables });
    const response = await fetch(`${running.url}/graphql`, {
      method: 'POST',
      headers,
      body,
      signal: AbortSignal.timeout(LONGEST_MS),
    });
    return { status: response.status, ...((await response.json()) as Omit<Answer, 'status'>) };
  };
  onTestFinished(() => void running.child.kill('SIGTERM'));
  const log = () =>
    text
      .split('\n')
      .slice(0, -1)
      .map((line): LogLine => JSON.parse(line));
  return { ...running, graphql, log };
}

async function isCreated(graphql: (query: string, variables: object) => Promise<Answer>, id: string): Promise<boolean> {
  try {
    const { status, data } = await graphql(CREATE, { id, name: `Name ${id}` });
    expect({ status, data }).toMatchObject({
      status: 200,
      data: { createDerivedCredentialSettings: { userErrors: [] } },
    });
    return true;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}
