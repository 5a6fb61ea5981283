/** What a log means, said as plainly as possible and without a store: the state after a change, and which changes match. */
import { type RecordedChange, settingsAfter } from '../../../src/domain/change.js';
import type { DerivedCredentialSettings } from '../../../src/domain/derived-credential-settings.js';
import type { ChangesFilter } from '../../../src/domain/query.js';

/** The objects that stood right after the change at a position, in no order. */
export function stateAsOf(log: readonly RecordedChange[], position: number): DerivedCredentialSettings[] {
  const standing = new Map<string, DerivedCredentialSettings>();
  for (const change of log) {
    if (change.position > position) break;
    const settings = settingsAfter(change);
    if (settings === null) standing.delete(change.settingsId);
    else standing.set(change.settingsId, settings);
  }
  return [...standing.values()];
}

/** The position of the last change up to a time; 0 if there is none. */
export function positionAt(log: readonly RecordedChange[], time: number): number {
  return Math.max(0, ...log.filter(({ at }) => at <= time).map(({ position }) => position));
}

/** Whether a filter holds for a change. */
export function matchesChange(filter: ChangesFilter, { settingsId, kind, actor, origin, at }: RecordedChange): boolean {
  const { from = at, upTo = at } = filter;
  const holds = <Value>(wanted: readonly Value[] | undefined, value: Value | null) =>
    wanted === undefined || (value !== null && wanted.includes(value));
  return (
    holds(filter.settingsIds, settingsId) &&
    holds(filter.kinds, kind) &&
    holds(filter.subjects, actor.subject) &&
    holds(filter.clientIds, actor.clientId) &&
    holds(filter.actorKinds, actor.kind) &&
    holds(filter.origins, origin) &&
    holds(filter.times, at) &&
    from <= at &&
    at <= upTo
  );
}
