/**
 * The use cases, for every face of the service: authorise, read, plan, commit. Permissions are checked here and nowhere
 * else. Knows no wire format and no storage technology.
 */
import { type Access, type Actor, type Call, type Caller, forbidden, mayDo } from './caller.js';
import type { Change, PlannedChange, RecordedChange } from './change.js';
import { settingsAfter } from './change.js';
import {
  type CreateInput,
  canonicalId,
  type DeleteInput,
  type DerivedCredentialSettings,
  ISSUERS,
  type Issuer,
  type Past,
  type Plan,
  planCreate,
  planDelete,
  planUpdate,
  type UpdateInput,
} from './derived-credential-settings.js';
import { type Fault, Refusal } from './errors.js';
import { type ChangesQuery, checkFilter, type Filter, type Page, type SettingsQuery } from './query.js';
import type { Store } from './store.js';

/** What came of a write. `change` is null where the object already was as asked. */
export type Outcome =
  | { readonly ok: true; readonly settings: DerivedCredentialSettings; readonly change: RecordedChange | null }
  | { readonly ok: false; readonly faults: readonly Fault[] };

export interface SettingsServiceOptions {
  readonly store: Store;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
  /** A new UUID, never one made before. */
  readonly newId: () => string;
  /** Whether all objects of a tenant must have the same issuer, as in Intune. */
  readonly singleIssuer: boolean;
  /** Told of every caller who lacks a permission. */
  readonly onForbidden?: (caller: Caller) => void;
}

/** A plan, with the object that the answer shows where there is no change after which to show it. */
interface Draft {
  readonly plan: Plan;
  readonly current: DerivedCredentialSettings | null;
  /** The tenant's position that the plan was made at, where it read more than its own object. */
  readonly ifPosition?: number | undefined;
}

// Each round of competing writers has a winner, so this many rounds serve as many writers of one object.
const MAX_ROUNDS = 256;

export class SettingsService {
  readonly #store: Store;
  readonly #clock: () => number;
  readonly #newId: () => string;
  readonly #singleIssuer: boolean;
  readonly #onForbidden: (caller: Caller) => void;

  constructor({ store, clock, newId, singleIssuer, onForbidden = () => {} }: SettingsServiceOptions) {
    this.#store = store;
    this.#clock = clock;
    this.#newId = newId;
    this.#singleIssuer = singleIssuer;
    this.#onForbidden = onForbidden;
  }

  /** The object, or null where the tenant has none with this id. */
  async find({ caller }: Call, id: string): Promise<DerivedCredentialSettings | null> {
    this.#authorise(caller, 'read');
    return this.#find(caller.tenantId, canonicalId(id));
  }

  async list({ caller }: Call, query: SettingsQuery): Promise<Page<DerivedCredentialSettings>> {
    this.#authorise(caller, 'read');
    checkFilter(query.filter);
    return this.#store.list(caller.tenantId, query);
  }

  async count({ caller }: Call, filter: Filter): Promise<number> {
    this.#authorise(caller, 'read');
    checkFilter(filter);
    return this.#store.count(caller.tenantId, filter);
  }

  /** The change by which an object got a version, or null where there is none. */
  async findChange({ caller }: Call, settingsId: string, version: number): Promise<RecordedChange | null> {
    this.#authorise(caller, 'read');
    const canonical = canonicalId(settingsId);
    return canonical === null ? null : this.#store.findChange(caller.tenantId, canonical, version);
  }

  async listChanges({ caller }: Call, query: ChangesQuery): Promise<Page<RecordedChange>> {
    this.#authorise(caller, 'read');
    return this.#store.listChanges(caller.tenantId, query);
  }

  async countChanges({ caller }: Call, settingsId: string | null): Promise<number> {
    this.#authorise(caller, 'read');
    return this.#store.countChanges(caller.tenantId, settingsId);
  }

  /** Where the tenant's log stands: the position of its latest change. */
  async position({ caller }: Call): Promise<number> {
    this.#authorise(caller, 'read');
    return this.#store.position(caller.tenantId);
  }

  async create(call: Call, input: CreateInput): Promise<Outcome> {
    const { tenantId } = call.caller;
    const chosen = input.id != null;
    const id = chosen ? canonicalId(input.id) : this.#newId();
    return this.#write(call, async () => {
      // Read before what the plan is made from, so that whatever is written meanwhile moves it.
      const ifPosition = this.#singleIssuer ? await this.#store.position(tenantId) : undefined;
      const keptTo = this.#singleIssuer ? await this.#otherIssuer(tenantId, input.issuer) : null;
      const past = chosen && id !== null ? await this.#past(tenantId, id) : null;
      const plan = planCreate(input, { id, past, keptTo });
      return { plan, current: plan.outcome === 'unchanged' ? await this.#find(tenantId, id) : null, ifPosition };
    });
  }

  async update(call: Call, input: UpdateInput): Promise<Outcome> {
    return this.#write(call, async () => {
      const current = await this.#find(call.caller.tenantId, canonicalId(input.id));
      return { plan: planUpdate(input, current), current };
    });
  }

  /** Answers with the object as it was before. */
  async delete(call: Call, input: DeleteInput): Promise<Outcome> {
    return this.#write(call, async () => {
      const current = await this.#find(call.caller.tenantId, canonicalId(input.id));
      return { plan: planDelete(input, current), current };
    });
  }

  #authorise(caller: Caller, access: Access): void {
    if (mayDo(caller, access)) return;
    this.#onForbidden(caller);
    throw forbidden(access);
  }

  /** Drafts and commits, anew as long as others change first what the draft was made from. */
  async #write(call: Call, draft: () => Promise<Draft>): Promise<Outcome> {
    this.#authorise(call.caller, 'write');
    for (let round = 0; round < MAX_ROUNDS; round += 1) {
      const { plan, current, ifPosition } = await draft();
      if (plan.outcome === 'refused') return { ok: false, faults: plan.faults };
      if (plan.outcome === 'change') {
        const options = ifPosition === undefined ? {} : { ifPosition };
        const result = await this.#store.commit([this.#signed(call, plan.change)], options);
        const change = result.outcome === 'committed' ? result.changes[0] : undefined;
        const settings = change && (settingsAfter(change) ?? current);
        if (change && settings) return { ok: true, settings, change };
      } else if (current !== null) {
        return { ok: true, settings: current, change: null };
      }
    }
    throw new Refusal('UNAVAILABLE', 'Too many others are writing to this object. Try again.');
  }

  async #find(tenantId: string, id: string | null): Promise<DerivedCredentialSettings | null> {
    return id === null ? null : this.#store.find(tenantId, id);
  }

  async #past(tenantId: string, id: string): Promise<Past | null> {
    const latest = await this.#store.findLatestChange(tenantId, id);
    if (latest === null) return null;
    const created = latest.kind === 'CREATED' ? latest : await this.#store.findLatestChange(tenantId, id, 'CREATED');
    return { latest, created: created ?? latest };
  }

  /** An issuer that the tenant uses, other than this one. */
  async #otherIssuer(tenantId: string, issuer: Issuer): Promise<Issuer | null> {
    const filter: Filter = { op: 'in', field: 'issuer', values: ISSUERS.filter((each) => each !== issuer) };
    const page = { size: 1, from: 'start', after: null, before: null } as const;
    // In the order of issuers, whose index then tells at once that there is none.
    const { items } = await this.#store.list(tenantId, { filter, order: { field: 'issuer', direction: 'ASC' }, page });
    return items[0]?.issuer ?? null;
  }

  #signed({ caller, origin, requestId }: Call, change: PlannedChange): Change {
    const { tenantId, subject, clientId, kind } = caller;
    const actor: Actor = { subject, clientId, kind };
    return { ...change, tenantId, actor, origin, requestId, at: this.#clock() };
  }
}
