/** After a stop signal the program exits with 0, whatever it was doing, and the next start logs no warning. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { MAX_BATCH } from '../../src/domain/settings-service.js';
import { inspectSqliteFile } from '../../src/store/sqlite/recovery/inspect-sqlite-file.js';
import { uuid } from '../support/domain/changes.js';
import { scratchFolder } from '../support/files/scratch.js';
import { subscribe, TRANSPORTS } from '../support/graphql/follower.js';
import { EXAMPLE } from '../support/graphql/settings-client.js';
import { EXAMPLE_BODY } from '../support/rest/rest-client.js';
import { start } from '../support/service/built-program.js';
import { keepAliveClient, type StartedService, startService } from '../support/service/started-service.js';

// So many that the checkpointer has begun its thread.
const MANY = 2000;
const CLIENTS = 20;
const APPLY = `mutation($input: ApplyDerivedCredentialSettingsChangesInput!) {
  applyDerivedCredentialSettingsChanges(input: $input) { userErrors { message } }
}`;
const FOLLOW = 'subscription { changes { cursor } }';
// Warnings would show in what the program writes to its standard error.
const ENVIRONMENT = { LOG_LEVEL: 'warn' };
const ENDED_WELL = { code: 0, signal: null, stderr: '' };

interface Work {
  /** Does the work, which may still go on when it resolves. */
  readonly work: (service: StartedService, folder: string) => Promise<unknown>;
  readonly signals?: readonly NodeJS.Signals[];
}

const KINDS: readonly (readonly [kind: string, work: Work])[] = [
  ['nothing', { work: async () => {} }],
  ['creates, stopped twice', { work: (service) => createMany(service, MANY), signals: ['SIGTERM', 'SIGTERM'] }],
  ['batches', { work: (service) => applyBatches(service, MANY) }],
  [
    'creates that still go on, stopped by both signals',
    { work: createInTheBackground, signals: ['SIGTERM', 'SIGINT'] },
  ],
  ...TRANSPORTS.map(
    (transport) =>
      [`a stream over ${transport}`, { work: (service: StartedService) => follow(service, transport) }] as const,
  ),
  ['batches with streams beside them', { work: applyBesideStreams }],
  ['batches with an import beside them', { work: applyBesideImport }],
];

describe('stopped after', () => {
  test.each(KINDS)(
    '%s, the program ends with 0 and starts again without a warning',
    async (_kind, { work, signals }) => {
      const folder = scratchFolder();
      const service = await startService(ENVIRONMENT, folder);
      await work(service, folder);
      for (const signal of signals ?? (['SIGTERM'] as const)) service.child.kill(signal);
      expect(await service.ended).toMatchObject(ENDED_WELL);

      const again = await startService(ENVIRONMENT, folder);
      again.child.kill('SIGTERM');
      expect(await again.ended).toMatchObject(ENDED_WELL);
    },
  );
});

test('stopped at any moment of its start, it leaves the file marked as closed', async () => {
  const file = join(scratchFolder(), 'test.sqlite');
  for (let delay = 0; delay < 600; delay += 50) {
    const starting = start(['serve'], { ...ENVIRONMENT, DATABASE_URL: `file:${file}`, PORT: '0' });
    await after(delay);
    starting.child.kill('SIGTERM');
    // Before the program listens for signals it has opened nothing.
    expect([0, null]).toContain((await starting.ended).code);
    expect(inspectSqliteFile(file)?.isClosed ?? true, `after ${delay} ms`).toBe(true);
  }
});

test('a large import on its own ends with 0, and the next start has nothing to warn of', async () => {
  const folder = scratchFolder();
  expect(await importMany(folder, MANY)).toMatchObject(ENDED_WELL);
  const service = await startService(ENVIRONMENT, folder);
  service.child.kill('SIGTERM');
  expect(await service.ended).toMatchObject(ENDED_WELL);
});

test.each(['SIGINT', 'SIGTERM'] as const)(
  'an import stopped by %s keeps what it did, closes the file, and does the rest when it is run again',
  async (signal) => {
    const folder = scratchFolder();
    const importing = startImport(folder, MANY);
    await new Promise((resolve) => importing.child.stdout?.once('data', resolve));
    importing.child.kill(signal);
    const { code, stdout, stderr } = await importing.ended;
    expect([code, stderr]).toEqual([
      75,
      `Stopped by ${signal}. What was done is kept. Run the command again for the rest.\n`,
    ]);
    const created = stdout.match(/^created: /gm)?.length ?? 0;
    expect(created).toBeLessThan(MANY);
    expect(inspectSqliteFile(join(folder, 'test.sqlite'))?.isClosed).toBe(true);
    const again = await startImport(folder, MANY).ended;
    expect(again).toMatchObject(ENDED_WELL);
    expect(again.stdout).toContain(`${MANY - created} created, ${created} already there, `);
  },
);

async function createMany(service: StartedService, count: number): Promise<void> {
  await Promise.all(Array.from({ length: CLIENTS }, () => createOneByOne(service, count / CLIENTS)));
}

async function createOneByOne({ url, token }: StartedService, count: number): Promise<void> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  for (let number = 0; number < count; number += 1) {
    const body = JSON.stringify({ ...EXAMPLE_BODY, displayName: `Object ${number}` });
    const address = `${url}/beta/deviceManagement/derivedCredentials`;
    const { status } = await fetch(address, { method: 'POST', headers, body });
    if (status !== 201) throw new Error(`A create was answered with ${status}.`);
  }
}

/** Resolves when some are on their way; the others are sent until the service no longer takes them. */
async function createInTheBackground(service: StartedService): Promise<void> {
  await applyBatches(service, MANY);
  createMany(service, MANY).catch(() => {});
  await after(100);
}

async function applyBatches(service: StartedService, count: number): Promise<void> {
  const post = keepAliveClient(service);
  for (let from = 0; from < count; from += MAX_BATCH) {
    const changes = Array.from({ length: MAX_BATCH }, (_, index) => ({
      create: { ...EXAMPLE, id: uuid(from + index) },
    }));
    const { body } = await post(APPLY, { input: { changes } });
    expect(body.data).toEqual({ applyDerivedCredentialSettingsChanges: { userErrors: [] } });
  }
}

/** Leaves the stream open, waiting for the next change. */
async function follow(service: StartedService, transport: (typeof TRANSPORTS)[number]): Promise<void> {
  const stream = subscribe({ ...service, transport }, { query: FOLLOW });
  const told = stream.next().then(() => 'told');
  // The stream begins with what follows it, and nothing says when it has begun.
  while ((await Promise.race([told, after(50)])) !== 'told') await createOneByOne(service, 1);
  stream.next().catch(() => {});
}

async function applyBesideStreams(service: StartedService): Promise<void> {
  await Promise.all(TRANSPORTS.map((transport) => follow(service, transport)));
  await applyBatches(service, MANY);
}

async function applyBesideImport(service: StartedService, folder: string): Promise<void> {
  const [imported] = await Promise.all([importMany(folder, 100), applyBatches(service, MANY)]);
  expect(imported).toMatchObject(ENDED_WELL);
}

function importMany(folder: string, count: number) {
  return startImport(folder, count).ended;
}

function startImport(folder: string, count: number) {
  const file = join(folder, 'export.json');
  const value = Array.from({ length: count }, (_, number) => ({ ...EXAMPLE_BODY, id: uuid(MANY + number) }));
  writeFileSync(file, JSON.stringify({ value }));
  return start(['import', file], { DATABASE_URL: `file:${join(folder, 'test.sqlite')}`, ...ENVIRONMENT });
}
