/** Changes ready to commit, as the service plans them, with everything filled in that a test does not name. */
import type { Change, RecordedChange } from '../../../src/domain/change.js';
import {
  contentOf,
  type DerivedCredentialSettings,
  type SettingsContent,
} from '../../../src/domain/derived-credential-settings.js';
import type { CommitOptions, Store } from '../../../src/domain/store.js';

export const TENANT = 'aaaaaaaa-0000-4000-8000-000000000001';
export const OTHER_TENANT = 'bbbbbbbb-0000-4000-8000-000000000002';

export const CONTENT: SettingsContent = {
  displayName: 'Display Name value',
  helpUrl: 'https://example.com/helpUrl/',
  issuer: 'ENTRUST_DATACARD',
  notificationType: 'EMAIL',
  renewalThresholdPercentage: 20,
};

const SIGNED = {
  tenantId: TENANT,
  at: 1000,
  actor: { subject: 'tester', clientId: null, kind: 'USER' },
  origin: 'GRAPHQL',
  requestId: 'request',
} as const;

/** The id for a number; ids are ordered like their numbers. */
export function uuid(number: number): string {
  return `00000000-0000-4000-8000-${number.toString(16).padStart(12, '0')}`;
}

export function creation(id: string, content: Partial<SettingsContent> = {}, given: Partial<Change> = {}): Change {
  const after = { ...CONTENT, ...content };
  return { ...SIGNED, kind: 'CREATED', settingsId: id, version: 1, createdAt: null, before: null, after, ...given };
}

export function update(
  current: DerivedCredentialSettings,
  content: Partial<SettingsContent>,
  given: Partial<Change> = {},
): Change {
  return { ...SIGNED, ...following(current), kind: 'UPDATED', after: { ...contentOf(current), ...content }, ...given };
}

export function deletion(current: DerivedCredentialSettings, given: Partial<Change> = {}): Change {
  return { ...SIGNED, ...following(current), kind: 'DELETED', after: null, ...given };
}

/** Commits what must not be stale, and answers with what the log now holds of it. */
export async function commit(store: Store, ...changes: readonly Change[]): Promise<readonly RecordedChange[]> {
  const result = await outcome(store, changes);
  if (result.outcome !== 'committed') throw new Error(`The commit was ${result.outcome}.`);
  return result.changes;
}

export async function outcome(store: Store, [first, ...others]: readonly Change[], options?: CommitOptions) {
  if (first === undefined) throw new Error('A commit holds at least one change.');
  return store.commit([first, ...others], options);
}

function following(current: DerivedCredentialSettings) {
  const { id, version, createdAt } = current;
  return { settingsId: id, version: version + 1, createdAt, before: contentOf(current) };
}
