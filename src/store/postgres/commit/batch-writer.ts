/**
 * Writes a batch: in one statement if all goes well, else in a transaction that locks the tenants, decides each commit, and
 * writes those that stand. Retries nothing after a fault: that is the lane's part.
 */
import type { PoolClient } from 'pg';
import { EMPTY_HEAD, type Head } from '../../../domain/change.js';
import { ISSUERS, type Issuer } from '../../../domain/derived-credential-settings.js';
import type { CommitResult } from '../../../domain/store.js';
import { DamagedRow } from '../../sql/damaged-row.js';
import type { Row } from '../../sql/snapshot.js';
import { isConflict } from '../connections/postgres-errors.js';
import { allOf, BEGIN, COMMIT, run, type Statement } from '../connections/statement.js';
import { Actors, type BatchActors } from './actors.js';
import { type Group, groupsOf } from './batch.js';
import { commitCall } from './commit-statement.js';
import { type Decision, decide, type Found, type Locked, objectKey, recordAll, versionKey } from './decide.js';
import { type Job, tenantOf } from './job.js';

export type Results = readonly (readonly [job: Job, result: CommitResult])[];

const ROLLBACK = { text: 'ROLLBACK' };
const LOCK: Statement = {
  name: 'lock_tenants',
  text: `SELECT tenant_id, position, at, settings FROM tenant WHERE tenant_id = ANY ($1::text[]) ORDER BY tenant_id FOR UPDATE`,
};
const LAST_VERSIONS: Statement = {
  name: 'last_versions',
  text: `SELECT i.tenant_id, i.id, (SELECT max(c.version) FROM change AS c WHERE c.tenant_id = i.tenant_id AND c.settings_id = i.id)
    FROM unnest($1::text[], $2::text[]) AS i (tenant_id, id)`,
};
const FIND_WRITTEN: Statement = {
  name: 'find_written',
  text: `SELECT c.tenant_id, c.settings_id, c.version, c.position, c.at, c.created_at
    FROM unnest($1::text[], $2::text[], $3::integer[], $4::uuid[]) AS i (tenant_id, id, version, commit_id)
    JOIN change AS c ON c.tenant_id = i.tenant_id AND c.settings_id = i.id AND c.version = i.version
      AND c.commit_id = i.commit_id`,
};
// One look at the index for each issuer. EXISTS would become a join, which may read all objects.
export const ISSUERS_IN_USE: Statement = {
  name: 'issuers_in_use',
  text: `SELECT i.tenant_id, u.issuer FROM unnest($1::text[]) AS i (tenant_id), unnest($2::text[]) AS u (issuer)
    WHERE (SELECT true FROM settings AS s WHERE s.tenant_id = i.tenant_id AND s.issuer = u.issuer LIMIT 1)`,
};
// A tenant without a row cannot be locked, so another process may create it in between.
const ROUNDS = 5;

export class BatchWriter {
  readonly #prepare: boolean;
  readonly #actors: Actors;

  constructor(prepare: boolean) {
    this.#prepare = prepare;
    this.#actors = new Actors(prepare);
  }

  /** Returns the results once all are durable. If it throws, either nothing was written or the answer was lost. */
  async write(client: PoolClient, jobs: readonly Job[], groups: readonly Group[] | null): Promise<Results> {
    if (groups !== null) {
      try {
        return settled(jobs, await this.#send(client, groups, await this.#actors.of(client, jobs)));
      } catch (error) {
        if (!isConflict(error)) throw error;
        this.#actors.distrust(jobs);
      }
    }
    for (let round = 1; round <= ROUNDS; round += 1) {
      const decisions = await this.#writeLocked(client, jobs);
      if (decisions !== null) return decisions.map(({ job, result }) => [job, result]);
    }
    throw new DamagedRow('The log and the settings of a tenant disagree.');
  }

  /** The head of each tenant before the batch. */
  async #send(
    client: PoolClient,
    groups: readonly Group[],
    actors: BatchActors,
  ): Promise<ReadonlyMap<string, Omit<Head, 'size'>>> {
    const { statement, values } = commitCall(groups, actors);
    const rows = await this.#run(client, statement, values);
    return new Map(rows.map(([id, position, at]) => [String(id), { position: Number(position), at: Number(at) }]));
  }

  /** Returns null if the decided batch still met a conflict. */
  async #writeLocked(client: PoolClient, jobs: readonly Job[]): Promise<readonly Decision[] | null> {
    try {
      const actors = await this.#actors.of(client, jobs);
      const locked = await this.#lock(client, jobs);
      const decisions = decide(jobs, locked);
      const standing = decisions.filter(({ isNew }) => isNew).map(({ job }) => job);
      if (standing.length === 0) {
        await run(client, ROLLBACK);
        return decisions;
      }
      await allOf([this.#send(client, groupsOf(standing, locked.heads), actors), run(client, COMMIT)]);
      return decisions;
    } catch (error) {
      // Does nothing if the transaction has ended, and fails if the connection is lost.
      await run(client, ROLLBACK).catch(() => {});
      if (!isConflict(error)) throw error;
      this.#actors.distrust(jobs);
      return null;
    }
  }

  async #lock(client: PoolClient, jobs: readonly Job[]): Promise<Locked> {
    const objects = new Map<string, readonly [tenantId: string, id: string]>();
    for (const { tenantId, settingsId } of jobs.flatMap(({ changes }) => changes)) {
      objects.set(objectKey(tenantId, settingsId), [tenantId, settingsId]);
    }
    const keys = [...objects.values()];
    // Sent together. Each has a snapshot of its own, taken after the lock.
    const [, heads, versions, issuers, found] = await allOf([
      run(client, BEGIN),
      this.#run(client, LOCK, [[...new Set(jobs.map(tenantOf))]]),
      this.#run(client, LAST_VERSIONS, [keys.map(([tenantId]) => tenantId), keys.map(([, id]) => id)]),
      this.#issuersInUse(client, jobs),
      this.#findWritten(client, jobs),
    ]);
    return {
      heads: new Map(heads.map(([id, position, at, size]) => [String(id), head(position, at, size)])),
      versions: new Map(
        versions.map(([tenantId, id, last]) => [objectKey(String(tenantId), String(id)), Number(last)]),
      ),
      issuers,
      found,
    };
  }

  async #issuersInUse(client: PoolClient, jobs: readonly Job[]): Promise<ReadonlyMap<string, ReadonlySet<Issuer>>> {
    const tenants = [...new Set(jobs.filter(({ options }) => options.ifIssuer !== undefined).map(tenantOf))];
    const used = new Map(tenants.map((tenantId) => [tenantId, new Set<Issuer>()]));
    if (tenants.length === 0) return used;
    const rows = await this.#run(client, ISSUERS_IN_USE, [tenants, ISSUERS]);
    for (const [tenantId, issuer] of rows) used.get(String(tenantId))?.add(issuer as Issuer);
    return used;
  }

  async #findWritten(client: PoolClient, jobs: readonly Job[]): Promise<ReadonlyMap<string, Found>> {
    const inDoubt = jobs
      .filter((job) => job.inDoubt)
      .flatMap(({ changes, commitId }) => changes.map((change) => ({ ...change, commitId })));
    if (inDoubt.length === 0) return new Map();
    const rows = await this.#run(client, FIND_WRITTEN, [
      inDoubt.map(({ tenantId }) => tenantId),
      inDoubt.map(({ settingsId }) => settingsId),
      inDoubt.map(({ version }) => version),
      inDoubt.map(({ commitId }) => commitId),
    ]);
    return new Map(
      rows.map(([tenantId, id, version, position, at, createdAt]) => [
        versionKey(String(tenantId), String(id), Number(version)),
        { position: Number(position), at: Number(at), createdAt: Number(createdAt) },
      ]),
    );
  }

  #run(client: PoolClient, statement: Statement, values: readonly unknown[]): Promise<readonly Row[]> {
    return run(client, statement, values, this.#prepare);
  }
}

function head(position: unknown, at: unknown, size: unknown): Head {
  return { position: Number(position), at: Number(at), size: Number(size) };
}

/** The result of each job of a batch that was written as a whole. */
function settled(jobs: readonly Job[], heads: ReadonlyMap<string, Omit<Head, 'size'>>): Results {
  const latest = new Map(heads);
  return jobs.map((job) => {
    const changes = recordAll(job, latest.get(tenantOf(job)) ?? EMPTY_HEAD);
    const last = changes.at(-1);
    if (last !== undefined) latest.set(tenantOf(job), last);
    return [job, { outcome: 'committed', changes }];
  });
}
