/** What is searched for in the log: from the address to the API's filter, and to a test of single changes. Pure. */
import type { ChangeFieldsFragment, ChangeFilter, ChangeKind, ChangeOrigin } from '../../../../client/documents.js';

export type ContentField = ChangeFieldsFragment['touchedFields'][number];

export interface ChangeSearch {
  /** The object. */
  readonly of: string | null;
  readonly kind: ChangeKind | null;
  readonly actor: string | null;
  readonly origin: ChangeOrigin | null;
  /** Only updates that changed this field. The API cannot filter by it, so it is compared here. */
  readonly field: ContentField | null;
  readonly from: string | null;
  readonly to: string | null;
}

export const EVERYTHING: ChangeSearch = {
  of: null,
  kind: null,
  actor: null,
  origin: null,
  field: null,
  from: null,
  to: null,
};

/** The address of all changes, to which a link adds what it searches for. */
export const ALL_CHANGES = { ...EVERYTHING, view: 'changes', name: null, asOf: null } as const;

export function isEverything(search: ChangeSearch): boolean {
  return Object.keys(EVERYTHING).every((name) => search[name as keyof ChangeSearch] === null);
}

/** The API's filter: everything but the field. `ids` are those of the objects that a name stands for; null for all objects. */
export function filterOf(search: ChangeSearch, ids: readonly string[] | null): ChangeFilter {
  const { of, actor, origin, field, from, to } = search;
  const kind = field === null ? search.kind : 'UPDATED';
  return {
    ...(of !== null && { settingsId: { eq: of } }),
    ...(of === null && ids !== null && { settingsId: { in: ids } }),
    ...(kind !== null && { kind: { eq: kind } }),
    ...(actor !== null && { actor: { subject: { eq: actor } } }),
    ...(origin !== null && { origin: { eq: origin } }),
    ...((from !== null || to !== null) && {
      at: { ...(from !== null && { gte: from }), ...(to !== null && { lt: to }) },
    }),
  };
}

/** Whether a change is one of those that are searched for. `ids` as for `filterOf`. */
export function matches(search: ChangeSearch, ids: readonly string[] | null, change: ChangeFieldsFragment): boolean {
  const { of, kind, actor, origin, field, from, to } = search;
  const at = Date.parse(change.at);
  return (
    (of === null ? ids === null || ids.includes(change.settingsId) : change.settingsId === of) &&
    (kind === null || change.kind === kind) &&
    (actor === null || change.actor.subject === actor) &&
    (origin === null || change.origin === origin) &&
    (field === null || (change.kind === 'UPDATED' && change.touchedFields.includes(field))) &&
    (from === null || at >= Date.parse(from)) &&
    (to === null || at < Date.parse(to))
  );
}
