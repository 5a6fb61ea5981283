/**
 * Changes planned one after the other, each upon what those before it leave. Reads the tenant as it stands and writes
 * nothing: what comes of a draft is for whoever made it to commit.
 */
import { type Change, type Head, type PlannedChange, type RecordedChange, record, settingsAfter } from './change.js';
import { canonicalId, type DerivedCredentialSettings, ISSUERS, type Issuer } from './derived-credential-settings.js';
import type { Fault } from './errors.js';
import {
  type CreateInput,
  type DeleteInput,
  type Past,
  type Plan,
  planCreate,
  planDelete,
  planRevert,
  planUpdate,
  type RevertInput,
  type UpdateInput,
} from './plans.js';
import type { Filter } from './query.js';
import type { Store } from './store.js';

/** Whether only to check, and to tell what would come of it. */
export interface Rehearsal {
  readonly dryRun?: boolean | null | undefined;
}

/** One thing to do to a tenant's settings. */
export type ChangeRequest =
  | { readonly create: CreateInput & Rehearsal }
  | { readonly update: UpdateInput & Rehearsal }
  | { readonly delete: DeleteInput & Rehearsal }
  | { readonly revert: RevertInput & Rehearsal };

/** What a request came to: faults, or a change, or nothing where all is as asked already. */
export type Step =
  | { readonly outcome: 'refused'; readonly faults: readonly Fault[] }
  | {
      readonly outcome: 'planned';
      /** Which of the draft's changes it is; null where it needs none. */
      readonly index: number | null;
      /** The object to show where no change tells how it stands; null where it was removed while the plan was made. */
      readonly current: DerivedCredentialSettings | null;
    };

export interface DraftOptions {
  readonly tenantId: string;
  readonly store: Store;
  /** Where the log stands that the draft is to follow. */
  readonly head: Head;
  readonly newId: () => string;
  readonly singleIssuer: boolean;
  /** Adds to a plan who asked for it, and when. */
  readonly sign: (planned: PlannedChange) => Change;
}

export class Draft {
  readonly #options: DraftOptions;
  readonly #changes: Change[] = [];
  readonly #foreseen: RecordedChange[] = [];

  constructor(options: DraftOptions) {
    this.#options = options;
  }

  /** The changes to commit. */
  get changes(): readonly Change[] {
    return this.#changes;
  }

  /** The changes as the log would record them if it were still at its head. */
  get foreseen(): readonly RecordedChange[] {
    return this.#foreseen;
  }

  /** Plans a request and adds what comes of it. */
  async add(request: ChangeRequest): Promise<Step> {
    if ('create' in request) return this.#create(request.create);
    if ('revert' in request) return this.#revert(request.revert);
    if ('update' in request) {
      const current = await this.#find(canonicalId(request.update.id));
      return this.#step(planUpdate(request.update, current), current);
    }
    const current = await this.#find(canonicalId(request.delete.id));
    return this.#step(planDelete(request.delete, current), current);
  }

  async #create(input: CreateInput): Promise<Step> {
    const chosen = input.id != null;
    const id = chosen ? canonicalId(input.id) : this.#options.newId();
    const keptTo = await this.#otherIssuer(input.issuer);
    const past = chosen && id !== null ? await this.#past(id) : null;
    const plan = planCreate(input, { id, past, keptTo });
    return this.#step(plan, plan.outcome === 'unchanged' ? await this.#find(id) : null);
  }

  async #revert(input: RevertInput): Promise<Step> {
    const id = canonicalId(input.id);
    const latest = id === null ? null : await this.#latest(id);
    const target = id === null ? null : await this.#version(id, input.toVersion);
    const keptTo = target?.after ? await this.#otherIssuer(target.after.issuer) : null;
    return this.#step(planRevert(input, { latest, target, keptTo }), latest && settingsAfter(latest));
  }

  #step(plan: Plan, current: DerivedCredentialSettings | null): Step {
    if (plan.outcome === 'refused') return plan;
    if (plan.outcome === 'unchanged') return { outcome: 'planned', index: null, current };
    const change = this.#options.sign(plan.change);
    this.#foreseen.push(record(change, this.#foreseen.at(-1) ?? this.#options.head));
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
    const drafted = this.#foreseen.find((change) => change.settingsId === id && change.version === version);
    return drafted ?? this.#options.store.findChange(this.#options.tenantId, id, version);
  }

  async #past(id: string): Promise<Past | null> {
    const latest = await this.#latest(id);
    if (latest === null || latest.kind === 'CREATED') return latest && { latest, created: latest };
    const { tenantId, store } = this.#options;
    const created = this.#drafted(id, 'CREATED') ?? (await store.findLatestChange(tenantId, id, 'CREATED'));
    return { latest, created: created ?? latest };
  }

  #drafted(id: string, kind?: 'CREATED'): RecordedChange | undefined {
    return this.#foreseen.findLast((change) => change.settingsId === id && (kind ?? change.kind) === change.kind);
  }

  /** An issuer that the tenant is kept to and uses, other than this one. */
  async #otherIssuer(issuer: Issuer): Promise<Issuer | null> {
    if (!this.#options.singleIssuer) return null;
    const touched = [...new Set(this.#changes.map(({ settingsId }) => settingsId))];
    const drafted = touched.map((id) => this.#drafted(id)?.after?.issuer).find((used) => used && used !== issuer);
    if (drafted !== undefined) return drafted;
    const others: Filter = { op: 'in', field: 'issuer', values: ISSUERS.filter((each) => each !== issuer) };
    const untouched: Filter = { op: 'not', filter: { op: 'in', field: 'id', values: touched } };
    const filter: Filter = touched.length === 0 ? others : { op: 'and', filters: [others, untouched] };
    const page = { size: 1, from: 'start', after: null, before: null } as const;
    // In the order of issuers, whose index then tells at once that there is none.
    const query = { filter, order: [{ field: 'issuer', direction: 'ASC' }], page } as const;
    const { items } = await this.#options.store.list(this.#options.tenantId, query, null);
    return items[0]?.issuer ?? null;
  }
}
