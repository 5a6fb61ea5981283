/**
 * A batch: the changes of several commits, grouped by tenant, with their effect on the rows of settings. Pure: decides what may
 * be sent together before anything has been read.
 */
import { type Change, EMPTY_HEAD, type Head } from '../../../domain/change.js';
import { type Job, tenantOf } from './job.js';

/** What a batch does to one object. A statement cannot write a row twice, so only the first and the last state count. */
export interface NetEffect {
  readonly first: Change;
  readonly last: Change;
  /** The number of the last change within its group, counted from 1. */
  readonly lastNumber: number;
  /** The time of the last creation; null if the batch does not create the object. */
  readonly createdAt: number | null;
}

/** A change of a batch. */
export interface Entry {
  readonly change: Change;
  readonly commitId: string;
  /** Its number within its group, counted from 1. */
  readonly number: number;
  /** Its time, raised to that of the changes before it in the group. */
  readonly at: number;
  /** The number of the change of the same object before it; null if that is not in the group. */
  readonly previous: number | null;
}

/** The changes of one tenant. */
export class Group {
  readonly tenantId: string;
  readonly #entries: Entry[] = [];
  readonly #effects = new Map<string, NetEffect>();
  #base: number | null;
  #notAfter = Number.MAX_SAFE_INTEGER;
  #at = 0;

  /** `base`: the position that the tenant must have before; null if any will do. */
  constructor(tenantId: string, base: number | null = null) {
    this.tenantId = tenantId;
    this.#base = base;
  }

  get entries(): readonly Entry[] {
    return this.#entries;
  }

  get effects(): ReadonlyMap<string, NetEffect> {
    return this.#effects;
  }

  /** The position that the tenant must have before; null if any will do. */
  get base(): number | null {
    return this.#base;
  }

  /** The latest time that the tenant's log may have before. */
  get notAfter(): number {
    return this.#notAfter;
  }

  /** The time of its last change. */
  get at(): number {
    return this.#at;
  }

  /** Whether a job can follow the others, as far as that is known without reading. */
  fits({ changes, options }: Job): boolean {
    const { ifPosition, maxBehindMs = Number.POSITIVE_INFINITY } = options;
    const size = this.#entries.length;
    if (this.#at - changes[0].at > maxBehindMs) return false;
    if (ifPosition !== undefined && size > 0 && ifPosition - size !== this.#base) return false;
    const seen = new Map<string, Change>();
    return changes.every((change) => {
      const last = seen.get(change.settingsId) ?? this.#effects.get(change.settingsId)?.last;
      seen.set(change.settingsId, change);
      if (last === undefined) return change.version > 1 || (change.version === 1 && change.kind === 'CREATED');
      return change.version === last.version + 1 && (change.kind === 'CREATED') === (last.kind === 'DELETED');
    });
  }

  add({ changes, options, commitId }: Job): void {
    const { ifPosition, maxBehindMs } = options;
    if (ifPosition !== undefined) this.#base = ifPosition - this.#entries.length;
    // What the group itself raises the time to was compared in `fits`.
    if (maxBehindMs !== undefined) this.#notAfter = Math.min(this.#notAfter, changes[0].at + maxBehindMs);
    for (const change of changes) this.#addChange(change, commitId);
  }

  #addChange(change: Change, commitId: string): void {
    const before = this.#effects.get(change.settingsId);
    const number = this.#entries.length + 1;
    this.#at = Math.max(this.#at, change.at);
    this.#entries.push({ change, commitId, number, at: this.#at, previous: before?.lastNumber ?? null });
    const createdAt = change.kind === 'CREATED' ? this.#at : (before?.createdAt ?? null);
    const first = before?.first ?? change;
    this.#effects.set(change.settingsId, { first, last: change, lastNumber: number, createdAt });
  }
}

/** At most this many changes in a statement, unless one commit has more. */
export const MAX_CHANGES = 512;

/** The groups of jobs that were decided on these heads. A tenant without a head could not be locked, and must still have none. */
export function groupsOf(jobs: readonly Job[], heads: ReadonlyMap<string, Head>): readonly Group[] {
  const groups = new Map<string, Group>();
  for (const job of jobs) {
    const tenantId = tenantOf(job);
    const group = groups.get(tenantId) ?? new Group(tenantId, (heads.get(tenantId) ?? EMPTY_HEAD).position);
    groups.set(tenantId, group);
    group.add(job);
  }
  return sorted(groups);
}

export interface Taken {
  readonly jobs: readonly Job[];
  /** What to send; null if the jobs must be decided one by one. */
  readonly groups: readonly Group[] | null;
  readonly left: Job[];
}

/**
 * The jobs of a queue that make the next batch. The jobs of one tenant keep their order: after one that has to wait, the
 * others of its tenant wait too.
 */
export function takeBatch(queue: readonly Job[]): Taken {
  const [head] = queue;
  if (head === undefined) return { jobs: [], groups: [], left: [] };
  if (head.alone) return { jobs: [head], groups: null, left: queue.slice(1) };
  if (mustBeDecided(head)) return takeUndecided(queue);
  return takeFitting(queue);
}

function takeFitting(queue: readonly Job[]): Taken {
  const groups = new Map<string, Group>();
  const waiting = new Set<string>();
  const [jobs, left]: [Job[], Job[]] = [[], []];
  let size = 0;
  for (const job of queue) {
    const isFull = size > 0 && size + job.changes.length > MAX_CHANGES;
    const mustWait = isFull || waiting.has(tenantOf(job)) || job.alone || mustBeDecided(job);
    if (mustWait || !groupOf(groups, job).fits(job)) {
      waiting.add(tenantOf(job));
      left.push(job);
    } else {
      groupOf(groups, job).add(job);
      jobs.push(job);
      size += job.changes.length;
    }
  }
  return { jobs, groups: sorted(groups), left };
}

/** The first jobs in a row that cannot be sent without having been decided. */
function takeUndecided(queue: readonly Job[]): Taken {
  let size = 0;
  const end = queue.findIndex((job, index) => {
    size += job.changes.length;
    if (index === 0) return false;
    return size > MAX_CHANGES || job.alone || !mustBeDecided(job);
  });
  const length = end === -1 ? queue.length : end;
  return { jobs: queue.slice(0, length), groups: null, left: queue.slice(length) };
}

/** Other objects of the tenant are read under its lock only: a statement that waits for the lock sees them as they were before. */
function mustBeDecided(job: Job): boolean {
  return job.inDoubt || job.options.ifIssuer !== undefined || !fitsAlone(job);
}

function fitsAlone(job: Job): boolean {
  return new Group(tenantOf(job)).fits(job);
}

function groupOf(groups: Map<string, Group>, job: Job): Group {
  const tenantId = tenantOf(job);
  let group = groups.get(tenantId);
  if (group === undefined) {
    group = new Group(tenantId);
    groups.set(tenantId, group);
  }
  return group;
}

/** Every process locks tenants in this order, so that no two batches wait for each other. */
function sorted(groups: ReadonlyMap<string, Group>): readonly Group[] {
  const filled = [...groups.values()].filter(({ entries }) => entries.length > 0);
  return filled.sort((one, other) => Buffer.compare(Buffer.from(one.tenantId), Buffer.from(other.tenantId)));
}
