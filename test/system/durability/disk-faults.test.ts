/**
 * A disk that is full or takes no writes, and a lock that another program holds: clients are told when to come back, reads go
 * on, everything acknowledged is there and nothing refused is, and writes go on by themselves once the fault is over.
 */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { makeImmutable, noImmutableFiles } from '../../support/files/immutable-file.js';
import { scratchFolder } from '../../support/files/scratch.js';
import { noSmallDisk, type SmallDisk, smallDisk } from '../../support/files/small-disk.js';
import { EXAMPLE_BODY } from '../../support/rest/rest-client.js';
import { serve } from '../../support/service/process.js';
import { type Served, served } from '../../support/service/served.js';
import { holdLock } from '../../support/store/lock-holder.js';
import { createUntilRefused, DONE, readiness, type Told, WRITING_FACES } from '../../support/system/write-clients.js';

const FILE = 'test.sqlite';
// More than fit on the small disk, and than it takes for every kind of wait to begin.
const MOST = 5_000;
const WRITERS = 16;
const HOLD_MS = 11_000;
const READY = { status: 200, body: { status: 'ready' } };

test('on a full disk reads go on and writes are refused; with space again they go on, and all of it outlives a kill', async ({
  skip,
}) => {
  const disk = smallDiskOr(skip);
  const service = await served({}, disk.folder);
  const [first, ...others] = await createSome(service);
  disk.fill();
  const { acknowledged, refused, told } = await createUntilRefused(service, MOST);
  const kept = [first, ...others, ...acknowledged].sort();
  await expectWritesRefused(service, first, told, 'The storage is full. Nothing was written.', '30');
  await expectHoldings(service, kept);
  expect(await readiness(service)).toEqual({
    status: 200,
    body: { status: 'degraded', message: 'The storage is full. Nothing was written.' },
  });

  disk.free();
  expect(await readiness(service)).toEqual(READY);
  const again = [...(await createSome(service)), ...(await createThese(service, refused))];
  await expectHoldings(service, [...kept, ...again].sort());
  service.child.kill('SIGKILL');
  await service.ended;
  await expectHoldings(await served({}, disk.folder), [...kept, ...again].sort());
});

test('on a full disk the service stops in order, and started with space again it has everything', async ({ skip }) => {
  const disk = smallDiskOr(skip);
  const service = await served({}, disk.folder);
  const created = await createSome(service);
  disk.fill();
  const { acknowledged } = await createUntilRefused(service, MOST);
  service.child.kill('SIGTERM');
  expect(await service.ended).toMatchObject({ code: 0, stderr: '' });
  disk.free();
  await expectHoldings(await served({}, disk.folder), [...created, ...acknowledged].sort());
});

test('on a disk that is full from the start the service does not start, and says what to look at', async ({ skip }) => {
  const disk = smallDiskOr(skip);
  const service = await served({}, disk.folder);
  const created = await createSome(service);
  service.child.kill('SIGTERM');
  await service.ended;
  disk.fill();
  await expectNoStart(disk.folder, /cannot be used \(SQLITE_\w+\)\. Check the disk/);
  disk.free();
  await expectHoldings(await served({}, disk.folder), created);
});

test('on a disk that was mounted to be read only the service does not start, and says what to look at', async ({
  skip,
}) => {
  const disk = smallDiskOr(skip);
  const service = await served({}, disk.folder);
  const created = await createSome(service);
  service.child.kill('SIGTERM');
  await service.ended;
  disk.remount('ro');
  await expectNoStart(disk.folder, /cannot be used \(SQLITE_\w+\)\. Check the disk/);
  disk.remount('rw');
  await expectHoldings(await served({}, disk.folder), created);
});

test('while its files take no writes reads go on, and writes go on once they do', async ({ skip }) => {
  const reason = noImmutableFiles();
  if (reason !== null) return skip(reason);
  const folder = scratchFolder();
  const service = await served({}, folder);
  const [first, ...others] = await createSome(service);
  const mend = makeImmutable(['', '-wal'].map((suffix) => join(folder, FILE) + suffix));
  const { acknowledged, refused, told } = await createUntilRefused(service, 0);
  expect(acknowledged).toEqual([]);
  await expectWritesRefused(service, first, told, 'The storage failed. Nothing was acknowledged; try again.', '30');
  await expectHoldings(service, [first, ...others].sort());
  expect((await readiness(service)).body).toMatchObject({ status: 'degraded' });

  mend();
  expect(await readiness(service)).toEqual(READY);
  const again = [...(await createThese(service, refused)), ...(await createSome(service))];
  await expectHoldings(service, [first, ...others, ...again].sort());
});

test('while another program holds the lock under load reads go on, and every write is either kept or refused', async () => {
  const folder = scratchFolder();
  const service = await served({}, folder);
  const created = await createSome(service);
  const release = await holdLock(join(folder, FILE));
  let locked = true;
  const outcomes: { readonly id: string; readonly told: Told }[] = [];
  const writers = Array.from({ length: WRITERS }, async (_, writer) => {
    const face = WRITING_FACES[writer % WRITING_FACES.length] ?? WRITING_FACES[0];
    while (locked && face !== undefined) {
      const id = randomUUID();
      outcomes.push({ id, told: await face.create(service, id) });
    }
  });
  // Refused twice and then let through, all in one request, which nobody may give up meanwhile.
  const batch = createInBatch(service, 3);
  const until = performance.now() + HOLD_MS;
  while (performance.now() < until) {
    await expectHoldings(service, created);
    await after(100);
  }
  expect((await readiness(service)).body).toMatchObject({ status: 'degraded' });
  locked = false;
  await release();
  await Promise.all(writers);

  const refused = outcomes.filter(({ told }) => told.code !== null);
  const acknowledged = outcomes.filter(({ told }) => told.code === null).map(({ id }) => id);
  // A writer waits for five seconds: patient, but not for ever.
  expect(refused.length).toBeGreaterThanOrEqual(WRITERS);
  expect(refused.length).toBeLessThanOrEqual(3 * WRITERS);
  expect(acknowledged.length).toBeGreaterThan(0);
  const message = 'The storage is in use by another program. Nothing was written; try again.';
  expect(new Set(refused.map(({ told }) => JSON.stringify(told)))).toEqual(
    new Set(WRITING_FACES.map(({ unavailable }) => JSON.stringify(unavailableNow(unavailable, message, '1')))),
  );
  const { ids, statuses } = await batch;
  expect(statuses).toEqual([503, 503, 201]);
  await expectHoldings(service, [...created, ...acknowledged, ids[2] ?? ''].sort());
  expect(await readiness(service)).toEqual(READY);
});

function smallDiskOr(skip: (note: string) => void): SmallDisk {
  const reason = noSmallDisk();
  if (reason !== null) skip(reason);
  return smallDisk(4);
}

/** Two objects through each face, their ids sorted. */
async function createSome(service: Served): Promise<[string, ...string[]]> {
  const [first, ...others] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()].sort();
  await createThese(service, [first ?? '', ...others]);
  return [first ?? '', ...others];
}

/** Objects of these ids, through each face in turn. */
async function createThese(service: Served, ids: readonly string[]): Promise<readonly string[]> {
  for (const [index, id] of ids.entries()) {
    expect(await WRITING_FACES[index % WRITING_FACES.length]?.create(service, id)).toMatchObject(DONE);
  }
  return ids;
}

/** Objects in the steps of one batch; answers with the status of each step. */
async function createInBatch({ url, token }: Served, count: number) {
  const ids = Array.from({ length: count }, () => randomUUID());
  const headers = { 'content-type': 'application/json' };
  const requests = ids.map((id, index) => {
    const body = { ...EXAMPLE_BODY, id };
    return { id: String(index), method: 'POST', url: '/deviceManagement/derivedCredentials', headers, body };
  });
  const response = await fetch(`${url}/beta/$batch`, {
    method: 'POST',
    headers: { ...headers, authorization: `Bearer ${token}` },
    body: JSON.stringify({ requests }),
  });
  const { responses } = (await response.json()) as { readonly responses: readonly { readonly status: number }[] };
  return { ids, statuses: responses.map(({ status }) => status) };
}

async function expectHoldings(service: Served, ids: readonly string[]): Promise<void> {
  for (const face of WRITING_FACES) expect(await face.list(service), face.name).toEqual(ids);
}

/** That each face has told so of the creates in `told`, and tells so of every other write. */
async function expectWritesRefused(
  service: Served,
  id: string,
  told: readonly Told[],
  message: string,
  retryAfter: string,
): Promise<void> {
  for (const [index, face] of WRITING_FACES.entries()) {
    const refusal = unavailableNow(face.unavailable, message, retryAfter);
    expect(told[index], `${face.name} create`).toEqual(refusal);
    expect(await face.rename(service, id, 'Other'), `${face.name} update`).toEqual(refusal);
    expect(await face.remove(service, id), `${face.name} delete`).toEqual(refusal);
  }
}

function unavailableNow(code: string, message: string, retryAfter: string): Told {
  return { status: 503, code, message, retryAfter };
}

async function expectNoStart(folder: string, reason: RegExp): Promise<void> {
  const starting = serve({ DATABASE_URL: `file:${join(folder, FILE)}`, LOG_LEVEL: 'silent' });
  await expect(starting).rejects.toThrow(reason);
}
