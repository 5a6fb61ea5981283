/**
 * A full disk, a read-only disk, and a lock held by another program: refusals carry `Retry-After`, reads still succeed,
 * everything acknowledged is stored and nothing refused is, and writes succeed again by themselves once the fault is over.
 */
import { randomUUID } from 'node:crypto';
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { makeImmutable, noImmutableFiles } from '../../support/files/immutable-file.js';
import { scratchFolder } from '../../support/files/scratch.js';
import { noSmallDisk, type SmallDisk, smallDisk } from '../../support/files/small-disk.js';
import { EXAMPLE_BODY } from '../../support/rest/rest-client.js';
import { serve, start } from '../../support/service/built-program.js';
import { type StartedService, startService } from '../../support/service/started-service.js';
import { holdLock } from '../../support/store/lock-holder.js';
import { environmentIn, SQLITE } from '../../support/store/open-store.js';
import { createUntilRefused, DONE, type Reply, readiness, WRITE_CLIENTS } from '../../support/system/write-clients.js';

const FILE = 'test.sqlite';
// More creates than fit on the small disk.
const MOST = 5_000;
const WRITERS = 16;
const HOLD_MS = 11_000;
const READY = { status: 200, body: { status: 'ready' } };

test('on a full disk reads go on and writes are refused; with space again they go on, and all of it outlives a kill', async ({
  skip,
}) => {
  const disk = smallDiskOr(skip);
  const service = await startService({}, disk.folder, SQLITE);
  const [first, ...others] = await createSome(service);
  disk.fill();
  const { acknowledged, refused, refusals } = await createUntilRefused(service, MOST);
  const kept = [first, ...others, ...acknowledged].sort();
  await expectWritesRefused(service, first, refusals, 'The storage is full. Nothing was written.', '30');
  await expectStored(service, kept);
  expect(await readiness(service)).toEqual({
    status: 200,
    body: { status: 'degraded', message: 'The storage is full. Nothing was written.' },
  });

  disk.free();
  expect(await readiness(service)).toEqual(READY);
  const again = [...(await createSome(service)), ...(await createThese(service, refused))];
  await expectStored(service, [...kept, ...again].sort());
  service.child.kill('SIGKILL');
  await service.ended;
  await expectStored(await startService({}, disk.folder, SQLITE), [...kept, ...again].sort());
});

test('on a full disk the service stops in order, and started with space again it has everything', async ({ skip }) => {
  const disk = smallDiskOr(skip);
  const service = await startService({}, disk.folder, SQLITE);
  const created = await createSome(service);
  disk.fill();
  const { acknowledged } = await createUntilRefused(service, MOST);
  service.child.kill('SIGTERM');
  expect(await service.ended).toMatchObject({ code: 0, stderr: '' });
  disk.free();
  await expectStored(await startService({}, disk.folder, SQLITE), [...created, ...acknowledged].sort());
});

test('on a disk that is full from the start no command that writes goes on, and each can be tried again', async ({
  skip,
}) => {
  const disk = smallDiskOr(skip);
  const service = await startService({}, disk.folder, SQLITE);
  const created = await createSome(service);
  service.child.kill('SIGTERM');
  await service.ended;
  const environment = await environmentIn(disk.folder, SQLITE);
  const [backup, other] = [join(scratchFolder(), 'backup.sqlite'), join(scratchFolder(), 'other.sqlite')];
  const run = (...args: readonly string[]) => start(args, { PORT: '0', ...environment }).ended;
  for (const args of [
    ['backup', '--to', backup],
    ['copy', '--from', environment.DATABASE_URL, '--to', `file:${other}`],
  ]) {
    expect(await run(...args)).toMatchObject({ code: 0 });
  }
  disk.fill();
  const full = `The disk of ${disk.folder} is full.`;
  for (const args of [
    ['serve'],
    ['seed'],
    ['forget', '--subject', 'local-developer', '--yes'],
    ['backup', '--to', join(disk.folder, 'backup.sqlite')],
    ['restore', '--from', backup, '--force'],
    ['copy', '--from', `file:${other}`, '--to', `file:${join(disk.folder, 'copy.sqlite')}`],
  ]) {
    expect(await run(...args), args[0]).toMatchObject({ code: 75, stderr: expect.stringContaining(full) });
  }
  rmSync(join(disk.folder, `${FILE}.key.json`));
  disk.fill();
  for (const name of ['serve', 'token']) {
    expect(await run(name), name).toMatchObject({ code: 75, stderr: expect.stringContaining(full) });
  }
  disk.free();
  await expectStored(await startService({}, disk.folder, SQLITE), created);
});

test('on a disk that takes no more files, though bytes are free, the service does not start and can be tried again', async ({
  skip,
}) => {
  const disk = smallDiskOr(skip, 5);
  const environment = await environmentIn(disk.folder, SQLITE);
  expect(await start(['seed'], environment).ended).toMatchObject({ code: 0 });
  expect(await start(['token'], environment).ended).toMatchObject({ code: 0 });
  for (let files = readdirSync(disk.folder).length; files < 4; files += 1)
    writeFileSync(join(disk.folder, `${files}`), '');
  expect(await start(['serve'], { PORT: '0', ...environment }).ended).toEqual({
    ...{ code: 75, signal: null, stdout: '' },
    stderr: `The disk of ${disk.folder} is full. Free some space and try again.\n`,
  });
});

test('on a disk that was mounted to be read only the service does not start, and says what to look at', async ({
  skip,
}) => {
  const disk = smallDiskOr(skip);
  const service = await startService({}, disk.folder, SQLITE);
  const created = await createSome(service);
  service.child.kill('SIGTERM');
  await service.ended;
  disk.remount('ro');
  await expectNoStart(disk.folder, /cannot be used \(SQLITE_\w+\)\. Check the disk/);
  disk.remount('rw');
  await expectStored(await startService({}, disk.folder, SQLITE), created);
});

test('while its files take no writes reads go on, and writes go on once they do', async ({ skip }) => {
  const reason = noImmutableFiles();
  if (reason !== null) return skip(reason);
  const folder = scratchFolder();
  const service = await startService({}, folder, SQLITE);
  const [first, ...others] = await createSome(service);
  const mend = makeImmutable(['', '-wal'].map((suffix) => join(folder, FILE) + suffix));
  const { acknowledged, refused, refusals } = await createUntilRefused(service, 0);
  expect(acknowledged).toEqual([]);
  await expectWritesRefused(service, first, refusals, 'The storage failed. Nothing was acknowledged; try again.', '30');
  await expectStored(service, [first, ...others].sort());
  expect((await readiness(service)).body).toMatchObject({ status: 'degraded' });

  mend();
  expect(await readiness(service)).toEqual(READY);
  const again = [...(await createThese(service, refused)), ...(await createSome(service))];
  await expectStored(service, [first, ...others, ...again].sort());
});

test('while another program holds the lock under load reads go on, and every write is either kept or refused', async () => {
  const folder = scratchFolder();
  const service = await startService({}, folder, SQLITE);
  const created = await createSome(service);
  const release = await holdLock(join(folder, FILE));
  let locked = true;
  const outcomes: { readonly id: string; readonly reply: Reply }[] = [];
  const writers = Array.from({ length: WRITERS }, async (_, writer) => {
    const client = WRITE_CLIENTS[writer % WRITE_CLIENTS.length] ?? WRITE_CLIENTS[0];
    while (locked && client !== undefined) {
      const id = randomUUID();
      outcomes.push({ id, reply: await client.create(service, id) });
    }
  });
  // Its first two steps time out on the lock and the third succeeds, all in one request.
  const batch = createInBatch(service, 3);
  const until = performance.now() + HOLD_MS;
  while (performance.now() < until) {
    await expectStored(service, created);
    await after(100);
  }
  expect((await readiness(service)).body).toMatchObject({ status: 'degraded' });
  locked = false;
  await release();
  await Promise.all(writers);

  const refused = outcomes.filter(({ reply }) => reply.code !== null);
  const acknowledged = outcomes.filter(({ reply }) => reply.code === null).map(({ id }) => id);
  // Each write waits up to five seconds for the lock.
  expect(refused.length).toBeGreaterThanOrEqual(WRITERS);
  expect(refused.length).toBeLessThanOrEqual(3 * WRITERS);
  expect(acknowledged.length).toBeGreaterThan(0);
  const message = 'The storage is in use by another program. Nothing was written; try again.';
  expect(new Set(refused.map(({ reply }) => JSON.stringify(reply)))).toEqual(
    new Set(WRITE_CLIENTS.map(({ unavailable }) => JSON.stringify(unavailableNow(unavailable, message, '1')))),
  );
  const { ids, statuses } = await batch;
  expect(statuses).toEqual([503, 503, 201]);
  await expectStored(service, [...created, ...acknowledged, ids[2] ?? ''].sort());
  expect(await readiness(service)).toEqual(READY);
});

function smallDiskOr(skip: (note: string) => void, inodes?: number): SmallDisk {
  const reason = noSmallDisk();
  if (reason !== null) skip(reason);
  return smallDisk(4, inodes);
}

/** Creates two objects through each API. Returns their ids, sorted. */
async function createSome(service: StartedService): Promise<[string, ...string[]]> {
  const [first, ...others] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()].sort();
  await createThese(service, [first ?? '', ...others]);
  return [first ?? '', ...others];
}

/** Creates objects with these ids, through the APIs in turn. */
async function createThese(service: StartedService, ids: readonly string[]): Promise<readonly string[]> {
  for (const [index, id] of ids.entries()) {
    expect(await WRITE_CLIENTS[index % WRITE_CLIENTS.length]?.create(service, id)).toMatchObject(DONE);
  }
  return ids;
}

/** Creates objects in one `$batch`. Returns their ids and the status of each step. */
async function createInBatch({ url, token }: StartedService, count: number) {
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

async function expectStored(service: StartedService, ids: readonly string[]): Promise<void> {
  for (const client of WRITE_CLIENTS) expect(await client.list(service), client.name).toEqual(ids);
}

/** Each API has refused its create with this message (`refusals`), and refuses updates and deletions alike. */
async function expectWritesRefused(
  service: StartedService,
  id: string,
  refusals: readonly Reply[],
  message: string,
  retryAfter: string,
): Promise<void> {
  for (const [index, client] of WRITE_CLIENTS.entries()) {
    const refusal = unavailableNow(client.unavailable, message, retryAfter);
    expect(refusals[index], `${client.name} create`).toEqual(refusal);
    expect(await client.rename(service, id, 'Other'), `${client.name} update`).toEqual(refusal);
    expect(await client.remove(service, id), `${client.name} delete`).toEqual(refusal);
  }
}

function unavailableNow(code: string, message: string, retryAfter: string): Reply {
  return { status: 503, code, message, retryAfter };
}

async function expectNoStart(folder: string, reason: RegExp): Promise<void> {
  await expect(serve(await environmentIn(folder, SQLITE))).rejects.toThrow(reason);
}
