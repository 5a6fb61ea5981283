/** A change of a settings object: first planned, then recorded in the tenant's log. Pure: uses no store and no clock. */
import type { Actor, Origin } from './caller.js';
import type { DerivedCredentialSettings, SettingsContent } from './derived-credential-settings.js';
import { Refusal } from './errors.js';

export const CHANGE_KINDS = ['CREATED', 'UPDATED', 'DELETED'] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];

/** The result of a plan: which object gets which content at which version. */
export interface PlannedChange {
  readonly kind: ChangeKind;
  readonly settingsId: string;
  /** The object's version after this change: its last one plus 1. The commit checks it, which detects stale reads. */
  readonly version: number;
  /** When the object was created, in milliseconds since the epoch; null if this change creates it. */
  readonly createdAt: number | null;
  readonly before: SettingsContent | null;
  readonly after: SettingsContent | null;
}

/** Who asked for a change, when and how. The log stores it with each change. */
export interface Signature {
  readonly tenantId: string;
  /** The clock when the change was planned, in milliseconds since the epoch. The log may record a later time. */
  readonly at: number;
  readonly actor: Actor;
  readonly origin: Origin;
  readonly requestId: string;
}

/** A planned change that is ready to be committed. */
export interface Change extends PlannedChange, Signature {}

/** A change as the log stores it. */
export interface RecordedChange extends Change {
  /** 1 for the tenant's first change, then counted up by 1 without gaps. */
  readonly position: number;
  /** The time of the change in the log: never earlier than the time of the change before it. */
  readonly at: number;
  /** The clock when the change was planned. Earlier than `at` if the clock was behind the log. */
  readonly recordedAt: number;
  readonly createdAt: number;
}

/** The end of a tenant's log. */
export interface Head {
  readonly position: number;
  /** The time of its last change, in milliseconds since the epoch. */
  readonly at: number;
  /** How many objects there are after its last change. */
  readonly size: number;
}

export const EMPTY_HEAD: Head = { position: 0, at: 0, size: 0 };

/** Refuses a place behind the end of the log: its reader would miss the changes that will take the positions in between. */
export function checkReached(position: number, head: number): void {
  if (position <= head) return;
  throw new Refusal(
    'BAD_REQUEST',
    'The log of this tenant ends before this cursor. It is of another service, or the database was restored: read everything again.',
  );
}

/** Adds to a planned change who asked for it, through which API, and when. */
export function sign(planned: PlannedChange, { tenantId, at, actor, origin, requestId }: Signature): Change {
  const { kind, settingsId, version, createdAt, before, after } = planned;
  // Copied field by field, here and below: spreading this many fields takes longer than planning the change.
  return { kind, settingsId, version, createdAt, before, after, tenantId, at, actor, origin, requestId };
}

/** Gives a change its position and time in the log. Times in the log never go backwards, even if the clock does. */
export function record(change: Change, head: Omit<Head, 'size'>): RecordedChange {
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

/** The head after a change that was recorded at the end of a log. */
export function headAfter({ position, at, kind }: RecordedChange, { size }: Head): Head {
  return { position, at, size: size + (kind === 'CREATED' ? 1 : kind === 'DELETED' ? -1 : 0) };
}

/** The object after a change; null after a deletion. Applied to each change of a log in turn, it gives the current state. */
export function settingsAfter(change: RecordedChange): DerivedCredentialSettings | null {
  if (change.after === null) return null;
  const { settingsId: id, version, createdAt, at: updatedAt } = change;
  return { id, ...change.after, version, createdAt, updatedAt };
}

/** The global id of a change: `{settingsId}:{version}`. */
export function changeId(change: Pick<Change, 'settingsId' | 'version'>): string {
  return `${change.settingsId}:${change.version}`;
}
