/**
 * The use cases of the service, shared by all APIs: authorise, read, plan, commit. The only place that checks permissions.
 * Independent of wire formats and of the database.
 */
import { type Access, type Actor, type Call, type Caller, forbidden, mayDo } from './caller.js';
import { EMPTY_HEAD, type Head, type RecordedChange, settingsAfter, sign } from './change.js';
import { clockBehindRefusal, REFUSED_BEHIND_MS } from './clock-watch.js';
import { canonicalId, type DerivedCredentialSettings } from './derived-credential-settings.js';
import { type ChangeRequest, Draft, type DryRunOption, type PlannedRequest } from './draft.js';
import { type Fault, Refusal } from './errors.js';
import type { CreateInput, DeleteInput, RevertInput, UpdateInput } from './plans.js';
import {
  type ChangesFilter,
  type ChangesQuery,
  canonicalFilter,
  checkChangesFilter,
  checkOrder,
  type Filter,
  type Moment,
  type Page,
  type SettingsQuery,
} from './query.js';
import type { Extent } from './scans.js';
import type { Store } from './store.js';

/** The result of a successful write. `change` is null if the object was as requested already. */
export interface WriteResult {
  /** The object after the write, or the object that was deleted. */
  readonly settings: DerivedCredentialSettings;
  readonly change: RecordedChange | null;
}

/** The outcome of a write. */
export type Outcome = ({ readonly ok: true } & WriteResult) | { readonly ok: false; readonly faults: readonly Fault[] };

/** A fault in one request of a batch. */
export interface BatchFault extends Fault {
  /** The index of the request, counted from 0. */
  readonly index: number;
}

/** The outcome of a batch, which writes all changes or none. Results are in the order of the requests. */
export type BatchOutcome =
  | { readonly ok: true; readonly results: readonly WriteResult[] }
  | { readonly ok: false; readonly faults: readonly BatchFault[] };

/** Iterates over a tenant's matching changes after a position: first the recorded ones, then each new one once it is durable. */
export type Follow = (tenantId: string, after: number, filter?: ChangesFilter) => AsyncIterableIterator<RecordedChange>;

export interface SettingsServiceOptions {
  readonly store: Store;
  readonly follow: Follow;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
  /** Makes a new random UUID. */
  readonly newId: () => string;
  /** Whether all objects of a tenant must have the same issuer, as in Intune. */
  readonly singleIssuer: boolean;
  /** Whether writes are accepted however far the clock is behind a tenant's log. By default they are refused after one day. */
  readonly allowClockBehindLog?: boolean;
  /** Called at each write while the clock is behind the tenant's log. */
  readonly onClockBehind?: (behindMs: number) => void;
  /** Whether Intune decides what a tenant's settings are: then only what changes there is recorded. Default: no tenant's. */
  readonly isReadOnly?: (tenantId: string) => boolean;
  /** Called for every caller who lacks a permission. */
  readonly onForbidden?: (caller: Caller) => void;
}

/** The most changes that one batch may hold. */
export const MAX_BATCH = 100;
// In each round one of the competing writers succeeds, so this many rounds are enough for as many writers of one object (or of one tenant, if the position is guarded).
const MAX_ROUNDS = 256;

const NOTHING: Extent = { settings: 0, changes: 0 };

export class SettingsService {
  readonly #options: SettingsServiceOptions;
  readonly #store: Store;
  readonly #maxBehindMs: number;

  constructor(options: SettingsServiceOptions) {
    this.#options = options;
    this.#store = options.store;
    this.#maxBehindMs = options.allowClockBehindLog ? Number.POSITIVE_INFINITY : REFUSED_BEHIND_MS;
  }

  /**
   * Throws `FORBIDDEN` if the caller lacks the permission. Every method here calls it first. An API calls it before it
   * validates a request, so that a caller without permission learns nothing else.
   */
  authorise(caller: Caller, access: Access): void {
    if (mayDo(caller, access)) return;
    this.#options.onForbidden?.(caller);
    throw forbidden(access);
  }

  /** The object, now or at a moment in the past; null if the tenant has no object with this id. */
  async find({ caller }: Call, id: string, asOf: Moment | null = null): Promise<DerivedCredentialSettings | null> {
    this.authorise(caller, 'read');
    const canonical = canonicalId(id);
    const position = await this.#positionOf(caller.tenantId, asOf);
    return canonical === null ? null : this.#store.find(caller.tenantId, canonical, position);
  }

  async list(
    { caller, clientGone }: Call,
    query: SettingsQuery,
    asOf: Moment | null = null,
  ): Promise<Page<DerivedCredentialSettings>> {
    this.authorise(caller, 'read');
    const filter = canonicalFilter(query.filter);
    checkOrder(query.order);
    const position = await this.#positionOf(caller.tenantId, asOf);
    return this.#store.list(caller.tenantId, { ...query, filter }, position, clientGone);
  }

  async count({ caller, clientGone }: Call, filter: Filter, asOf: Moment | null = null): Promise<number> {
    this.authorise(caller, 'read');
    const canonical = canonicalFilter(filter);
    const position = await this.#positionOf(caller.tenantId, asOf);
    return this.#store.count(caller.tenantId, canonical, position, clientGone);
  }

  /** The change that produced a version of an object; null if there is none. */
  async findChange({ caller }: Call, settingsId: string, version: number): Promise<RecordedChange | null> {
    this.authorise(caller, 'read');
    const canonical = canonicalId(settingsId);
    return canonical === null ? null : this.#store.findChange(caller.tenantId, canonical, version);
  }

  async listChanges({ caller, clientGone }: Call, query: ChangesQuery): Promise<Page<RecordedChange>> {
    this.authorise(caller, 'read');
    checkChangesFilter(query.filter);
    return this.#store.listChanges(caller.tenantId, query, clientGone);
  }

  async countChanges({ caller, clientGone }: Call, filter: ChangesFilter): Promise<number> {
    this.authorise(caller, 'read');
    checkChangesFilter(filter);
    return this.#store.countChanges(caller.tenantId, filter, clientGone);
  }

  /** How much a scan of the tenant's settings or log reads. Nothing for a caller who may not read. */
  async extent({ caller }: Call): Promise<Extent> {
    if (!mayDo(caller, 'read')) return NOTHING;
    const { size, position } = await this.#store.head(caller.tenantId);
    return { settings: size, changes: position };
  }

  /** The position of the latest change in the tenant's log. */
  async position({ caller }: Call): Promise<number> {
    this.authorise(caller, 'read');
    return (await this.#store.head(caller.tenantId)).position;
  }

  /** Follows the changes after a position, or from now on if it is null, until the iterator is closed. */
  async follow(
    { caller }: Call,
    after: number | null,
    filter: ChangesFilter = {},
  ): Promise<AsyncIterableIterator<RecordedChange>> {
    this.authorise(caller, 'read');
    checkChangesFilter(filter);
    const { position } = await this.#store.head(caller.tenantId);
    if (after !== null) checkReached(after, position);
    return this.#options.follow(caller.tenantId, after ?? position, filter);
  }

  create(call: Call, input: CreateInput & DryRunOption): Promise<Outcome> {
    return this.#writeOne(call, { create: input }, input);
  }

  update(call: Call, input: UpdateInput & DryRunOption): Promise<Outcome> {
    return this.#writeOne(call, { update: input }, input);
  }

  /** Returns the object as it was before the deletion. */
  delete(call: Call, input: DeleteInput & DryRunOption): Promise<Outcome> {
    return this.#writeOne(call, { delete: input }, input);
  }

  /** Gives an object the content of an earlier version. Restores the object if it was deleted. */
  revert(call: Call, input: RevertInput & DryRunOption): Promise<Outcome> {
    return this.#writeOne(call, { revert: input }, input);
  }

  /** Makes up to `MAX_BATCH` changes in one transaction. Each is planned on the state that the changes before it produce. */
  async apply(call: Call, requests: readonly ChangeRequest[], { dryRun }: DryRunOption = {}): Promise<BatchOutcome> {
    this.#authoriseWrite(call);
    if (requests.length > MAX_BATCH) {
      const message = `${requests.length} changes are more than the ${MAX_BATCH} that can be made together.`;
      throw new Refusal('LIMIT_EXCEEDED', message);
    }
    const misplaced = requests.flatMap(misplacedDryRun);
    const outcome = await this.#write(call, requests, dryRun === true || misplaced.length > 0);
    if (misplaced.length === 0) return outcome;
    return { ok: false, faults: outcome.ok ? misplaced : [...misplaced, ...outcome.faults] };
  }

  async #positionOf(tenantId: string, moment: Moment | null): Promise<number | null> {
    if (moment === null) return null;
    if ('time' in moment) return this.#store.positionAt(tenantId, moment.time);
    checkReached(moment.position, (await this.#store.head(tenantId)).position);
    return moment.position;
  }

  #authoriseWrite({ caller, origin }: Call): void {
    this.authorise(caller, 'write');
    if (origin === 'REPLICATION' || this.#options.isReadOnly?.(caller.tenantId) !== true) return;
    throw new Refusal(
      'READ_ONLY',
      'Intune decides about the settings of this tenant (GRAPH_MODE=pull). Change them there.',
    );
  }

  async #writeOne(call: Call, request: ChangeRequest, { dryRun }: DryRunOption): Promise<Outcome> {
    this.#authoriseWrite(call);
    const outcome = await this.#write(call, [request], dryRun === true);
    if (!outcome.ok) return outcome;
    const [done] = outcome.results;
    if (done === undefined) throw new Error('A write has no result.');
    return { ok: true, ...done };
  }

  /**
   * Drafts and commits. If another writer changed what the draft was based on, nothing is written, and it drafts again on the new
   * state. An `expectedVersion` then gives `VERSION_CONFLICT`.
   */
  async #write(call: Call, requests: readonly ChangeRequest[], dryRun: boolean): Promise<BatchOutcome> {
    const { tenantId } = call.caller;
    // A draft that reads more than the object it changes is valid only while nothing else has been written.
    const guarded = this.#options.singleIssuer || requests.length > 1;
    for (let round = 0; round < MAX_ROUNDS; round += 1) {
      // Read before the draft reads anything, so that a write in between makes this position stale.
      const head = guarded || dryRun ? await this.#store.head(tenantId) : EMPTY_HEAD;
      const draft = this.#draft(call, head);
      const steps: PlannedRequest[] = [];
      for (const request of requests) steps.push(await draft.add(request));
      const faults = steps.flatMap(faultsOf);
      if (faults.length > 0) return { ok: false, faults };
      if (steps.some(isStale)) continue;
      const recorded = dryRun
        ? this.#predict(draft, head)
        : await this.#commit(draft, guarded ? head.position : undefined);
      if (recorded !== null) return { ok: true, results: steps.flatMap((step) => resultOf(step, recorded)) };
    }
    throw new Refusal('UNAVAILABLE', 'Too many others are writing to this object. Try again.');
  }

  #draft({ caller, origin, requestId }: Call, head: Head): Draft {
    const { store, newId, singleIssuer, clock } = this.#options;
    const { tenantId, subject, clientId, kind } = caller;
    const actor: Actor = { subject, clientId, kind };
    const signature = { tenantId, actor, origin, requestId, at: clock() };
    return new Draft({ tenantId, store, head, newId, singleIssuer, sign: (planned) => sign(planned, signature) });
  }

  /** The changes as recorded; null if the draft is based on stale reads. */
  async #commit({ changes }: Draft, ifPosition: number | undefined): Promise<readonly RecordedChange[] | null> {
    const [first, ...others] = changes;
    if (first === undefined) return [];
    const options = { maxBehindMs: this.#maxBehindMs, ...(ifPosition !== undefined && { ifPosition }) };
    const result = await this.#store.commit([first, ...others], options);
    if (result.outcome === 'stale') return null;
    if (result.outcome === 'behind') throw this.#behind(result.behindMs);
    const [recorded] = result.changes;
    if (recorded && recorded.at > recorded.recordedAt) this.#options.onClockBehind?.(recorded.at - recorded.recordedAt);
    return result.changes;
  }

  /** Predicts the changes for a dry run, with the same check of the clock as a commit. */
  #predict({ predicted }: Draft, head: Head): readonly RecordedChange[] {
    const [first] = predicted;
    const behindMs = first === undefined ? 0 : head.at - first.recordedAt;
    if (behindMs > this.#maxBehindMs) throw this.#behind(behindMs);
    return predicted;
  }

  #behind(behindMs: number): Refusal {
    this.#options.onClockBehind?.(behindMs);
    return clockBehindRefusal(behindMs);
  }
}

/** Refuses a position after the end of the log, which no client can have received. */
function checkReached(position: number, head: number): void {
  if (position > head) throw new Refusal('BAD_REQUEST', 'This service did not issue the cursor for this tenant.');
}

/** Refuses `dryRun` on single requests of a batch: the batch must be written as a whole or not at all. */
function misplacedDryRun(request: ChangeRequest, index: number): BatchFault[] {
  if (Object.values<DryRunOption>(request).every(({ dryRun }) => dryRun !== true)) return [];
  const message = 'A batch is tried as a whole. Set dryRun on the batch, not on single changes.';
  return [{ index, code: 'NOT_ALLOWED', field: 'dryRun', message }];
}

function faultsOf(step: PlannedRequest, index: number): BatchFault[] {
  return step.outcome === 'refused' ? step.faults.map((fault) => ({ ...fault, index })) : [];
}

/** Whether the object needs no change but was deleted while the plan was made. */
function isStale(step: PlannedRequest): boolean {
  return step.outcome === 'planned' && step.index === null && step.current === null;
}

function resultOf(step: PlannedRequest, recorded: readonly RecordedChange[]): WriteResult[] {
  if (step.outcome === 'refused') return [];
  const change = step.index === null ? null : (recorded[step.index] ?? null);
  const settings = (change && settingsAfter(change)) ?? step.current;
  return settings === null ? [] : [{ settings, change }];
}
