/**
 * What a draft reads of a tenant. Each read is made once, so a batch can ask for all that it needs before it plans: a database
 * on another machine then answers in one round trip instead of one for each change. Writes nothing.
 */
import type { RecordedChange } from './change.js';
import { type DerivedCredentialSettings, type Issuer, issuersExcept } from './derived-credential-settings.js';
import type { IdHistory } from './plans.js';
import type { Filter, Order } from './query.js';
import type { SettingsStore } from './store.js';

const BY_ISSUER: Order = [
  { field: 'issuer', direction: 'ASC' },
  { field: 'createdAt', direction: 'ASC' },
];

export class DraftReads {
  /** The current object. */
  readonly settings: (id: string) => Promise<DerivedCredentialSettings | null>;
  readonly latest: (id: string) => Promise<RecordedChange | null>;
  readonly version: (id: string, version: number) => Promise<RecordedChange | null>;
  readonly history: (id: string) => Promise<IdHistory | null>;
  /** Objects of other issuers than this one: all, or the first `most`. */
  readonly ofOtherIssuers: (issuer: Issuer) => Promise<readonly DerivedCredentialSettings[]>;

  constructor(store: SettingsStore, tenantId: string, most: number) {
    this.settings = once((id) => store.find(tenantId, id, null));
    this.latest = once((id) => store.findLatestChange(tenantId, id));
    this.version = once((id, version) => store.findChange(tenantId, id, version));
    this.history = once(async (id) => {
      const latest = await this.latest(id);
      if (latest === null || latest.kind === 'CREATED') return latest && { latest, created: latest };
      return { latest, created: (await store.findLatestChange(tenantId, id, 'CREATED')) ?? latest };
    });
    this.ofOtherIssuers = once(async (issuer) => {
      // In the order of the index by issuer, which shows with one lookup that there is none.
      const filter: Filter = { op: 'in', field: 'issuer', values: issuersExcept(issuer) };
      const page = { size: most, from: 'start', after: null, before: null } as const;
      return (await store.list(tenantId, { filter, order: BY_ISSUER, page }, null)).items;
    });
  }
}

/** Calls `read` once for the same arguments. */
function once<Key extends readonly (string | number)[], Result>(
  read: (...key: Key) => Promise<Result>,
): (...key: Key) => Promise<Result> {
  const made = new Map<string, Promise<Result>>();
  return (...key) => {
    const name = key.join(' ');
    let result = made.get(name);
    if (result === undefined) {
      result = read(...key);
      made.set(name, result);
    }
    return result;
  };
}
