/**
 * The use cases of the service, shared by all APIs: authorise, read, plan, commit. The only place that checks permissions.
 * Independent of wire formats and of the database.
 */
import { type Access, type Actor, type Call, type Caller, forbidden, mayDo } from './caller.js';
import { checkReached, EMPTY_HEAD, type Head, type RecordedChange, settingsAfter, sign } from './change.js';
import type { ChangeSpans } from './change-spans.js';
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
import type { CommitOptions, SettingsStore } from './store.js';
import { TracedStore } from './traced-store.js';

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
  readonly store: SettingsStore;
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
  /** Keeps the span of each change whose call is traced. Null or left out if nobody asks for it later. */
  readonly changeSpans?: ChangeSpans | null;
}

/** The most changes that one batch may hold. */
export const MAX_BATCH = 100;
// In each round one of the competing writers succeeds, so this many rounds are enough for as many writers of one object (or of one tenant, if they write batches).
const MAX_ROUNDS = 256;

const NOTHING: Extent = { settings: 0, changes: 0 };

export class SettingsService {
  readonly #options: SettingsServiceOptions;
  readonly #store: SettingsStore;
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
  async find(call: Call, id: string, asOf: Moment | null = null): Promise<DerivedCredentialSettings | null> {
    const { caller } = call;
    this.authorise(caller, 'read');
    const canonical = canonicalId(id);
    const position = await this.#positionOf(call, asOf);
    return canonical === null ? null : this.#storeOf(call).find(caller.tenantId, canonical, position, call);
  }

  /**
   * The current object, for a condition of a write. If `check` throws, the call has reached the position of what it was given, so
   * that the client's next read shows that as well.
   */
  async checkCurrent<Result>(
    call: Call,
    id: string,
    check: (current: DerivedCredentialSettings | null) => Result,
  ): Promise<Result> {
    const { caller } = call;
    this.authorise(caller, 'write');
    const canonical = canonicalId(id);
    const current = canonical === null ? null : await this.#storeOf(call).find(caller.tenantId, canonical);
    try {
      return check(current);
    } catch (error) {
      await this.#reachHead(call);
      throw error;
    }
  }

  async list(call: Call, query: SettingsQuery, asOf: Moment | null = null): Promise<Page<DerivedCredentialSettings>> {
    const { caller } = call;
    this.authorise(caller, 'read');
    const filter = canonicalFilter(query.filter);
    checkOrder(query.order);
    const position = await this.#positionOf(call, asOf);
    return this.#storeOf(call).list(caller.tenantId, { ...query, filter }, position, call);
  }

  async count(call: Call, filter: Filter, asOf: Moment | null = null): Promise<number> {
    const { caller } = call;
    this.authorise(caller, 'read');
    const canonical = canonicalFilter(filter);
    const position = await this.#positionOf(call, asOf);
    return this.#storeOf(call).count(caller.tenantId, canonical, position, call);
  }

  /** The change that produced a version of an object; null if there is none. */
  async findChange(call: Call, settingsId: string, version: number): Promise<RecordedChange | null> {
    const { caller } = call;
    this.authorise(caller, 'read');
    const canonical = canonicalId(settingsId);
    return canonical === null ? null : this.#storeOf(call).findChange(caller.tenantId, canonical, version, call);
  }

  async listChanges(call: Call, query: ChangesQuery): Promise<Page<RecordedChange>> {
    const { caller } = call;
    this.authorise(caller, 'read');
    checkChangesFilter(query.filter);
    const page = await this.#storeOf(call).listChanges(caller.tenantId, query, call);
    const { after } = query.page;
    // With a cursor from before a restore the page is empty. Not checked beforehand: that would cost every page a read.
    if (page.items.length === 0 && after !== null)
      checkReached(after, (await this.#storeOf(call).head(caller.tenantId)).position);
    return page;
  }

  /** How much a scan of the tenant's settings or log reads. Nothing for a caller who may not read. */
  async extent(call: Call): Promise<Extent> {
    const { caller } = call;
    if (!mayDo(caller, 'read')) return NOTHING;
    const { size, position } = await this.#storeOf(call).head(caller.tenantId);
    return { settings: size, changes: position };
  }

  /** The position of the latest change in the tenant's log. */
  async position(call: Call): Promise<number> {
    const { caller } = call;
    this.authorise(caller, 'read');
    return (await this.#storeOf(call).head(caller.tenantId)).position;
  }

  /**
   * Follows the changes after a position, or from now on if it is null, until the iterator is closed.
   * @param admit called with how many changes there are to catch up with, if any; may refuse
   */
  async follow(
    call: Call,
    after: number | null,
    filter: ChangesFilter = {},
    admit: (behind: number) => Promise<void> | null = () => null,
  ): Promise<AsyncIterableIterator<RecordedChange>> {
    const { caller } = call;
    this.authorise(caller, 'read');
    const { position } = await this.#storeOf(call).head(caller.tenantId);
    if (after !== null && after < position) await admit(position - after);
    checkChangesFilter(filter);
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

  async #positionOf(call: Call, moment: Moment | null): Promise<number | null> {
    if (moment === null) return null;
    const { tenantId } = call.caller;
    if ('time' in moment) return this.#storeOf(call).positionAt(tenantId, moment.time);
    checkReached(moment.position, (await this.#storeOf(call).head(tenantId)).position);
    return moment.position;
  }

  #storeOf({ span }: Call): SettingsStore {
    return span == null ? this.#store : new TracedStore(this.#store, span);
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
    // Changes that are planned on each other are valid only while nothing else has been written.
    const guarded = requests.length > 1;
    for (let round = 0; round < MAX_ROUNDS; round += 1) {
      // Read before the draft reads anything, so that a write in between makes this position stale.
      const head = guarded || dryRun ? await this.#storeOf(call).head(tenantId) : EMPTY_HEAD;
      const draft = this.#draft(call, head, requests.length);
      if (requests.length > 1) await draft.load(requests);
      const steps: PlannedRequest[] = [];
      for (const request of requests) steps.push(await draft.add(request));
      if (draft.isStale) continue;
      const faults = steps.flatMap(faultsOf);
      if (faults.length > 0) {
        await this.#reachHead(call);
        return { ok: false, faults };
      }
      const recorded = dryRun
        ? this.#predict(draft, head)
        : await this.#commit(call, draft, guarded ? { ifPosition: head.position } : this.#issuerGuard(draft));
      if (recorded === null) continue;
      const last = recorded.at(-1);
      if (last === undefined || dryRun) await this.#reachHead(call);
      else call.reached = last.position;
      return { ok: true, results: steps.flatMap((step) => resultOf(step, recorded)) };
    }
    throw new Refusal('UNAVAILABLE', 'Too many others are writing to this object. Try again.');
  }

  /** For a write that writes nothing: it tells its client what it found, which the client's next read must show as well. */
  async #reachHead(call: Call): Promise<void> {
    call.reached = (await this.#storeOf(call).head(call.caller.tenantId)).position;
  }

  #draft(call: Call, head: Head, size: number): Draft {
    const { newId, singleIssuer, clock } = this.#options;
    const { caller, origin, requestId } = call;
    const { tenantId, subject, clientId, kind } = caller;
    const store = this.#storeOf(call);
    const actor: Actor = { subject, clientId, kind };
    const signature = { tenantId, actor, origin, requestId, at: clock() };
    return new Draft({ tenantId, store, size, head, newId, singleIssuer, sign: (planned) => sign(planned, signature) });
  }

  /** Unlike the position, the issuer lets creates at the same time all succeed. An issuer never changes, so only they need it. */
  #issuerGuard({ changes: [change] }: Draft): CommitOptions {
    const isHeld = this.#options.singleIssuer && change?.kind === 'CREATED' && change.after !== null;
    return isHeld ? { ifIssuer: change.after.issuer } : {};
  }

  /** The changes as recorded; null if the draft is based on stale reads. */
  async #commit(call: Call, { changes }: Draft, guard: CommitOptions): Promise<readonly RecordedChange[] | null> {
    const [first, ...others] = changes;
    if (first === undefined) return [];
    const options = { maxBehindMs: this.#maxBehindMs, ...guard };
    const result = await this.#storeOf(call).commit([first, ...others], options);
    if (result.outcome === 'stale') return null;
    if (result.outcome === 'behind') throw this.#behind(result.behindMs);
    if (call.span != null) for (const change of result.changes) this.#options.changeSpans?.keep(change, call.span);
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

/** Refuses `dryRun` on single requests of a batch: the batch must be written as a whole or not at all. */
function misplacedDryRun(request: ChangeRequest, index: number): BatchFault[] {
  if (Object.values<DryRunOption>(request).every(({ dryRun }) => dryRun !== true)) return [];
  const message = 'A batch is tried as a whole. Set dryRun on the batch, not on single changes.';
  return [{ index, code: 'NOT_ALLOWED', field: 'dryRun', message }];
}

function faultsOf(step: PlannedRequest, index: number): BatchFault[] {
  return step.outcome === 'refused' ? step.faults.map((fault) => ({ ...fault, index })) : [];
}

function resultOf(step: PlannedRequest, recorded: readonly RecordedChange[]): WriteResult[] {
  if (step.outcome === 'refused') return [];
  const change = step.index === null ? null : (recorded[step.index] ?? null);
  const settings = (change && settingsAfter(change)) ?? step.current;
  return settings === null ? [] : [{ settings, change }];
}
