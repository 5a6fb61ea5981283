/** A log in which everything has happened: objects that came, changed, went and came again, by several people, at times that tie. */
import type { Actor, Origin } from '../../../src/domain/caller.js';
import {
  type Change,
  EMPTY_HEAD,
  headAfter,
  type RecordedChange,
  record,
  settingsAfter,
} from '../../../src/domain/change.js';
import type { SettingsContent } from '../../../src/domain/derived-credential-settings.js';
import type { Store } from '../../../src/domain/store.js';
import { commit, creation, deletion, OTHER_TENANT, update, uuid } from './changes.js';

/** The objects whose changes are in the log. */
export const LIVED: readonly string[] = [30, 7, 21, 4, 18].map(uuid);
/** Who changed them. */
export const PEOPLE = ['alice', 'bob', 'carol'] as const;
const ACTORS: readonly Actor[] = [
  { subject: 'alice', clientId: null, kind: 'USER' },
  { subject: 'bob', clientId: 'portal', kind: 'USER' },
  { subject: 'carol', clientId: 'robot', kind: 'APPLICATION' },
];
const ROUTES: readonly Origin[] = ['GRAPHQL', 'REST', 'GRAPHQL', 'CLI'];

type Deed = Partial<SettingsContent> | null;

const URL = 'https://example.com/';
/** Which object, what it is to become (null: nothing), and when by the clock. */
const DEEDS: readonly (readonly [object: number, becomes: Deed, at: number])[] = [
  [0, { displayName: 'b', helpUrl: null, issuer: 'X_TEC', notificationType: 'NONE' }, 1000],
  [1, { displayName: 'B', helpUrl: `${URL}b`, renewalThresholdPercentage: 9 }, 1000],
  [2, { displayName: '\u{1f600}', helpUrl: URL, issuer: 'PUREBRED', renewalThresholdPercentage: 10 }, 1500],
  [0, { displayName: '\uff5e', renewalThresholdPercentage: 99 }, 2000],
  [1, { helpUrl: null, notificationType: 'COMPANY_PORTAL' }, 1200],
  [3, { displayName: 'b', issuer: 'INTERCEDE', helpUrl: `${URL}a%25` }, 2000],
  [2, null, 2500],
  [0, { helpUrl: `${URL}b` }, 2500],
  [4, { displayName: '%_', notificationType: 'COMPANY_PORTAL_AND_EMAIL' }, 1],
  [2, { displayName: 'again', issuer: 'X_TEC', helpUrl: null }, 3000],
  [1, null, 3000],
  [3, { displayName: 'a', renewalThresholdPercentage: 1 }, 3500],
  [2, { helpUrl: URL }, 3500],
  [2, null, 3500],
  [4, { displayName: 'b' }, 4000],
  [1, { displayName: 'B', issuer: 'PUREBRED' }, 4000],
];

/** Makes the log, beside one of another tenant of the same objects, and answers with it. */
export async function live(store: Store): Promise<readonly RecordedChange[]> {
  const latest = new Map<string, RecordedChange>();
  let head = EMPTY_HEAD;
  const changes = DEEDS.map(([object, becomes, at], number) => {
    const [actor, origin] = [ACTORS[number % ACTORS.length], ROUTES[number % ROUTES.length]];
    if (actor === undefined || origin === undefined) throw new Error('Nobody made this change.');
    const id = LIVED[object] ?? '';
    const change = planned(id, becomes, latest.get(id), { at, actor, origin });
    const recorded = record(change, head);
    latest.set(id, recorded);
    head = headAfter(recorded, head);
    return change;
  });
  const theirs = LIVED.map((id, index) =>
    creation(id, { displayName: 'Theirs' }, { tenantId: OTHER_TENANT, at: 1000 + index * 500 }),
  );
  await commit(store, ...theirs);
  return commit(store, ...changes);
}

function planned(id: string, becomes: Deed, latest: RecordedChange | undefined, given: Partial<Change>): Change {
  const current = latest === undefined ? null : settingsAfter(latest);
  if (current !== null) return becomes === null ? deletion(current, given) : update(current, becomes, given);
  return creation(id, becomes ?? {}, { ...given, version: (latest?.version ?? 0) + 1 });
}
