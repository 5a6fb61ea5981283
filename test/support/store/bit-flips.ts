/** Flips one bit of a database file with a history, and runs requests of the service on the damaged file. */
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { type Call, WRITE_PERMISSION } from '../../../src/domain/caller.js';
import type { RecordedChange } from '../../../src/domain/change.js';
import type { ChangeRequest } from '../../../src/domain/draft.js';
import { Refusal, SetupError } from '../../../src/domain/errors.js';
import { EVERYTHING, FIELDS, OLDEST_FIRST } from '../../../src/domain/query.js';
import { SettingsService } from '../../../src/domain/settings-service.js';
import type { Store } from '../../../src/domain/store.js';
import { SqliteStore } from '../../../src/store/sqlite/sqlite-store.js';
import { CONTENT, commit, creation, deletion, OTHER_TENANT, TENANT, update, uuid } from '../domain/changes.js';
import { copyDatabase } from './database-files.js';

/** Where a bit is flipped: a number in a row, a kind of page as `dbstat` names it, the header of the WAL, or its frames. */
const TARGETS = ['number', 'settings', 'change', 'tenant', 'index', 'schema', 'rest', 'log header', 'log'] as const;
type Target = (typeof TARGETS)[number];

/** One bit of a target. `where` is its place as a fraction of all bits of the target. */
export interface Flip {
  readonly target: Target;
  readonly where: number;
}

/** A request to the service, and the object that it is about. */
export interface Request {
  readonly kind: keyof typeof REQUESTS;
  readonly object: number;
  readonly version: number;
  readonly tenant: string;
}

/** The allowed results for a file with a flipped bit. Any other result is thrown as an error. */
export type End = 'refused' | 'damaged' | 'answered';

const OBJECTS = 24;
const DAMAGED = 'The storage is damaged.';
const PAGE = { size: 100, from: 'start', after: null, before: null } as const;
const NAMED = { op: 'contains', field: 'displayName', value: 'no such name' } as const;
const NEW_CONTENT = { ...CONTENT, helpUrl: 'https://example.com/' };
const LOG_HEADER_BYTES = 32;
const BITS_OF_A_NUMBER = 42;
const KEYS = {
  tenant: 'tenant_id',
  settings: 'tenant_id || id',
  change: "tenant_id || '/' || position",
  superseded: "tenant_id || '/' || until",
} as const;
const NUMBERS = [
  ['tenant', 'position'],
  ['tenant', 'at'],
  ['tenant', 'settings'],
  ['settings', 'version'],
  ['settings', 'position'],
  ['settings', 'created_at'],
  ['settings', 'updated_at'],
  ['settings', 'renewal_threshold_percentage'],
  ['change', 'position'],
  ['change', 'version'],
  ['change', 'at'],
  ['change', 'created_at'],
  ['change', 'snapshot_format'],
  ['superseded', 'since'],
  ['superseded', 'until'],
] as const;

type Ask = (service: SettingsService, call: Call, request: Request) => Promise<readonly RecordedChange[]>;

const write =
  (...make: readonly ((id: string, request: Request) => ChangeRequest)[]): Ask =>
  async (service, call, request) => {
    const requests = make.map((each) => each(uuid(request.object), request));
    const outcome = await service.apply(call, requests);
    return outcome.ok ? outcome.results.flatMap(({ change }) => change ?? []) : [];
  };
const read =
  (ask: (service: SettingsService, call: Call, request: Request) => Promise<unknown>): Ask =>
  async (...given) => {
    await ask(...given);
    return [];
  };
const create = (id: string): ChangeRequest => ({ create: { ...NEW_CONTENT, id } });
const createAny = (): ChangeRequest => ({ create: NEW_CONTENT });
const rename = (id: string, { version }: Request): ChangeRequest => ({
  update: { id, displayName: `Name ${version}` },
});
const remove = (id: string): ChangeRequest => ({ delete: { id } });
const revert = (id: string, { version }: Request): ChangeRequest => ({ revert: { id, toVersion: version } });

const REQUESTS = {
  create: write(createAny),
  'create with an id': write(create),
  update: write(rename),
  delete: write(remove),
  revert: write(revert),
  batch: write(createAny, rename, createAny),
  'batch on one object': write(rename, remove, revert),
  'dry run': read((service, call, request) =>
    service.apply(call, [rename(uuid(request.object), request)], { dryRun: true }),
  ),
  find: read((service, call, { object }) => service.find(call, uuid(object))),
  'find as of': read((service, call, { object, version }) => service.find(call, uuid(object), { position: version })),
  history: read((service, call, { object }) =>
    service.listChanges(call, { filter: { settingsIds: [uuid(object)] }, page: PAGE }),
  ),
  list: read((service, call, { object }) =>
    service.list(call, {
      filter: EVERYTHING,
      order: [{ field: FIELDS[object % FIELDS.length] ?? 'id', direction: 'ASC' }],
      page: PAGE,
    }),
  ),
  'list as of': read((service, call) =>
    service.list(call, { filter: EVERYTHING, order: OLDEST_FIRST, page: PAGE }, { time: 2500 }),
  ),
  count: read((service, call) => service.count(call, NAMED)),
  log: read((service, call) => service.listChanges(call, { filter: { from: 1000, upTo: 4000 }, page: PAGE })),
  'log by kind': read((service, call) =>
    service.listChanges(call, {
      filter: { kinds: ['UPDATED'], subjects: ['tester'] },
      page: { ...PAGE, withTotalCount: true },
    }),
  ),
} as const satisfies Readonly<Record<string, Ask>>;

export const flipArbitrary: fc.Arbitrary<Flip> = fc.record({
  // More often numbers: they are a small part of a file, but a wrong one can misdirect a write.
  target: fc.oneof(fc.constant('number' as const), fc.constantFrom(...TARGETS)),
  // Not `fc.double`, nearly all of whose numbers are close to 0.
  where: fc.noBias(fc.nat(2 ** 31 - 1)).map((number) => number / 2 ** 31),
});
export const requestsArbitrary: fc.Arbitrary<readonly Request[]> = fc.array(
  fc.record({
    kind: fc.constantFrom(...(Object.keys(REQUESTS) as Request['kind'][])),
    object: fc.nat(OBJECTS),
    version: fc.integer({ min: 1, max: 4 }),
    tenant: fc.constantFrom(TENANT, TENANT, TENANT, OTHER_TENANT),
  }),
  { minLength: 10, maxLength: 30 },
);

/** Two files of the same content: one was closed; the other was copied while open, with half of its changes only in the WAL. */
export interface FilledFiles {
  readonly closed: string;
  readonly killed: string;
}

export async function filledFiles(folder: string): Promise<FilledFiles> {
  const [closed, killed] = [join(folder, 'closed.sqlite'), join(folder, 'killed.sqlite')];
  const store = new SqliteStore(closed, () => {});
  for (let number = 0; number < OBJECTS; number += 1) {
    if (number === OBJECTS / 2) mergeLog(closed);
    const id = uuid(number);
    await commit(store, creation(id, { displayName: `Name ${number}` }, { at: 1000 + number * 50 }));
    await commit(store, creation(id, { displayName: 'Theirs' }, { tenantId: OTHER_TENANT, at: 1000 }));
    if (number % 3 === 0) await changeOnce(store, id, number);
  }
  for (const suffix of ['', '-wal']) copyFileSync(`${closed}${suffix}`, `${killed}${suffix}`);
  await store.close();
  return { closed, killed };
}

async function changeOnce(store: Store, id: string, number: number): Promise<void> {
  const current = await store.find(TENANT, id);
  if (current === null) throw new Error(`There is no ${id}.`);
  const at = 1000 + number * 50;
  await commit(store, number % 2 === 0 ? update(current, { helpUrl: null }, { at }) : deletion(current, { at }));
}

function mergeLog(path: string): void {
  const database = new Database(path);
  database.pragma('wal_checkpoint(TRUNCATE)');
  database.close();
}

/** Writes a copy of a file with one bit flipped. */
export function flipped({ closed, killed }: FilledFiles, path: string, { target, where }: Flip): void {
  if (target === 'number') {
    alterNumber(closed, path, where);
    return;
  }
  const isLog = target.startsWith('log');
  const sound = isLog ? killed : closed;
  copyDatabase(sound, path);
  const file = isLog ? `${path}-wal` : path;
  const bytes = readFileSync(file);
  const spans = isLog ? [logSpan(target, bytes.length)] : pagesOf(sound, target);
  // Most of a page is unused zeroes that are never read.
  const used = spans.flatMap(([from, to]) => rangeOf(from, to).filter((at) => bytes[at] !== 0));
  const bit = Math.floor(where * used.length * 8);
  const at = used[bit >> 3] ?? 0;
  bytes.writeUInt8(bytes.readUInt8(at) ^ (1 << (bit & 7)), at);
  writeFileSync(file, bytes);
}

/** Flips a bit of a number in its row and in the indexes, as SQL can only do both. */
function alterNumber(sound: string, path: string, where: number): void {
  copyDatabase(sound, path);
  const database = new Database(path);
  try {
    database.pragma('ignore_check_constraints = ON');
    database.pragma('foreign_keys = OFF');
    const place = where * NUMBERS.length;
    const [table, column] = NUMBERS[Math.floor(place)] ?? NUMBERS[0];
    const rows = database
      .prepare<[], [string, number]>(`SELECT key, ${column} FROM (${keyed(table)})`)
      .raw()
      .all();
    const inRows = (place % 1) * rows.length;
    const [key, value] = rows[Math.floor(inRows)] ?? ['', 0];
    const bit = Math.floor((inRows % 1) * BITS_OF_A_NUMBER);
    const altered = Number(BigInt(value) ^ (1n << BigInt(bit)));
    // IGNORE: if the new key is taken already, SQLite cannot write two rows with one key.
    database.prepare(`UPDATE OR IGNORE ${table} SET ${column} = ? WHERE ${KEYS[table]} = ?`).run(altered, key);
  } finally {
    database.close();
  }
}

function keyed(table: keyof typeof KEYS): string {
  return `SELECT ${KEYS[table]} AS key, * FROM ${table}`;
}

function rangeOf(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, index) => from + index);
}

type Span = readonly [from: number, to: number];

function logSpan(target: Target, length: number): Span {
  return target === 'log header' ? [0, LOG_HEADER_BYTES] : [LOG_HEADER_BYTES, length];
}

/** Where the pages of a target lie in the file. */
function pagesOf(sound: string, target: Target): Span[] {
  const database = new Database(sound, { readonly: true });
  try {
    const pages = database
      .prepare<[], [string, number, number]>('SELECT name, pgoffset, pgsize FROM dbstat')
      .raw()
      .all();
    return pages.flatMap(([name, from, size]) => (targetOf(name) === target ? [[from, from + size] as const] : []));
  } finally {
    database.close();
  }
}

function targetOf(name: string): Target {
  if (name === 'settings' || name === 'change' || name === 'tenant') return name;
  if (name === 'sqlite_schema') return 'schema';
  return /_by_/.test(name) ? 'index' : 'rest';
}

/** Runs the requests on the file. Throws unexpected errors, and an error if an acknowledged change is missing. */
export async function runRequests(
  path: string,
  requests: readonly Request[],
): Promise<{ readonly end: End; readonly warnings: readonly string[]; readonly holds: string }> {
  const warnings: string[] = [];
  const store = opened(path, warnings);
  if (store === null) return { end: 'refused', warnings, holds: '' };
  const acknowledged: RecordedChange[] = [];
  let isDamaged = false;
  let holds = '';
  try {
    holds = (await unlessDamaged(() => everything(store))) ?? '';
    isDamaged = holds === '';
    const service = serviceOf(store);
    for (const request of requests) {
      const done = await unlessDamaged(() => REQUESTS[request.kind](service, callOf(request.tenant), request));
      isDamaged ||= done === null;
      acknowledged.push(...(done ?? []));
    }
    await expectThere(store, acknowledged);
    if (isDamaged && (await store.check()) !== DAMAGED)
      throw new Error('The store reported damage, but check() does not.');
  } finally {
    await store.close();
  }
  const again = opened(path, []);
  if (again !== null) {
    try {
      await expectThere(again, acknowledged);
    } finally {
      await again.close();
    }
  }
  return { end: isDamaged ? 'damaged' : 'answered', warnings, holds };
}

function opened(path: string, warnings: string[]): Store | null {
  try {
    return new SqliteStore(path, (message) => warnings.push(message));
  } catch (error) {
    if (
      error instanceof SetupError &&
      /is damaged|is not a database|of another program|newer release/.test(error.message)
    )
      return null;
    throw error;
  }
}

/** Null if the read fails with the refusal for damage. Any other error is unexpected and thrown. */
async function unlessDamaged<Result>(ask: () => Promise<Result>): Promise<Result | null> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof Refusal && error.message === DAMAGED) return null;
    throw error;
  }
}

async function expectThere(store: Store, changes: readonly RecordedChange[]): Promise<void> {
  for (const change of changes) {
    const found = await unlessDamaged(() => store.readChangesAfter(change.tenantId, change.position - 1, 1));
    if (found !== null && !isDeepStrictEqual(found.changes, [change])) {
      throw new Error(`Acknowledged: ${JSON.stringify(change)}, found: ${JSON.stringify(found)}`);
    }
  }
}

/** Both logs and both tenants' objects. */
async function everything(store: Store): Promise<string> {
  const read: unknown[] = [];
  for (const tenantId of [TENANT, OTHER_TENANT]) {
    read.push(await store.head(tenantId), await store.readChangesAfter(tenantId, 0, 1000));
    read.push(await store.list(tenantId, { filter: EVERYTHING, order: OLDEST_FIRST, page: PAGE }));
  }
  return JSON.stringify(read);
}

function serviceOf(store: Store): SettingsService {
  let ids = OBJECTS * 2;
  const follow = () => {
    throw new Error('No request follows the log.');
  };
  return new SettingsService({ store, follow, clock: () => 5000, newId: () => uuid(ids++), singleIssuer: false });
}

function callOf(tenantId: string): Call {
  const actor = { subject: 'tester', clientId: null, kind: 'USER' } as const;
  const caller = { ...actor, tenantId, permissions: [WRITE_PERMISSION], expiresAt: Number.MAX_SAFE_INTEGER };
  return { caller, origin: 'GRAPHQL', requestId: 'request' };
}
