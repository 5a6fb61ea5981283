/**
 * The use cases, for every face of the service: authorise, read, plan, commit. Permissions are checked here and nowhere
 * else. Knows no wire format and no storage technology.
 */
import { type Access, type Actor, type Call, type Caller, forbidden, mayDo } from './caller.js';
import { EMPTY_HEAD, type Head, type RecordedChange, settingsAfter, sign } from './change.js';
import { clockBehindRefusal, REFUSED_BEHIND_MS } from './clock-watch.js';
import { canonicalId, type DerivedCredentialSettings } from './derived-credential-settings.js';
import { type ChangeRequest, Draft, type Rehearsal, type Step } from './draft.js';
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
import type { Store } from './store.js';

/** What a request did. `change` is null where the object already was as asked. */
export interface Done {
  /** The object as it now stands, or as it was before its deletion. */
  readonly settings: DerivedCredentialSettings;
  readonly change: RecordedChange | null;
}

/** What came of a write. */
export type Outcome = ({ readonly ok: true } & Done) | { readonly ok: false; readonly faults: readonly Fault[] };

/** One thing wrong with one of several requests. */
export interface BatchFault extends Fault {
  /** Which of the requests, counted from 0. */
  readonly index: number;
}

/** What came of several writes that were to be made together: all of them, in their order, or none. */
export type BatchOutcome =
  | { readonly ok: true; readonly results: readonly Done[] }
  | { readonly ok: false; readonly faults: readonly BatchFault[] };

/** The changes of a tenant after a position that a filter matches: those recorded already, then each as it becomes durable. */
export type Follow = (tenantId: string, after: number, filter?: ChangesFilter) => AsyncIterableIterator<RecordedChange>;

export interface SettingsServiceOptions {
  readonly store: Store;
  readonly follow: Follow;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
  /** A new UUID, never one made before. */
  readonly newId: () => string;
  /** Whether all objects of a tenant must have the same issuer, as in Intune. */
  readonly singleIssuer: boolean;
  /** Whether writes go on however far the clock is behind a tenant's log; without it they are refused from a day on. */
  readonly allowClockBehindLog?: boolean;
  /** Told of each write while the clock is behind the tenant's log: by how many milliseconds. */
  readonly onClockBehind?: (behindMs: number) => void;
  /** Told of every caller who lacks a permission. */
  readonly onForbidden?: (caller: Caller) => void;
}

/** How many changes can be made together. */
export const MAX_BATCH = 100;
// Each round of competing writers has a winner, so this many rounds serve as many writers of one object.
const MAX_ROUNDS = 256;

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
   * Throws `FORBIDDEN` if the caller lacks the permission. Every method here asks it first; an API asks it before it judges
   * the content of a request, so that a caller who may not write learns nothing else.
   */
  authorise(caller: Caller, access: Access): void {
    if (mayDo(caller, access)) return;
    this.#options.onForbidden?.(caller);
    throw forbidden(access);
  }

  /** The object, as it stands or as it stood at a moment; null where the tenant has none with this id. */
  async find({ caller }: Call, id: string, asOf: Moment | null = null): Promise<DerivedCredentialSettings | null> {
    this.authorise(caller, 'read');
    const canonical = canonicalId(id);
    const position = await this.#positionOf(caller.tenantId, asOf);
    return canonical === null ? null : this.#store.find(caller.tenantId, canonical, position);
  }

  async list(
    { caller }: Call,
    query: SettingsQuery,
    asOf: Moment | null = null,
  ): Promise<Page<DerivedCredentialSettings>> {
    this.authorise(caller, 'read');
    const filter = canonicalFilter(query.filter);
    checkOrder(query.order);
    return this.#store.list(caller.tenantId, { ...query, filter }, await this.#positionOf(caller.tenantId, asOf));
  }

  async count({ caller }: Call, filter: Filter, asOf: Moment | null = null): Promise<number> {
    this.authorise(caller, 'read');
    const canonical = canonicalFilter(filter);
    return this.#store.count(caller.tenantId, canonical, await this.#positionOf(caller.tenantId, asOf));
  }

  /** The change by which an object got a version, or null where there is none. */
  async findChange({ caller }: Call, settingsId: string, version: number): Promise<RecordedChange | null> {
    this.authorise(caller, 'read');
    const canonical = canonicalId(settingsId);
    return canonical === null ? null : this.#store.findChange(caller.tenantId, canonical, version);
  }

  async listChanges({ caller }: Call, query: ChangesQuery): Promise<Page<RecordedChange>> {
    this.authorise(caller, 'read');
    checkChangesFilter(query.filter);
    return this.#store.listChanges(caller.tenantId, query);
  }

  async countChanges({ caller }: Call, filter: ChangesFilter): Promise<number> {
    this.authorise(caller, 'read');
    checkChangesFilter(filter);
    return this.#store.countChanges(caller.tenantId, filter);
  }

  /** Where the tenant's log stands: the position of its latest change. */
  async position({ caller }: Call): Promise<number> {
    this.authorise(caller, 'read');
    return (await this.#store.head(caller.tenantId)).position;
  }

  /** The changes after a position, or from now on where it is null, until the follower leaves. */
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

  create(call: Call, input: CreateInput & Rehearsal): Promise<Outcome> {
    return this.#writeOne(call, { create: input }, input);
  }

  update(call: Call, input: UpdateInput & Rehearsal): Promise<Outcome> {
    return this.#writeOne(call, { update: input }, input);
  }

  /** Answers with the object as it was before. */
  delete(call: Call, input: DeleteInput & Rehearsal): Promise<Outcome> {
    return this.#writeOne(call, { delete: input }, input);
  }

  /** Gives an object the content of an earlier version, also one that has been deleted since. */
  revert(call: Call, input: RevertInput & Rehearsal): Promise<Outcome> {
    return this.#writeOne(call, { revert: input }, input);
  }

  /** Makes up to `MAX_BATCH` changes in one transaction, each checked against what those before it leave. */
  async apply(call: Call, requests: readonly ChangeRequest[], { dryRun }: Rehearsal = {}): Promise<BatchOutcome> {
    this.authorise(call.caller, 'write');
    if (requests.length > MAX_BATCH) {
      const message = `${requests.length} changes are more than the ${MAX_BATCH} that can be made together.`;
      throw new Refusal('LIMIT_EXCEEDED', message);
    }
    const misplaced = requests.flatMap(misplacedRehearsal);
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

  async #writeOne(call: Call, request: ChangeRequest, { dryRun }: Rehearsal): Promise<Outcome> {
    this.authorise(call.caller, 'write');
    const outcome = await this.#write(call, [request], dryRun === true);
    if (!outcome.ok) return outcome;
    const [done] = outcome.results;
    if (done === undefined) throw new Error('A write came to nothing.');
    return { ok: true, ...done };
  }

  /** Drafts and commits, anew as long as others change first what the draft was made from. */
  async #write(call: Call, requests: readonly ChangeRequest[], dryRun: boolean): Promise<BatchOutcome> {
    const { tenantId } = call.caller;
    // Whatever reads more than the one object that it changes holds only for as long as nothing else has been written.
    const guarded = this.#options.singleIssuer || requests.length > 1;
    for (let round = 0; round < MAX_ROUNDS; round += 1) {
      // Read before what the draft is made from, so that whatever is written meanwhile moves it.
      const head = guarded || dryRun ? await this.#store.head(tenantId) : EMPTY_HEAD;
      const draft = this.#draft(call, head);
      const steps: Step[] = [];
      for (const request of requests) steps.push(await draft.add(request));
      const faults = steps.flatMap(faultsOf);
      if (faults.length > 0) return { ok: false, faults };
      if (steps.some(isOutdated)) continue;
      const recorded = dryRun
        ? this.#foresee(draft, head)
        : await this.#commit(draft, guarded ? head.position : undefined);
      if (recorded !== null) return { ok: true, results: steps.flatMap((step) => doneBy(step, recorded)) };
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

  /** The changes as recorded; null where something that they were made from has changed. */
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

  /** The changes as they would be recorded after this head, refused like those that are written. */
  #foresee({ foreseen }: Draft, head: Head): readonly RecordedChange[] {
    const [first] = foreseen;
    const behindMs = first === undefined ? 0 : head.at - first.recordedAt;
    if (behindMs > this.#maxBehindMs) throw this.#behind(behindMs);
    return foreseen;
  }

  #behind(behindMs: number): Refusal {
    this.#options.onClockBehind?.(behindMs);
    return clockBehindRefusal(behindMs);
  }
}

/** Refuses a position that the log has not come to: nobody was given it. */
function checkReached(position: number, head: number): void {
  if (position > head)
    throw new Refusal('BAD_REQUEST', 'The cursor is none that this service gave out for this tenant.');
}

/** Some of the changes in earnest and others not would be neither all nor none. */
function misplacedRehearsal(request: ChangeRequest, index: number): BatchFault[] {
  if (Object.values<Rehearsal>(request).every(({ dryRun }) => dryRun !== true)) return [];
  const message = 'A dry run is of all the changes together. Set dryRun beside the list of them.';
  return [{ index, code: 'NOT_ALLOWED', field: 'dryRun', message }];
}

function faultsOf(step: Step, index: number): BatchFault[] {
  return step.outcome === 'refused' ? step.faults.map((fault) => ({ ...fault, index })) : [];
}

/** Whether the object that needs no change was removed while the plan was made. */
function isOutdated(step: Step): boolean {
  return step.outcome === 'planned' && step.index === null && step.current === null;
}

function doneBy(step: Step, recorded: readonly RecordedChange[]): Done[] {
  if (step.outcome === 'refused') return [];
  const change = step.index === null ? null : (recorded[step.index] ?? null);
  const settings = (change && settingsAfter(change)) ?? step.current;
  return settings === null ? [] : [{ settings, change }];
}
