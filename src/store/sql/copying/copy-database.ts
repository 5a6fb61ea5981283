/**
 * Copies all tenants from one database to another, and compares both. The target stays marked as unfinished, and no store opens it,
 * until all agrees. Holds one page of rows in memory. Knows neither database.
 */
import { createHash } from 'node:crypto';
import { DataError } from '../../../domain/errors.js';
import type { Row } from '../snapshot.js';
import { MARK } from '../unfinished-copy.js';
import { type CopiedTable, DERIVED, derivations, EVERY_TABLE, LOG, REPLACED } from './copied-tables.js';
import type { CopyEnd, CopySource, CopyTarget } from './copy-ports.js';
import { copyStopped } from './copy-stopped.js';

/** What was copied of a tenant. */
export interface CopiedTenant {
  readonly tenantId: string;
  readonly changes: number;
  readonly settings: number;
  /** SHA-256 over the rows of its log, the same on both sides. */
  readonly sha256: string;
}

export interface CopyOptions {
  /** Called with the number of changes that the target has, and how many there are in all. */
  readonly onProgress: (done: number, total: number) => void;
  /** Called after each tenant. */
  readonly onTenant: (tenant: CopiedTenant) => Promise<void>;
  /** What the copy shall stop for, such as a signal; null to go on. Called between pages. */
  readonly stoppedBy: () => string | null;
}

interface Digest {
  readonly sha256: string;
  readonly rows: number;
}

type TenantHead = readonly [tenantId: string, position: number, at: number, settings: number];

const PAGE = 1000;
const HEADS = 'SELECT tenant_id, position, at, settings FROM tenant ORDER BY tenant_id';
const AGAIN = 'Empty the target and run the command again.';

/** Throws a `DataError` if the target holds other data, or if both sides differ in the end. */
export async function copyDatabase(source: CopySource, target: CopyTarget, options: CopyOptions): Promise<void> {
  const heads = (await source.run(HEADS)) as readonly TenantHead[];
  const tenants = await tenantsOf(source);
  await markTarget(target, new Set(tenants));
  const copying = new Copying(source, target, options, new Map(heads.map((head) => [head[0], head])));
  for (const tenantId of tenants) await options.onTenant(await copying.copyTenant(tenantId));
  await source.ensureUnchanged();
  await target.finish();
  await target.run(`DROP TABLE ${MARK}`);
}

/** The tenants that have a row in any table. */
async function tenantsOf(end: CopyEnd): Promise<readonly string[]> {
  const names = ['tenant', ...EVERY_TABLE.map(({ name }) => name)];
  const found = new Set<string>();
  for (const name of names) {
    for (const [tenantId] of await end.run(`SELECT DISTINCT tenant_id FROM ${name}`)) found.add(String(tenantId));
  }
  return [...found].toSorted();
}

async function markTarget(target: CopyTarget, tenants: ReadonlySet<string>): Promise<void> {
  const found = await tenantsOf(target);
  const [isMarked] = await target.run(target.findMark);
  if (isMarked === undefined) {
    if (found.length > 0) {
      throw new DataError(`The target holds data already, of ${found.length} tenants. Name an empty database.`);
    }
    await target.run(`CREATE TABLE ${MARK} (began_at bigint NOT NULL)`);
    return;
  }
  const other = found.find((tenantId) => !tenants.has(tenantId));
  if (other !== undefined) {
    throw new DataError(`The target holds the tenant ${other}, which the source does not have. ${AGAIN}`);
  }
}

class Copying {
  readonly #source: CopySource;
  readonly #target: CopyTarget;
  readonly #options: CopyOptions;
  readonly #heads: ReadonlyMap<string, TenantHead>;
  readonly #total: number;
  #done = 0;

  constructor(source: CopySource, target: CopyTarget, options: CopyOptions, heads: ReadonlyMap<string, TenantHead>) {
    this.#source = source;
    this.#target = target;
    this.#options = options;
    this.#heads = heads;
    this.#total = [...heads.values()].reduce((sum, [, position]) => sum + position, 0);
  }

  async copyTenant(tenantId: string): Promise<CopiedTenant> {
    await this.#copyLog(tenantId);
    for (const table of REPLACED) {
      // An earlier run may have copied rows that the source has replaced since.
      await this.#target.run(`DELETE FROM ${table.name} WHERE tenant_id = $1`, [tenantId]);
      await this.#copyRows(table, tenantId, null);
    }
    const [, position, at, settings] = this.#heads.get(tenantId) ?? [tenantId, 0, 0, 0];
    if (position > 0) await this.#derive(tenantId, [position, at, settings]);
    const { sha256, rows } = await this.#compare(tenantId);
    if (rows !== position) {
      throw new DataError(`The source is damaged: the tenant ${tenantId} is at ${position} and has ${rows} changes.`);
    }
    return { tenantId, changes: rows, settings, sha256 };
  }

  async #copyLog(tenantId: string): Promise<void> {
    const [[last] = []] = await this.#target.run('SELECT max(position) FROM change WHERE tenant_id = $1', [tenantId]);
    this.#report(Number(last ?? 0));
    await this.#copyRows(LOG, tenantId, last ?? null, (rows) => this.#report(rows.length));
  }

  async #copyRows(
    table: CopiedTable,
    tenantId: string,
    after: unknown,
    onPage: (rows: readonly Row[]) => void = () => {},
  ): Promise<void> {
    for await (const rows of this.#pages(this.#source, table, tenantId, after)) {
      if (!this.#target.holdsNul) refuseNul(table, tenantId, rows);
      await this.#target.insert(table, tenantId, rows);
      onPage(rows);
    }
  }

  /** Makes what follows from the log, together with the head: a tenant has all of it or nothing. */
  async #derive(tenantId: string, head: readonly number[]): Promise<void> {
    const [found] = await this.#target.run('SELECT position, at, settings FROM tenant WHERE tenant_id = $1', [
      tenantId,
    ]);
    if (found !== undefined && head.every((value, index) => found[index] === value)) return;
    const { addHead, json } = this.#target;
    await this.#target.run('BEGIN');
    for (const name of [...DERIVED.map((table) => table.name), 'tenant']) {
      await this.#target.run(`DELETE FROM ${name} WHERE tenant_id = $1`, [tenantId]);
    }
    await this.#target.run(addHead, [tenantId, ...head]);
    for (const text of derivations(json)) await this.#target.run(text, [tenantId]);
    await this.#target.run('COMMIT');
  }

  /** Throws if a table differs between both sides. Returns the digest of the log. */
  async #compare(tenantId: string): Promise<Digest> {
    const digests: Digest[] = [];
    for (const table of EVERY_TABLE) {
      const [ours, theirs] = [
        await this.#digest(this.#source, table, tenantId),
        await this.#digest(this.#target, table, tenantId),
      ];
      if (ours.sha256 !== theirs.sha256) throw difference(table, tenantId);
      digests.push(ours);
    }
    return digests[0] as Digest;
  }

  /** Over the rows of a tenant, each as a line of JSON. */
  async #digest(end: CopyEnd, table: CopiedTable, tenantId: string): Promise<Digest> {
    const hash = createHash('sha256');
    let count = 0;
    for await (const rows of this.#pages(end, table, tenantId, null)) {
      for (const row of rows) hash.update(`${JSON.stringify(row)}\n`);
      count += rows.length;
    }
    return { sha256: hash.digest('hex'), rows: count };
  }

  async *#pages(end: CopyEnd, { name, columns, key }: CopiedTable, tenantId: string, after: unknown) {
    const select = `SELECT ${columns.join(', ')} FROM ${name} WHERE tenant_id = $1`;
    const rest = `ORDER BY ${key} LIMIT ${PAGE}`;
    for (let last = after; ; ) {
      const stopper = this.#options.stoppedBy();
      if (stopper !== null) throw copyStopped(`Stopped by ${stopper}.`);
      const rows: readonly Row[] =
        last === null
          ? await end.run(`${select} ${rest}`, [tenantId])
          : await end.run(`${select} AND ${key} > $2 ${rest}`, [tenantId, last]);
      if (rows.length > 0) yield rows;
      if (rows.length < PAGE) return;
      last = rows.at(-1)?.[columns.indexOf(key)];
    }
  }

  #report(copied: number): void {
    this.#done += copied;
    this.#options.onProgress(this.#done, this.#total);
  }
}

function refuseNul({ name, key, columns }: CopiedTable, tenantId: string, rows: readonly Row[]): void {
  const row = rows.find((each) => each.some((value) => typeof value === 'string' && value.includes('\0')));
  if (row === undefined) return;
  const place = `${name}, ${key} ${row[columns.indexOf(key)]}`;
  throw new DataError(`A row of the tenant ${tenantId} (${place}) holds U+0000, which PostgreSQL cannot hold.`);
}

function difference(table: CopiedTable, tenantId: string): DataError {
  if (DERIVED.includes(table)) {
    return new DataError(
      `The source is damaged: its table ${table.name} is not what the log of the tenant ${tenantId} says. Run doctor on it.`,
    );
  }
  return new DataError(`The table ${table.name} differs on both sides for the tenant ${tenantId}. ${AGAIN}`);
}
