/** A change of a settings object: planned, then recorded in the tenant's log. Pure: knows no store and no clock. */
import type { Actor, Origin } from './caller.js';
import type { DerivedCredentialSettings, SettingsContent } from './derived-credential-settings.js';

export const CHANGE_KINDS = ['CREATED', 'UPDATED', 'DELETED'] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];

/** What a plan decides: which object gets which content at which version. */
export interface PlannedChange {
  readonly kind: ChangeKind;
  readonly settingsId: string;
  /** The version that the object has by this change: one more than its last, which is what guards against stale reads. */
  readonly version: number;
  /** When the object was created, in milliseconds since the epoch; null where the commit of this change creates it. */
  readonly createdAt: number | null;
  readonly before: SettingsContent | null;
  readonly after: SettingsContent | null;
}

/** What the log keeps beside a planned change. */
export interface Signature {
  readonly tenantId: string;
  /** What the clock said at planning, in milliseconds since the epoch; the log may order the change at a later time. */
  readonly at: number;
  readonly actor: Actor;
  readonly origin: Origin;
  readonly requestId: string;
}

/** A planned change with everything the log keeps beside it. */
export interface Change extends PlannedChange, Signature {}

/** A change as it stands in the log. */
export interface RecordedChange extends Change {
  /** 1 for a tenant's first change, one more with each, without a gap. */
  readonly position: number;
  /** The time that orders the log: never earlier than that of the change before it. */
  readonly at: number;
  /** What the clock said. Earlier than `at` where the clock was behind the log. */
  readonly recordedAt: number;
  readonly createdAt: number;
}

/** Where a tenant's log stands. */
export interface Head {
  readonly position: number;
  /** The time of its last change, in milliseconds since the epoch. */
  readonly at: number;
}

export const EMPTY_HEAD: Head = { position: 0, at: 0 };

/** Adds to a plan who asked for it, through which face, and when. */
export function sign(planned: PlannedChange, { tenantId, at, actor, origin, requestId }: Signature): Change {
  const { kind, settingsId, version, createdAt, before, after } = planned;
  // Field by field, here and below: a copy by `...` of so many takes longer than the whole plan.
  return { kind, settingsId, version, createdAt, before, after, tenantId, at, actor, origin, requestId };
}

/** Gives a change its place in the log. Time never runs backwards along it, whatever the clock did. */
export function record(change: Change, head: Head): RecordedChange {
  const { kind, settingsId, version, before, after, tenantId, actor, origin, requestId, at: recordedAt } = change;
  const at = Math.max(recordedAt, head.at);
  const createdAt = change.createdAt ?? at;
  const position = head.position + 1;
  return {
    kind,
    settingsId,
    version,
    createdAt,
    before,
    after,
    tenantId,
    at,
    recordedAt,
    actor,
    origin,
    requestId,
    position,
  };
}

/** The object as a change left it; null after a deletion. Folding this over a log gives the current state. */
export function settingsAfter(change: RecordedChange): DerivedCredentialSettings | null {
  if (change.after === null) return null;
  const { settingsId: id, version, createdAt, at: updatedAt } = change;
  return { id, ...change.after, version, createdAt, updatedAt };
}

/** The global id of a change: `{settingsId}:{version}`. */
export function changeId(change: Pick<Change, 'settingsId' | 'version'>): string {
  return `${change.settingsId}:${change.version}`;
}
