/**
 * Plans several changes one after the other, each on the state that the changes before it produce. Reads the tenant's current
 * state and writes nothing: the caller commits the draft's changes.
 */
import { type Change, type Head, type PlannedChange, type RecordedChange, record, settingsAfter } from './change.js';
import { canonicalId, type DerivedCredentialSettings, type Issuer } from './derived-credential-settings.js';
import { DraftReads } from './draft-reads.js';
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
import type { SettingsStore } from './store.js';

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
      /** The object before the request; null if there was none. */
      readonly current: DerivedCredentialSettings | null;
    };

export interface DraftOptions {
  readonly tenantId: string;
  readonly store: SettingsStore;
  /** How many requests will be added at most. */
  readonly size: number;
  /** The end of the log that the draft starts from. */
  readonly head: Head;
  readonly newId: () => string;
  readonly singleIssuer: boolean;
  /** Adds to a planned change who asked for it, and when. */
  readonly sign: (planned: PlannedChange) => Change;
}

export class Draft {
  readonly #options: DraftOptions;
  readonly #reads: DraftReads;
  readonly #changes: Change[] = [];
  readonly #predicted: RecordedChange[] = [];
  #isStale = false;

  constructor(options: DraftOptions) {
    this.#options = options;
    this.#reads = new DraftReads(options.store, options.tenantId, options.size);
  }

  /** Whether somebody wrote to an object between two reads of it, so that the draft must be made again. */
  get isStale(): boolean {
    return this.#isStale;
  }

  /** The changes to commit. */
  get changes(): readonly Change[] {
    return this.#changes;
  }

  /** The changes as the log records them if nothing else is written before them. */
  get predicted(): readonly RecordedChange[] {
    return this.#predicted;
  }

  /** Reads together what the requests need. Without it, each is read when its request is added. */
  async load(requests: readonly ChangeRequest[]): Promise<void> {
    await Promise.all(requests.map((request) => this.#load(request)));
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

  async #load(request: ChangeRequest): Promise<void> {
    if ('create' in request) {
      const id = canonicalId(request.create.id ?? '');
      await Promise.all([
        id !== null && this.#loadExisting(id),
        this.#options.singleIssuer && this.#reads.ofOtherIssuers(request.create.issuer),
      ]);
      return;
    }
    if ('revert' in request) {
      const id = canonicalId(request.revert.id);
      if (id !== null) await Promise.all([this.#reads.latest(id), this.#reads.version(id, request.revert.toVersion)]);
      return;
    }
    const id = canonicalId('update' in request ? request.update.id : request.delete.id);
    if (id !== null) await this.#reads.settings(id);
  }

  /** The object too if the id is known: it is the answer to a create that is repeated. */
  async #loadExisting(id: string): Promise<void> {
    if ((await this.#reads.history(id)) !== null) await this.#reads.settings(id);
  }

  async #create(input: CreateInput): Promise<PlannedRequest> {
    const chosen = input.id != null;
    const id = chosen ? canonicalId(input.id) : this.#options.newId();
    const usedIssuer = await this.#otherIssuer(input.issuer);
    const history = chosen && id !== null ? await this.#history(id) : null;
    const plan = planCreate(input, { id, history, usedIssuer });
    if (plan.outcome !== 'unchanged') return this.#append(plan, history && settingsAfter(history.latest));
    // Read from where it stands and not from the log, so that a lost row is noticed.
    const current = await this.#find(id);
    this.#isStale ||= current?.version !== history?.latest.version;
    return this.#append(plan, current);
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
    return drafted ? settingsAfter(drafted) : this.#reads.settings(id);
  }

  async #latest(id: string): Promise<RecordedChange | null> {
    return this.#drafted(id) ?? this.#reads.latest(id);
  }

  async #version(id: string, version: number): Promise<RecordedChange | null> {
    const drafted = this.#predicted.find((change) => change.settingsId === id && change.version === version);
    return drafted ?? this.#reads.version(id, version);
  }

  async #history(id: string): Promise<IdHistory | null> {
    const latest = this.#drafted(id);
    if (latest === undefined) return this.#reads.history(id);
    const created = this.#drafted(id, 'CREATED') ?? (await this.#reads.history(id))?.created;
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
    // As many as the draft has requests: one more than the requests before this one can have touched.
    const items = await this.#reads.ofOtherIssuers(issuer);
    return items.find(({ id }) => !touched.includes(id))?.issuer ?? null;
  }
}
