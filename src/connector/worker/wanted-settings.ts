/**
 * What is wanted for a tenant: the latest content of every object, or its deletion. Read as a whole once, and then kept up to date
 * from the log, so that a change costs the same however many objects there are.
 */
import type { RecordedChange } from '../../domain/change.js';
import { contentOf, type DerivedCredentialSettings } from '../../domain/derived-credential-settings.js';
import type { GraphLink } from '../../domain/graph-ledger.js';
import { settingsKey } from '../../domain/query.js';
import type { Store } from '../../domain/store.js';
import type { Wanted } from './tenant-view.js';

export type WantedStore = Pick<Store, 'list' | 'findLatestChange' | 'head' | 'readChangesAfter'>;

const PAGE_SIZE = 500;
const ORDER = [{ field: 'createdAt', direction: 'ASC' }] as const;

export class WantedSettings {
  readonly #store: WantedStore;
  readonly #tenantId: string;
  readonly #wanted = new Map<string, Wanted>();
  /** The position of the log up to which it is known; null before the first read. */
  #position: number | null = null;

  constructor(store: WantedStore, tenantId: string) {
    this.#store = store;
    this.#tenantId = tenantId;
  }

  /** Every object that exists, and the recorded deletion of every linked one that does not. */
  async read(links: readonly GraphLink[]): Promise<readonly Wanted[]> {
    await this.#catchUp();
    const linked = new Set(links.map(({ settingsId }) => settingsId));
    for (const id of linked) if (!this.#wanted.has(id)) await this.#findDeletion(id);
    for (const [id, { content }] of this.#wanted) if (content === null && !linked.has(id)) this.#wanted.delete(id);
    return [...this.#wanted.values()];
  }

  async #catchUp(): Promise<void> {
    const { position: head } = await this.#store.head(this.#tenantId);
    if (this.#position !== null && this.#position > head) this.#forget();
    this.#position ??= await this.#readAll(head);
    while (this.#position < head) {
      const { changes, upTo } = await this.#store.readChangesAfter(this.#tenantId, this.#position, PAGE_SIZE);
      for (const change of changes) this.#apply(wantedAfter(change));
      // Another read may be further on already.
      this.#position = Math.max(this.#position, upTo);
    }
  }

  /** After a failover to a standby that lacked the last changes. */
  #forget(): void {
    this.#wanted.clear();
    this.#position = null;
  }

  /** Returns the position of the log before the read: what was committed during the read is applied again. */
  async #readAll(head: number): Promise<number> {
    let last: DerivedCredentialSettings | undefined;
    for (let hasNext = true; hasNext; ) {
      const after = last ? settingsKey(last, ORDER) : null;
      const page = { size: PAGE_SIZE, from: 'start', after, before: null } as const;
      const read = await this.#store.list(this.#tenantId, { filter: { op: 'and', filters: [] }, order: ORDER, page });
      for (const settings of read.items) this.#apply(wantedOf(settings));
      last = read.items.at(-1);
      hasNext = read.hasNext;
    }
    return head;
  }

  /** From the log and never from absence: only a recorded deletion deletes in Graph. */
  async #findDeletion(settingsId: string): Promise<void> {
    const change = await this.#store.findLatestChange(this.#tenantId, settingsId);
    if (change !== null) this.#apply(wantedAfter(change));
  }

  #apply(wanted: Wanted): void {
    const known = this.#wanted.get(wanted.settingsId);
    if (known === undefined || known.version < wanted.version) this.#wanted.set(wanted.settingsId, wanted);
  }
}

function wantedOf({ id, version, updatedAt, ...settings }: DerivedCredentialSettings): Wanted {
  return { settingsId: id, version, content: contentOf(settings), at: updatedAt };
}

function wantedAfter({ settingsId, version, after, at }: RecordedChange): Wanted {
  return { settingsId, version, content: after, at };
}
