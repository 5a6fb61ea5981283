/** The built program with a log that was written while the clock was wrong: warnings, refusals, and what still works. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { DEVELOPMENT_TENANT } from '../../src/auth/local-issuer.js';
import { commit, creation, OTHER_TENANT, update, uuid } from '../support/domain/changes.js';
import { scratchFolder } from '../support/files/scratch.js';
import { COLLECTION, EXAMPLE_BODY } from '../support/rest/rest-client.js';
import { start } from '../support/service/built-program.js';
import { keepAliveClient, type StartedService, startService } from '../support/service/started-service.js';
import { openStore, TEST_DATABASE } from '../support/store/open-store.js';

const [HOUR, DAY] = [3_600_000, 86_400_000];
const ID = uuid(1);
const RENAME = `mutation($name: String!) {
  updateDerivedCredentialSettings(input: { id: "${ID}", displayName: $name }) { change { at recordedAt } }
}`;
interface Renamed {
  readonly updateDerivedCredentialSettings: { readonly change: { readonly at: string; readonly recordedAt: string } };
}
const REFUSED =
  /^The server's clock is \d+ days behind .* Nothing was written\. .* set ALLOW_CLOCK_BEHIND_LOG=true if /;

/** Commits a change whose time is ahead, as another process with a wrong clock would. Returns the time. */
async function writtenAhead(folder: string, byMs: number, tenantId: string = DEVELOPMENT_TENANT): Promise<number> {
  const at = Date.now() + byMs;
  const store = await openStore(await TEST_DATABASE.urlIn(folder));
  const current = await store.find(tenantId, ID);
  await commit(store, current ? update(current, {}, { tenantId, at }) : creation(ID, {}, { tenantId, at }));
  await store.close();
  return at;
}

async function readiness({ url }: StartedService) {
  const response = await fetch(`${url}/readyz`);
  return { code: response.status, ...((await response.json()) as { status: string; message?: string }) };
}

/** Stops the service. Returns the warnings in its log. */
async function warningsOf(service: StartedService): Promise<string[]> {
  service.child.kill('SIGTERM');
  const { code, stderr } = await service.ended;
  expect(code).toBe(0);
  const lines = stderr.split('\n').filter(Boolean);
  return lines.map((line) => JSON.parse(line)).flatMap(({ level, msg }) => (level === 40 ? [msg] : []));
}

test('A log that is hours ahead is reported at the start and in readiness, and new changes follow in its order', async () => {
  const folder = scratchFolder();
  const ahead = await writtenAhead(folder, 3 * HOUR + 60_000);
  const service = await startService({ LOG_LEVEL: 'warn' }, folder);
  const message =
    'The clock is 3 hours behind the latest change in the log. New changes are ordered at the time of that change until the clock is set.';
  expect(await readiness(service)).toEqual({ code: 200, status: 'degraded', message });
  const { body } = await keepAliveClient(service)(RENAME, { name: 'Second' });
  const { updateDerivedCredentialSettings: payload } = body.data as unknown as Renamed;
  expect(Date.parse(payload.change.at)).toBe(ahead);
  expect(Math.abs(Date.parse(payload.change.recordedAt) - Date.now())).toBeLessThan(HOUR);
  expect(await warningsOf(service)).toEqual([message]);
});

test('A log that is days ahead refuses writes: both APIs, the import command and the doctor say what to do', async () => {
  const folder = scratchFolder();
  await writtenAhead(folder, 30 * DAY + HOUR);
  const service = await startService({ LOG_LEVEL: 'warn' }, folder);
  expect(await readiness(service)).toEqual({
    ...{ code: 200, status: 'degraded' },
    message: expect.stringMatching(/^The clock is 30 days behind .* are refused: set the clock, or set ALLOW_CLOCK_/),
  });
  const refused = await keepAliveClient(service)(RENAME, { name: 'Second' });
  expect([refused.status, refused.headers['retry-after'], refused.body.errors]).toEqual([
    ...[503, '60'],
    [expect.objectContaining({ message: expect.stringMatching(REFUSED) })],
  ]);
  const headers = { authorization: `Bearer ${service.token}`, 'content-type': 'application/json' };
  const body = JSON.stringify(EXAMPLE_BODY);
  const created = await fetch(service.url + COLLECTION, { method: 'POST', headers, body });
  expect([created.status, await created.json()]).toMatchObject([
    503,
    { error: { message: expect.stringMatching(REFUSED) } },
  ]);
  const read = await keepAliveClient(service)('{ derivedCredentials { totalCount } }');
  expect(read.body.data).toEqual({ derivedCredentials: { totalCount: 1 } });

  const file = join(folder, 'export.json');
  writeFileSync(file, JSON.stringify({ ...EXAMPLE_BODY, displayName: 'Of another name' }));
  const imported = await start(['import', file], service.environment).ended;
  expect([imported.code, imported.stderr.split('\n').slice(-2)]).toEqual([75, [expect.stringMatching(REFUSED), '']]);
  const examined = await start(['doctor'], service.environment).ended;
  expect([examined.code, examined.stdout]).toEqual([78, expect.stringMatching(/^fault +clock .* 30 days behind /m)]);
  expect(await warningsOf(service)).toHaveLength(1);
});

test('With ALLOW_CLOCK_BEHIND_LOG writes succeed, and the clock is still reported', async () => {
  const folder = scratchFolder();
  await writtenAhead(folder, 30 * DAY);
  const ALLOW_CLOCK_BEHIND_LOG = 'true';
  const service = await startService({ ALLOW_CLOCK_BEHIND_LOG, LOG_LEVEL: 'warn' }, folder);
  expect((await keepAliveClient(service)(RENAME, { name: 'Second' })).body.errors).toBeUndefined();
  expect(await readiness(service)).toMatchObject({
    status: 'degraded',
    message: expect.not.stringContaining('refused'),
  });
  const examined = await start(['doctor'], { ...service.environment, ALLOW_CLOCK_BEHIND_LOG }).ended;
  expect([examined.code, examined.stdout]).toEqual([0, expect.stringMatching(/^note +clock /m)]);
  expect(await warningsOf(service)).toHaveLength(1);
});

test('A service notices changes ahead of the clock by another process, and still writes for other tenants', async () => {
  const folder = scratchFolder();
  const service = await startService({ LOG_LEVEL: 'warn' }, folder);
  expect(await readiness(service)).toEqual({ code: 200, status: 'ready' });
  await writtenAhead(folder, 4 * 60_000, OTHER_TENANT);
  expect(await readiness(service)).toEqual({ code: 200, status: 'ready' });
  await writtenAhead(folder, 3 * DAY, OTHER_TENANT);
  expect(await readiness(service)).toMatchObject({ status: 'degraded', message: expect.stringContaining(' days ') });
  const { body } = await keepAliveClient(service)(
    `mutation { createDerivedCredentialSettings(input: { id: "${ID}", displayName: "Ours", helpUrl: "https://example.com",
      issuer: X_TEC, notificationType: NONE }) { change { kind } } }`,
  );
  expect(body.data).toEqual({ createDerivedCredentialSettings: { change: { kind: 'CREATED' } } });
  expect(await warningsOf(service)).toHaveLength(1);
});
