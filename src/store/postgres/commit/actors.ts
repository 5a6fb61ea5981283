/** The rows of the subjects that make changes. Adds those that are missing, and remembers what it has found. */
import { LRUCache } from 'lru-cache';
import type { PoolClient } from 'pg';
import { type KnownActor, newActor } from '../../sql/proof/actors.js';
import { run, type Statement } from '../connections/statement.js';
import type { Job } from './job.js';

/** The actors of a batch, by `actorId`. */
export type BatchActors = ReadonlyMap<string, KnownActor>;

type Named = readonly [tenantId: string, subject: string];

const REMEMBERED = 10_000;
// A row that another process adds meanwhile is found by the next look.
const LOOKS = 5;
const FIND_OR_ADD: Statement = {
  name: 'find_or_add_actors',
  text: `WITH given AS (
      SELECT * FROM unnest($1::text[], $2::text[], $3::bigint[], $4::text[], $5::text[])
        AS g (tenant_id, subject, key, salt, commitment)),
    added AS (
      INSERT INTO actor (tenant_id, subject, key, salt, commitment) SELECT * FROM given ORDER BY tenant_id, subject
      ON CONFLICT DO NOTHING RETURNING tenant_id, subject, key, commitment)
    SELECT * FROM added
    UNION ALL SELECT a.tenant_id, a.subject, a.key, a.commitment
      FROM given AS g JOIN actor AS a ON a.tenant_id = g.tenant_id AND a.subject = g.subject`,
};

export function actorId(tenantId: string, subject: string): string {
  return JSON.stringify([tenantId, subject]);
}

export class Actors {
  readonly #prepare: boolean;
  readonly #known = new LRUCache<string, KnownActor>({ max: REMEMBERED });

  constructor(prepare: boolean) {
    this.#prepare = prepare;
  }

  /** What is remembered may be out of date: the commit statement checks it. */
  async of(client: PoolClient, jobs: readonly Job[]): Promise<BatchActors> {
    const named = namedIn(jobs);
    const found = new Map<string, KnownActor>();
    for (const id of named.keys()) {
      const known = this.#known.get(id);
      if (known !== undefined) found.set(id, known);
    }
    for (let look = 0; found.size < named.size; look += 1) {
      if (look === LOOKS) throw new Error('The rows of those who make changes cannot be found.');
      const missing = [...named].filter(([id]) => !found.has(id)).map(([, each]) => each);
      for (const [id, actor] of await this.#findOrAdd(client, missing)) {
        found.set(id, actor);
        this.#known.set(id, actor);
      }
    }
    return found;
  }

  /** Looks again the next time: a row may have been erased, or be missing on another server. */
  distrust(jobs: readonly Job[]): void {
    for (const id of namedIn(jobs).keys()) this.#known.delete(id);
  }

  async #findOrAdd(client: PoolClient, missing: readonly Named[]): Promise<readonly [string, KnownActor][]> {
    const made = missing.map(([, subject]) => newActor(subject));
    const values = [
      missing.map(([tenantId]) => tenantId),
      ...(['subject', 'key', 'salt', 'commitment'] as const).map((column) => made.map((each) => each[column])),
    ];
    const rows = await run(client, FIND_OR_ADD, values, this.#prepare);
    return rows.map(([tenantId, subject, key, commitment]) => [
      actorId(String(tenantId), String(subject)),
      { key: Number(key), commitment: String(commitment) },
    ]);
  }
}

function namedIn(jobs: readonly Job[]): ReadonlyMap<string, Named> {
  const changes = jobs.flatMap((job) => job.changes);
  return new Map(changes.map(({ tenantId, actor }) => [actorId(tenantId, actor.subject), [tenantId, actor.subject]]));
}
