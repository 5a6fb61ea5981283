/** A copy between two databases: everything is there, or nothing can be seen; and it continues after whatever stopped it. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { type GraphLedger, newConnection } from '../../../src/domain/graph-ledger.js';
import { copyStore, openStore as open } from '../../../src/store/open.js';
import { MIGRATIONS as POSTGRES_MIGRATIONS } from '../../../src/store/postgres/migrations/index.js';
import { EVERY_TABLE } from '../../../src/store/sql/copying/copied-tables.js';
import type { CopiedTenant, CopyOptions } from '../../../src/store/sql/copying/copy-database.js';
import { COPY_RUNNING, UNFINISHED_COPY } from '../../../src/store/sql/unfinished-copy.js';
import { commit, creation, OTHER_TENANT, TENANT, uuid } from '../../support/domain/changes.js';
import { live } from '../../support/domain/varied-log.js';
import { scratchFolder } from '../../support/files/scratch.js';
import { noSmallDisk, smallDisk } from '../../support/files/small-disk.js';
import { start } from '../../support/service/built-program.js';
import { DATABASES, openStore } from '../../support/store/open-store.js';
import { type Cluster, databaseUrl, remove, sql, startCluster } from '../../support/store/postgres-cluster.js';
import { startProxy } from '../../support/store/postgres-proxy.js';
import { changesSource, readAll, settingsSource } from '../../support/store/read-all.js';

const [SQLITE, POSTGRES] = DATABASES;
const GRAPH_TENANT = 'cccccccc-0000-4000-8000-000000000003';
const DIRECTIONS = DATABASES.flatMap((from) => DATABASES.map((to) => [from.name, to.name, from, to] as const));
const KEPT = /What was copied is kept, and no service can use it yet\. Run the same command again: it continues\.$/;

interface Run extends Partial<CopyOptions> {
  readonly from: string;
  readonly to: string;
}

/** Copies in this process. Returns what was told of each tenant. */
async function copy({ from, to, onTenant, ...options }: Run): Promise<readonly CopiedTenant[]> {
  const tenants: CopiedTenant[] = [];
  await copyStore({ from, to }, () => {}, {
    onProgress: () => {},
    stoppedBy: () => null,
    ...options,
    onTenant: async (tenant) => {
      tenants.push(tenant);
      await onTenant?.(tenant);
    },
  });
  return tenants;
}

/** Opens a database for the time of the work. */
async function withStore<Result>(
  url: string,
  work: (store: Awaited<ReturnType<typeof open>>) => Promise<Result>,
): Promise<Result> {
  const store = await open(url, () => {});
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

/** Everything that a store tells of its tenants. */
function contentOf(url: string) {
  return withStore(url, async (store) => {
    const tenants = [TENANT, OTHER_TENANT, GRAPH_TENANT];
    return Promise.all(
      tenants.map(async (tenantId) => ({
        head: await store.head(tenantId),
        changes: await readAll(changesSource(store, null, tenantId)),
        settings: await readAll(settingsSource(store, { tenantId })),
        before: await readAll(settingsSource(store, { tenantId, asOf: 3 })),
        ledger: await store.graphLedger.read(tenantId, 0),
      })),
    );
  });
}

/** Changes of one tenant: creations, in commits of a thousand. */
function fill(url: string, count: number): Promise<void> {
  return withStore(url, async (store) => {
    for (let first = 0; first < count; first += 1000) {
      await commit(
        store,
        ...Array.from({ length: Math.min(1000, count - first) }, (_, n) => creation(uuid(first + n))),
      );
    }
  });
}

describe.each(DIRECTIONS)('from %s to %s', (_from, _to, from, to) => {
  test('the whole history, what follows from it, and the ledger without leases', async () => {
    const [source, target] = [await from.urlIn(scratchFolder()), await to.urlIn(scratchFolder())];
    await withStore(source, async (store) => {
      await live(store);
      for (const tenantId of [TENANT, GRAPH_TENANT]) await fillLedger(store, tenantId);
    });
    const told = await copy({ from: source, to: target });
    expect(told.map(({ tenantId }) => tenantId)).toEqual([TENANT, OTHER_TENANT, GRAPH_TENANT]);
    const content = await contentOf(source);
    expect(content[0]?.changes.length).toBe(told[0]?.changes);
    expect(content[2]?.ledger.links).toHaveLength(1);
    expect(await contentOf(target)).toEqual(content);
    await withStore(target, async (store) => {
      expect(await store.graphLedger.acquire(TENANT, 'two', 1, 2)).toMatchObject({ fence: 1 });
      const head = await store.head(TENANT);
      const [next] = await commit(store, creation(uuid(999)));
      expect(next?.position).toBe(head.position + 1);
    });
  });

  test('a copy that stopped is refused by everyone, and continues, also with what was written since', async () => {
    const [source, target] = [await from.urlIn(scratchFolder()), await to.urlIn(scratchFolder())];
    await fill(source, 3500);
    let pages = 0;
    const stoppedBy = () => (++pages > 2 ? 'SIGTERM' : null);
    await expect(copy({ from: source, to: target, stoppedBy })).rejects.toThrow(KEPT);
    await expect(open(target, () => {})).rejects.toThrow(UNFINISHED_COPY);
    await expect(copy({ from: target, to: await to.urlIn(scratchFolder()) })).rejects.toThrow(UNFINISHED_COPY);
    await withStore(source, (store) => commit(store, creation(uuid(9999))));
    let first: number | null = null;
    await copy({ from: source, to: target, onProgress: (done) => (first ??= done) });
    expect(first).toBeGreaterThan(0);
    expect(await contentOf(target)).toEqual(await contentOf(source));
  });

  test('a target with data is refused and left as it is', async () => {
    const [source, target] = [await from.urlIn(scratchFolder()), await to.urlIn(scratchFolder())];
    await fill(source, 3);
    await fill(target, 2);
    const before = await contentOf(target);
    await expect(copy({ from: source, to: target })).rejects.toThrow(
      'The target holds data already, of 1 tenants. Name an empty database.',
    );
    expect(await contentOf(target)).toEqual(before);
  });
});

test('every table of the schema is copied, made again, or left behind for a reason', () => {
  const tables = POSTGRES_MIGRATIONS.flatMap((text) =>
    [...text.matchAll(/^CREATE TABLE (\w+)/gm)].map(([, name]) => name),
  );
  const leftBehind = ['graph_lease'];
  const handled = ['tenant', ...EVERY_TABLE.map(({ name }) => name), ...leftBehind];
  expect(handled.toSorted()).toEqual(tables.toSorted());
});

test('nobody can write to a file while it is copied', async () => {
  const [from, to] = [await SQLITE.urlIn(scratchFolder()), await POSTGRES.urlIn(scratchFolder())];
  await fill(from, 3);
  await withStore(from, (store) =>
    copy({
      from,
      to,
      onTenant: async () => {
        expect((await store.head(TENANT)).position).toBe(3);
        await expect(store.commit([creation(uuid(9))])).rejects.toThrow('in use by another program');
      },
    }),
  );
});

test('a write to a server while it is copied is noticed, and the copy continues with it', async () => {
  const [from, to] = [await POSTGRES.urlIn(scratchFolder()), await SQLITE.urlIn(scratchFolder())];
  await fill(from, 3);
  const store = await openStore(from);
  const onTenant = async () => void (await commit(store, creation(uuid(9))));
  await expect(copy({ from, to, onTenant })).rejects.toThrow(/^The source was written during the copy\. Stop /);
  await expect(open(to, () => {})).rejects.toThrow(UNFINISHED_COPY);
  expect(await copy({ from, to })).toMatchObject([{ changes: 4, settings: 4 }]);
});

test.each([
  ['graph hold', (ledger: GraphLedger) => ledger.distrust()],
  ['the erasure of old contents', (ledger: GraphLedger) => ledger.eraseContent(1000)],
])('what %s writes to the ledger of a server without a lease is noticed too', async (_what, write) => {
  const [from, to] = [await POSTGRES.urlIn(scratchFolder()), await SQLITE.urlIn(scratchFolder())];
  await fill(from, 3);
  const { graphLedger } = await openStore(from);
  await fillLedger({ graphLedger }, TENANT);
  const lease = { tenantId: TENANT, holder: 'one', fence: 1 };
  await graphLedger.write(lease, 20, [{ write: 'close', seq: 1, outcome: 'confirmed', at: 30, problem: null }]);
  const onTenant = async () => expect(await write(graphLedger)).toBe(1);
  await expect(copy({ from, to, onTenant })).rejects.toThrow(/^The source was written during the copy\./);
});

test('a target that a process uses is refused', async () => {
  const [from, to] = [await SQLITE.urlIn(scratchFolder()), await POSTGRES.urlIn(scratchFolder())];
  await fill(from, 1);
  const store = await openStore(to);
  await store.head(TENANT);
  await expect(copy({ from, to })).rejects.toThrow('Another process of this program is connected to the target.');
});

test('while a copy runs, no other copy, no service and no command comes into its target', async () => {
  const [from, to] = [await SQLITE.urlIn(scratchFolder()), await POSTGRES.urlIn(scratchFolder())];
  const other = await SQLITE.urlIn(scratchFolder());
  await fill(from, 5000);
  await fill(other, 1);
  const first = start(['copy', '--from', from, '--to', to]);
  await new Promise<void>((resolve) => first.child.stderr?.on('data', () => resolve()));
  // Suspended, it keeps its connection and so its lock.
  first.child.kill('SIGSTOP');
  const environment = { DATABASE_URL: to, LOCAL_KEY_FILE: join(scratchFolder(), 'key.json'), PORT: '0' };
  for (const args of [
    ['copy', '--from', other, '--to', to],
    ['serve'],
    ['verify'],
    ['copy', '--from', to, '--to', other],
  ]) {
    const { code, stderr } = await start(args, environment).ended;
    expect([args, code, stderr]).toEqual([args, 78, expect.stringContaining(COPY_RUNNING)]);
  }
  expect((await start(['doctor'], environment).ended).stdout).toMatch(
    new RegExp(`^fault +database +${COPY_RUNNING.replaceAll('.', '\\.')}$`, 'm'),
  );
  first.child.kill('SIGCONT');
  expect(await first.ended).toMatchObject({ code: 0, stdout: expect.stringContaining('Both databases agree.') });
  expect(await contentOf(to)).toEqual(await contentOf(from));
});

test('of two copies that begin together one is refused, and the other has everything', async () => {
  const [from, to] = [await POSTGRES.urlIn(scratchFolder()), await POSTGRES.urlIn(scratchFolder())];
  await fill(from, 3000);
  const both = [start(['copy', '--from', from, '--to', to]), start(['copy', '--from', from, '--to', to])];
  const ended = await Promise.all(both.map((each) => each.ended));
  const [done, refused] = ended.toSorted((one, another) => Number(one.code) - Number(another.code));
  expect(done).toMatchObject({ code: 0 });
  // The first may have ended while the second waited for the lock.
  expect(refused?.stderr).toMatch(new RegExp(`${COPY_RUNNING}|The target holds data already`));
  expect(await contentOf(to)).toEqual(await contentOf(from));
});

test.each([-50, -20, 0, 20])('of a copy and a service that begins %i ms after it one is refused', async (later) => {
  const [from, to] = [await SQLITE.urlIn(scratchFolder()), await POSTGRES.urlIn(scratchFolder())];
  await fill(from, 1000);
  const [copied, opened] = await Promise.allSettled([
    pause(Math.max(0, -later)).then(() => copy({ from, to })),
    pause(Math.max(0, later)).then(() => open(to, () => {})),
  ]);
  if (opened.status === 'fulfilled') await opened.value.close();
  expect([copied.status, opened.status].toSorted()).toEqual(['fulfilled', 'rejected']);
});

test('a target that was altered between two runs is found by the comparison', async () => {
  const cluster = startCluster();
  onTestFinished(() => remove(cluster));
  const [from, to] = [await SQLITE.urlIn(scratchFolder()), databaseUrl(cluster, 'altered')];
  await fill(from, 1500);
  let pages = 0;
  await expect(copy({ from, to, stoppedBy: () => (++pages > 1 ? 'SIGINT' : null) })).rejects.toThrow(KEPT);
  sql(cluster, `UPDATE change SET request_id = 'altered' WHERE position = 7`, 'altered');
  await expect(copy({ from, to })).rejects.toThrow(/^The table change differs on both sides for the tenant aaaa/);
  await expect(open(to, () => {})).rejects.toThrow(UNFINISHED_COPY);
});

test('a source that contradicts its own log is refused', async () => {
  const cluster = startCluster();
  onTestFinished(() => remove(cluster));
  const [from, to] = [databaseUrl(cluster, 'contradicting'), await SQLITE.urlIn(scratchFolder())];
  await fill(from, 3);
  sql(cluster, `UPDATE settings SET display_name = 'Other' WHERE id = '${uuid(1)}'`, 'contradicting');
  await expect(copy({ from, to })).rejects.toThrow(/^The source is damaged: its table settings is not what the log/);
});

test('a text with U+0000, which PostgreSQL cannot hold, is named', async () => {
  const [from, to] = [await SQLITE.urlIn(scratchFolder()), await POSTGRES.urlIn(scratchFolder())];
  await withStore(from, (store) => commit(store, creation(uuid(1), {}, { requestId: 'a\0b' })));
  await expect(copy({ from, to })).rejects.toThrow(
    `A row of the tenant ${TENANT} (change, position 1) holds U+0000, which PostgreSQL cannot hold.`,
  );
});

test('a source that is missing is not made', async () => {
  const path = join(scratchFolder(), 'missing.sqlite');
  await expect(copy({ from: `file:${path}`, to: await SQLITE.urlIn(scratchFolder()) })).rejects.toThrow('is not there');
  expect(existsSync(path)).toBe(false);
});

test('errors of an address name the option, and no password', async () => {
  const from = await SQLITE.urlIn(scratchFolder());
  await fill(from, 1);
  const error = await copy({ from, to: 'postgres://me:s3cret@localhost:1/x?sslmode=prefer' }).catch((each) => each);
  expect(error.message).toMatch(/^--to has sslmode=prefer/);
  expect(JSON.stringify([error.message, error.stack])).not.toContain('s3cret');
});

describe('a fault in the middle', () => {
  let cluster: Cluster;
  beforeAll(() => {
    cluster = startCluster();
  });
  afterAll(() => remove(cluster));

  test('a lost connection stops the copy with a message, and nothing is visible', async () => {
    const proxy = await startProxy(cluster);
    const from = await SQLITE.urlIn(scratchFolder());
    await fill(from, 3500);
    const onProgress = (done: number) => void (done >= 2000 && proxy.cut());
    const to = databaseUrl(cluster, 'cut', proxy.folder);
    await expect(copy({ from, to, onProgress })).rejects.toThrow(/^The target: The storage cannot be reached\./);
    await expect(open(databaseUrl(cluster, 'cut'), () => {})).rejects.toThrow(UNFINISHED_COPY);
    expect(await copy({ from, to })).toMatchObject([{ changes: 3500 }]);
  });

  test('a full disk of a file stops the copy with a message, and nothing is visible', async ({ skip }) => {
    const reason = noSmallDisk();
    if (reason !== null) skip(reason);
    const disk = smallDisk(4);
    const [from, to] = [databaseUrl(cluster, 'large'), `file:${join(disk.folder, 'target.sqlite')}`];
    await fill(from, 10_000);
    await expect(copy({ from, to })).rejects.toThrow(
      `The disk of ${disk.folder} is full. Free some space and try again. What was copied is kept`,
    );
    disk.resize(64);
    await expect(open(to, () => {})).rejects.toThrow(UNFINISHED_COPY);
    expect(await copy({ from, to })).toMatchObject([{ changes: 10_000 }]);
  });
});

test('the program killed halfway continues with 20,000 changes, and reports how far it is', async () => {
  const [from, to] = [await SQLITE.urlIn(scratchFolder()), await POSTGRES.urlIn(scratchFolder())];
  await fill(from, 20_000);
  const first = start(['copy', '--from', from, '--to', to]);
  await new Promise<void>((resolve) => {
    first.child.stderr?.on('data', (chunk) => /Copying changes: (?:[6-9]|1\d)\d{3} of 20000/.test(chunk) && resolve());
  });
  first.child.kill('SIGKILL');
  expect((await first.ended).signal).toBe('SIGKILL');
  await expect(open(to, () => {})).rejects.toThrow(UNFINISHED_COPY);
  const again = await start(['copy', '--from', from, '--to', to]).ended;
  expect(again).toMatchObject({ code: 0, stdout: expect.stringContaining('Both databases agree.') });
  expect(again.stderr).not.toMatch(/changes: 1000 of/);
  expect(await contentOf(to)).toEqual(await contentOf(from));
  expect(await start(['copy', '--from', from, '--to', to]).ended).toMatchObject({
    code: 65,
    stderr: expect.stringContaining('The target holds data already'),
  });
});

async function fillLedger(
  store: Pick<Awaited<ReturnType<typeof open>>, 'graphLedger'>,
  tenantId: string,
): Promise<void> {
  const lease = await store.graphLedger.acquire(tenantId, 'one', 0, 1000);
  if (lease === null) throw new Error('The lease is taken.');
  const [content] = [{ ...creation(uuid(1)).after }];
  await store.graphLedger.write(lease, 10, [
    { write: 'connection', facts: { ...newConnection('https://graph.microsoft.com client'), adoptedAt: 5 } },
    {
      write: 'link',
      link: {
        settingsId: uuid(1),
        graphId: 'graph-1',
        confirmed: content as never,
        confirmedVersion: 1,
        confirmedAt: 3,
        linkedAt: 2,
        linkedBy: 'adopted',
      },
    },
    { write: 'observe', at: 9, objects: [{ graphId: 'graph-1', content: null, faults: [], raw: { issuer: 'x' } }] },
    { write: 'decide', decision: { about: uuid(1), kind: 'IGNORED', graphIds: ['graph-1'], since: 9 } },
    {
      write: 'begin',
      intent: {
        settingsId: uuid(1),
        version: 1,
        operation: 'create',
        reason: 'change',
        content: content as never,
        graphId: null,
        idsBefore: ['one'],
        clientRequestId: 'request',
        at: 10,
      },
    },
  ]);
}
