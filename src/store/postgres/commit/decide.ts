/** Decides commits one by one on what was read under the lock of their tenants. Pure. */
import { EMPTY_HEAD, type Head, headAfter, type RecordedChange, record } from '../../../domain/change.js';
import type { Issuer } from '../../../domain/derived-credential-settings.js';
import type { CommitResult } from '../../../domain/store.js';
import { type Job, tenantOf } from './job.js';

/** Where a change of a commit in doubt was found in the log. */
export interface Found {
  readonly position: number;
  readonly at: number;
  readonly createdAt: number;
}

/** What was read under the lock. */
export interface Locked {
  readonly heads: ReadonlyMap<string, Head>;
  /** The last version of each object of the commits, by `objectKey`. */
  readonly versions: ReadonlyMap<string, number>;
  /** The issuers of the objects of each tenant. Read only if a commit names one. */
  readonly issuers: ReadonlyMap<string, ReadonlySet<Issuer>>;
  /** The changes of commits in doubt that are in the log, by `objectKey` and version. */
  readonly found: ReadonlyMap<string, Found>;
}

export interface Decision {
  readonly job: Job;
  readonly result: CommitResult;
  /** Whether the job is still to be written. */
  readonly isNew: boolean;
}

export function objectKey(tenantId: string, settingsId: string): string {
  return JSON.stringify([tenantId, settingsId]);
}

export function versionKey(tenantId: string, settingsId: string, version: number): string {
  return JSON.stringify([tenantId, settingsId, version]);
}

/** The decisions in the order of the jobs: each is decided on the result of those before it. */
export function decide(jobs: readonly Job[], { heads, versions, issuers, found }: Locked): readonly Decision[] {
  const [latestHeads, latestVersions] = [new Map(heads), new Map(versions)];
  // An issuer that is deleted in the batch stays in it: the next look at the tenant finds that it is gone.
  const used = new Map([...issuers].map(([tenantId, each]) => [tenantId, new Set(each)]));
  return jobs.map((job) => {
    const written = alreadyWritten(job, found);
    if (written !== null) return { job, result: { outcome: 'committed', changes: written }, isNew: false };
    const head = latestHeads.get(tenantOf(job)) ?? EMPTY_HEAD;
    const ofTenant = used.get(tenantOf(job)) ?? new Set<Issuer>();
    const refused = refusedBy(job, head, latestVersions, ofTenant);
    if (refused !== null) return { job, result: refused, isNew: false };
    const changes = recordAll(job, head);
    for (const change of changes) {
      if (change.after !== null) used.set(change.tenantId, ofTenant.add(change.after.issuer));
      latestVersions.set(objectKey(change.tenantId, change.settingsId), change.version);
      latestHeads.set(change.tenantId, headAfter(change, latestHeads.get(change.tenantId) ?? EMPTY_HEAD));
    }
    return { job, result: { outcome: 'committed', changes }, isNew: true };
  });
}

/** The changes of a job as they are recorded after a head. */
export function recordAll({ changes }: Job, start: Omit<Head, 'size'>): readonly RecordedChange[] {
  let head = start;
  return changes.map((change) => {
    const recorded = record(change, head);
    head = recorded;
    return recorded;
  });
}

/** All changes of a commit carry its id, and are written together: all of them are found, or none. */
function alreadyWritten({ changes }: Job, found: ReadonlyMap<string, Found>): readonly RecordedChange[] | null {
  const recorded: RecordedChange[] = [];
  for (const change of changes) {
    const place = found.get(versionKey(change.tenantId, change.settingsId, change.version));
    if (place === undefined) return null;
    recorded.push({ ...change, ...place, recordedAt: change.at });
  }
  return recorded;
}

function refusedBy(
  { changes, options }: Job,
  head: Head,
  versions: ReadonlyMap<string, number>,
  used: ReadonlySet<Issuer>,
): CommitResult | null {
  const { ifPosition = head.position, ifIssuer, maxBehindMs = Number.POSITIVE_INFINITY } = options;
  if (ifPosition !== head.position) return { outcome: 'stale' };
  if (ifIssuer !== undefined && [...used].some((issuer) => issuer !== ifIssuer)) return { outcome: 'stale' };
  const behindMs = head.at - changes[0].at;
  if (behindMs > maxBehindMs) return { outcome: 'behind', behindMs };
  const seen = new Map<string, number>();
  const isNext = changes.every(({ tenantId, settingsId, version }) => {
    const last = seen.get(settingsId) ?? versions.get(objectKey(tenantId, settingsId)) ?? 0;
    seen.set(settingsId, version);
    return version === last + 1;
  });
  return isNext ? null : { outcome: 'stale' };
}
