/**
 * Plans several changes one after the other, each on the state that the changes before it produce. Reads the tenant's current
 * state and writes nothing: the caller commits the draft's changes.
 */
import { type Change, type Head, type PlannedChange, type RecordedChange, record, settingsAfter } from './change.js';
import { canonicalId, type DerivedCredentialSettings, ISSUERS, type Issuer } from './derived-credential-settings.js';
import type { Fault } from './errors.js';
import {
  type CreateInput,
  type DeleteInput,
  type IdHistory,
  type Plan,
  planCreate,
  planDelete,
  planRevert,
  planUpdate,
  type RevertInput,
  type UpdateInput,
} from './plans.js';
import type { Filter, Order } from './query.js';
import type { Store } from './store.js';

/** Whether the request is only checked and its result predicted, without writing. */
export interface DryRunOption {
  readonly dryRun?: boolean | null | undefined;
}

/** One requested change of a tenant's settings. */
export type ChangeRequest =
  | { readonly create: CreateInput & DryRunOption }
  | { readonly update: UpdateInput & DryRunOption }
  | { readonly delete: DeleteInput & DryRunOption }
  | { readonly revert: RevertInput & DryRunOption };

/** The result of planning one request: faults, a change, or no change if the object is as requested already. */
export type PlannedRequest =
  | { readonly outcome: 'refused'; readonly faults: readonly Fault[] }
  | {
      readonly outcome: 'planned';
      /** The index in the draft's `changes`; null if no change is needed. */
      readonly index: number | null;
      /** The object if no change is needed; null if it was deleted while the plan was made. */
      readonly current: DerivedCredentialSettings | null;
    };

export interface DraftOptions {
  readonly tenantId: string;
  readonly store: Store;
  /** The end of the log that the draft starts from. */
  readonly head: Head;
  readonly newId: () => string;
  readonly singleIssuer: boolean;
  /** Adds to a planned change who asked for it, and when. */
  readonly sign: (planned: PlannedChange) => Change;
}

const BY_ISSUER: Order = [
  { field: 'issuer', direction: 'ASC' },
  { field: 'createdAt', direction: 'ASC' },
];

export class Draft {
  readonly #options: DraftOptions;
  readonly #changes: Change[] = [];
  readonly #predicted: RecordedChange[] = [];

  constructor(options: DraftOptions) {
    this.#options = options;
  }

  /** The changes to commit. */
  get changes(): readonly Change[] {
    return this.#changes;
  }

  /** The changes as the log records them if nothing else is written before them. */
  get predicted(): readonly RecordedChange[] {
    return this.#predicted;
  }

  /** Plans a request and adds the resulting change to the draft. */
  async add(request: ChangeRequest): Promise<PlannedRequest> {
    if ('create' in request) return this.#create(request.create);
    if ('revert' in request) return this.#revert(request.revert);
    if ('update' in request) {
      const current = await this.#find(canonicalId(request.update.id));
      return this.#append(planUpdate(request.update, current), current);
    }
    const current = await this.#find(canonicalId(request.delete.id));
    return this.#append(planDelete(request.delete, current), current);
  }

  async #create(input: CreateInput): Promise<PlannedRequest> {
    const chosen = input.id != null;
    const id = chosen ? canonicalId(input.id) : this.#options.newId();
    const usedIssuer = await this.#otherIssuer(input.issuer);
    const history = chosen && id !== null ? await this.#history(id) : null;
    const plan = planCreate(input, { id, history, usedIssuer });
    return this.#append(plan, plan.outcome === 'unchanged' ? await this.#find(id) : null);
  }

  async #revert(input: RevertInput): Promise<PlannedRequest> {
    const id = canonicalId(input.id);
    const latest = id === null ? null : await this.#latest(id);
    const target = id === null ? null : await this.#version(id, input.toVersion);
    const usedIssuer = target?.after ? await this.#otherIssuer(target.after.issuer) : null;
    return this.#append(planRevert(input, { latest, target, usedIssuer }), latest && settingsAfter(latest));
  }

  #append(plan: Plan, current: DerivedCredentialSettings | null): PlannedRequest {
    if (plan.outcome === 'refused') return plan;
    if (plan.outcome === 'unchanged') return { outcome: 'planned', index: null, current };
    const change = this.#options.sign(plan.change);
    this.#predicted.push(record(change, this.#predicted.at(-1) ?? this.#options.head));
    return { outcome: 'planned', index: this.#changes.push(change) - 1, current };
  }

  async #find(id: string | null): Promise<DerivedCredentialSettings | null> {
    if (id === null) return null;
    const drafted = this.#drafted(id);
    return drafted ? settingsAfter(drafted) : this.#options.store.find(this.#options.tenantId, id, null);
  }

  async #latest(id: string): Promise<RecordedChange | null> {
    return this.#drafted(id) ?? this.#options.store.findLatestChange(this.#options.tenantId, id);
  }

  async #version(id: string, version: number): Promise<RecordedChange | null> {
    const drafted = this.#predicted.find((change) => change.settingsId === id && change.version === version);
    return drafted ?? this.#options.store.findChange(this.#options.tenantId, id, version);
  }

  async #history(id: string): Promise<IdHistory | null> {
    const latest = await this.#latest(id);
    if (latest === null || latest.kind === 'CREATED') return latest && { latest, created: latest };
    const { tenantId, store } = this.#options;
    const created = this.#drafted(id, 'CREATED') ?? (await store.findLatestChange(tenantId, id, 'CREATED'));
    return { latest, created: created ?? latest };
  }

  #drafted(id: string, kind?: 'CREATED'): RecordedChange | undefined {
    return this.#predicted.findLast((change) => change.settingsId === id && (kind ?? change.kind) === change.kind);
  }

  /** Another issuer that the tenant uses, if a tenant may have only one; else null. */
  async #otherIssuer(issuer: Issuer): Promise<Issuer | null> {
    if (!this.#options.singleIssuer) return null;
    const touched = [...new Set(this.#changes.map(({ settingsId }) => settingsId))];
    const drafted = touched.map((id) => this.#drafted(id)?.after?.issuer).find((used) => used && used !== issuer);
    if (drafted !== undefined) return drafted;
    // In the order of the index by issuer, which shows with one lookup that there is none. One more than may be touched.
    const filter: Filter = { op: 'in', field: 'issuer', values: ISSUERS.filter((each) => each !== issuer) };
    const page = { size: 1 + touched.length, from: 'start', after: null, before: null } as const;
    const { items } = await this.#options.store.list(this.#options.tenantId, { filter, order: BY_ISSUER, page }, null);
    return items.find(({ id }) => !touched.includes(id))?.issuer ?? null;
  }
}
