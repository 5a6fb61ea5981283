/**
 * Works for one tenant, one step at a time: reads Graph, compares, sends at most one request, and records. Starts from the state
 * of the database and never from a queue, so that a missed wake or a crash costs time only. Needs the tenant's lease.
 */
import type { GraphAttempt, GraphLease, GraphLedger, LedgerWrite } from '../domain/graph-ledger.js';
import type { Store } from '../domain/store.js';
import { type Judgement, judge } from './decisions/judge.js';
import { concludeAttempt } from './decisions/plan-attempt.js';
import { planStep, type Step } from './decisions/plan-step.js';
import { writesForConclusion, writesForOutcome } from './decisions/record-outcome.js';
import type { AttemptEvent, ConnectorCounters } from './events.js';
import type { GraphApi, GraphProblem, WriteOutcome } from './graph-api.js';
import type { ConnectorClock, ConnectorOptions } from './options.js';
import { backoffMs } from './pace.js';
import { readWanted } from './read-wanted.js';
import { storedProblem } from './stored-problem.js';
import { type ObjectView, type TenantView, tenantView } from './tenant-view.js';
import { WorkerMemory } from './worker-memory.js';

export interface WorkerParts {
  readonly store: Pick<Store, 'list' | 'findLatestChange'>;
  readonly ledger: GraphLedger;
  readonly graph: GraphApi;
  readonly clock: ConnectorClock;
  /** Unique for each process. */
  readonly holder: string;
  readonly newId: () => string;
  readonly counters: ConnectorCounters;
  readonly onAttempt: (event: AttemptEvent) => void;
}

/** When to call again: 0 at once, a number of milliseconds, or null for only when something happens. */
export type Again = number | null;

/** Another process took the lease, or it ended. Nothing was written. */
export class LeaseLost extends Error {
  override readonly name = 'LeaseLost';
}

const DAY_MS = 86_400_000;
// A `Retry-After` of an earlier process, if the clock was set back meanwhile.
const MOST_REMEMBERED_MS = 3_600_000;
const CREDENTIALS_MS = 300_000;

export class TenantWorker {
  readonly tenantId: string;
  readonly #parts: WorkerParts;
  readonly #options: ConnectorOptions;
  #memory: WorkerMemory;
  #lease: GraphLease | null = null;
  #leaseEnds = 0;
  #lastFence = 0;
  #last: Promise<unknown> = Promise.resolve();
  #dueMs: number;

  constructor(tenantId: string, options: ConnectorOptions, parts: WorkerParts) {
    this.tenantId = tenantId;
    this.#options = options;
    this.#parts = parts;
    this.#memory = new WorkerMemory(parts.clock, options);
    this.#dueMs = this.#nextInterval();
  }

  /** Takes one step. Keeps the lease only while the next step is due at once. */
  step(): Promise<Again> {
    return this.#alone(() => this.#guarded());
  }

  async #guarded(): Promise<Again> {
    const blocked = this.#memory.blockedMs;
    if (blocked > 0) return blocked;
    try {
      if (!(await this.#hold())) return this.#options.leaseMs / 3;
      const again = await this.#step();
      if (again !== 0) await this.#release();
      return again;
    } catch (error) {
      if (!(error instanceof LeaseLost)) throw error;
      this.#lease = null;
      return 1000;
    }
  }

  /** Asks for a whole read at the next step, and ends waiting after failures. */
  wake({ read }: { readonly read: boolean }): void {
    if (!read) return;
    this.#dueMs = 0;
    this.#memory.unblock();
  }

  /** Records what a person decided, on the state that it is decided on. Throws `LeaseLost` while another process works. */
  record(decide: (view: TenantView) => readonly LedgerWrite[]): Promise<void> {
    return this.#alone(async () => {
      if (!(await this.#hold())) throw new LeaseLost('Another process works for the tenant.');
      await this.#write(decide(await this.view()));
      await this.#release();
    });
  }

  /** One thing at a time: a step and a decision must not share a lease. */
  #alone<Result>(run: () => Promise<Result>): Promise<Result> {
    const result = this.#last.then(run, run);
    this.#last = result.catch(() => {});
    return result;
  }

  async view(): Promise<TenantView> {
    const { ledger, store, clock } = this.#parts;
    const kept = await ledger.read(this.tenantId, clock.now() - DAY_MS);
    return tenantView(kept, await readWanted(store, this.tenantId, kept.links), this.#options);
  }

  /** How every object stands now, as far as this process can tell. */
  async judged(view?: TenantView): Promise<readonly { readonly object: ObjectView; readonly judgement: Judgement }[]> {
    return this.#judge(view ?? (await this.view()));
  }

  #judge(view: TenantView) {
    const evidence = this.#memory.evidence(this.#parts.clock.now());
    return view.objects.map((object) => ({ object, judgement: judge(object, view, evidence, this.#options) }));
  }

  async #step(): Promise<Again> {
    const view = await this.view();
    this.#obeyEarlier(view);
    if (this.#memory.blockedMs > 0) return this.#memory.blockedMs;
    const age = this.#memory.readAgeMs;
    if (view.open === null && (age === null || age >= this.#dueMs)) return this.#read(view);
    const evidence = this.#memory.evidence(this.#parts.clock.now());
    return this.#take(planStep(view, evidence, this.#memory.isFresh, this.#options), view);
  }

  #take(step: Step, view: TenantView): Promise<Again> | Again {
    switch (step.do) {
      case 'read':
        return this.#read(view);
      case 'resolve':
        return this.#lookFor(view);
      case 'look later': {
        const ms = this.#memory.nextLookMs(null);
        return ms > 0 ? ms : this.#read(view);
      }
      case 'record':
        return this.#record(step, view);
      case 'send':
        return this.#send(step, view);
      case 'nothing':
        return Math.max(1, this.#dueMs - (this.#memory.readAgeMs ?? 0));
    }
  }

  /** A whole list. Anything less says nothing and is not recorded. */
  async #read({ connection }: TenantView): Promise<Again> {
    const { clock, graph, newId, counters } = this.#parts;
    const began = clock.elapsed();
    const at = Math.max(clock.now(), (connection.lastWholeReadAt ?? 0) + 1);
    const outcome = await graph.list({ tenantId: this.tenantId, clientRequestId: newId() });
    if (outcome.kind === 'failed') {
      counters.failedReads += 1;
      return this.#failed(outcome.problem, connection);
    }
    const objects = outcome.objects.map(({ id, content, faults, raw }) => ({ graphId: id, content, faults, raw }));
    const facts = { ...connection, lastWholeReadAt: at, notBefore: null, problem: null };
    await this.#write([
      { write: 'observe', at, objects },
      { write: 'connection', facts },
    ]);
    counters.reads += 1;
    this.#memory.haveRead(began);
    this.#dueMs = this.#nextInterval();
    return 0;
  }

  /** Looks for the effect of the open attempt. */
  async #lookFor(view: TenantView): Promise<Again> {
    const attempt = view.open;
    if (attempt === null) return 0;
    const wait = this.#memory.nextLookMs(attempt);
    if (wait > 0) return wait;
    const again = await this.#read(view);
    if (again !== 0) return again;
    const seen = await this.view();
    const conclusion = concludeAttempt(attempt, {
      objects: seen.present,
      links: seen.ledger.links,
      connection: seen.connection,
      explained: new Set([...seen.lingering, ...ignoredIn(seen)]),
      final: this.#memory.isFinal(attempt),
    });
    const writes = writesForConclusion(conclusion, this.#context(attempt, seen));
    if (writes.length === 0) return Math.max(1, this.#memory.nextLookMs(attempt));
    await this.#write(recovered(attempt, writes));
    if (attempt.operation === 'create' && conclusion.outcome === 'confirmed') this.#parts.counters.recovered += 1;
    this.#report(attempt, conclusion.outcome === 'open' ? 'unknown' : conclusion.outcome, null, 0);
    return 0;
  }

  async #record({ object, judgement }: Extract<Step, { do: 'record' }>, view: TenantView): Promise<Again> {
    const { wanted, link, theirs } = object;
    if (link === null) return null;
    if (judgement.is === 'deleted') await this.#write([{ write: 'unlink', settingsId: wanted.settingsId }]);
    else if (theirs.is === 'shown') {
      const confirmedAt = view.connection.lastWholeReadAt ?? this.#parts.clock.now();
      const rebased = { ...link, confirmed: theirs.content, confirmedVersion: wanted.version, confirmedAt };
      await this.#write([{ write: 'link', link: rebased }]);
    }
    return 0;
  }

  async #send({ object, judgement }: Extract<Step, { do: 'send' }>, view: TenantView): Promise<Again> {
    const { clock, ledger, newId, counters } = this.#parts;
    const { wanted, link } = object;
    const restore = (judgement.is === 'create' || judgement.is === 'update') && judgement.restore;
    const intent = {
      settingsId: wanted.settingsId,
      version: wanted.version,
      operation: judgement.is as GraphAttempt['operation'],
      reason: restore ? 'restore' : 'change',
      content: wanted.content,
      graphId: link?.graphId ?? null,
      idsBefore: view.present.map(({ graphId }) => graphId),
      clientRequestId: newId(),
      at: clock.now(),
    } as const;
    const lease = this.#held();
    const begun = await ledger.write(lease, clock.now(), [{ write: 'begin', intent }]);
    if (!begun.held || begun.seq === null) throw new LeaseLost();
    const attempt = { ...intent, seq: begun.seq, fence: lease.fence, outcome: null, outcomeAt: null, problem: null };
    const began = clock.elapsed();
    counters.sent += 1;
    const outcome = await this.#request(attempt, judgement.is === 'update' ? judgement.fields : [], view);
    this.#memory.haveWritten(wanted.settingsId, attempt.seq);
    return this.#finish(attempt, outcome, view, clock.elapsed() - began);
  }

  #request(attempt: GraphAttempt, fields: readonly string[], { connection }: TenantView): Promise<WriteOutcome> {
    const { graph, clock } = this.#parts;
    const { settingsId, content, graphId, clientRequestId } = attempt;
    // Checked right before the request leaves: the fence guards the ledger, not Graph.
    const maySend = () => clock.elapsed() < this.#leaseEnds - this.#options.timeoutMs / 2;
    const call = { tenantId: this.tenantId, clientRequestId, maySend };
    if (graphId === null) {
      if (content === null) throw new Error('A create has no content.');
      return graph.create(call, connection.keepsIds === false ? null : settingsId, content);
    }
    if (content === null) return graph.delete(call, graphId);
    const changed = Object.fromEntries(Object.entries(content).filter(([field]) => fields.includes(field)));
    return graph.update(call, graphId, changed);
  }

  async #finish(attempt: GraphAttempt, outcome: WriteOutcome, view: TenantView, ms: number): Promise<Again> {
    const writes = writesForOutcome(outcome, this.#context(attempt, view));
    const problem = 'problem' in outcome ? outcome.problem : null;
    await this.#write(writes);
    const close = writes.find((write) => write.write === 'close');
    this.#report(attempt, close?.outcome ?? 'unknown', outcome, ms);
    if (problem === null || close?.outcome === 'refused') return 0;
    if (close === undefined) {
      if (problem.retryAfterMs !== null) this.#memory.block(problem.retryAfterMs);
      return Math.max(1, this.#memory.nextLookMs(attempt), this.#memory.blockedMs);
    }
    // Graph refused the id only: send again without it.
    if (outcome.kind === 'refused') return 0;
    return this.#failed(problem, (await this.view()).connection);
  }

  /** Waits as Graph asks, or longer after each failure. A problem of the whole connection is shown on it. */
  async #failed(problem: GraphProblem, connection: TenantView['connection']): Promise<Again> {
    const { clock, counters } = this.#parts;
    const throttled = problem.code === 'THROTTLED';
    if (throttled) counters.throttled += 1;
    const { retryAfterMs } = problem;
    const isSetup = problem.code === 'CREDENTIALS' || problem.code === 'PERMISSION';
    const wait = isSetup
      ? (retryAfterMs ?? CREDENTIALS_MS)
      : backoffMs(this.#memory.failures, clock.random(), { retryAfterMs, throttled });
    this.#memory.haveFailed(wait);
    const facts = {
      ...connection,
      notBefore: retryAfterMs === null ? connection.notBefore : Math.ceil(clock.now() + retryAfterMs),
      problem: storedProblem(problem, clock.now()),
    };
    await this.#write([{ write: 'connection', facts }]);
    return Math.max(1, wait);
  }

  #context(attempt: GraphAttempt, { ledger, connection }: TenantView) {
    const link = ledger.links.find(({ settingsId }) => settingsId === attempt.settingsId) ?? null;
    // Later than the last whole read, also if the clock was set back.
    const at = Math.max(this.#parts.clock.now(), (connection.lastWholeReadAt ?? 0) + 1);
    return { attempt, link, connection, at };
  }

  /** A wait that Graph asked for survives a restart. */
  #obeyEarlier({ connection: { notBefore } }: TenantView): void {
    const ms = (notBefore ?? 0) - this.#parts.clock.now();
    if (this.#memory.readAgeMs === null && ms > 0) this.#memory.block(Math.min(ms, MOST_REMEMBERED_MS));
  }

  async #hold(): Promise<boolean> {
    const { ledger, clock, holder } = this.#parts;
    const now = clock.now();
    const ends = clock.elapsed() + this.#options.leaseMs;
    const until = now + this.#options.leaseMs;
    if (this.#lease === null) {
      this.#lease = await ledger.acquire(this.tenantId, holder, now, until);
      if (this.#lease === null) return false;
      // Another process worked meanwhile: what this one remembers is out of date.
      if (this.#lease.fence !== this.#lastFence + 1) this.#memory = new WorkerMemory(clock, this.#options);
      this.#lastFence = this.#lease.fence;
    } else if (!(await ledger.renew(this.#lease, now, until))) throw new LeaseLost();
    this.#leaseEnds = ends;
    return true;
  }

  #held(): GraphLease {
    if (this.#lease === null) throw new LeaseLost();
    return this.#lease;
  }

  async #release(): Promise<void> {
    const lease = this.#lease;
    this.#lease = null;
    if (lease !== null) await this.#parts.ledger.release(lease);
  }

  async #write(writes: readonly LedgerWrite[]): Promise<void> {
    if (writes.length === 0) return;
    const { held } = await this.#parts.ledger.write(this.#held(), this.#parts.clock.now(), writes);
    if (!held) throw new LeaseLost();
  }

  #nextInterval(): number {
    return this.#options.intervalMs * (0.8 + 0.4 * this.#parts.clock.random());
  }

  #report(attempt: GraphAttempt, outcome: AttemptEvent['outcome'], answer: WriteOutcome | null, ms: number): void {
    const { counters, onAttempt } = this.#parts;
    if (outcome === 'confirmed' || outcome === 'refused' || outcome === 'unknown') counters[outcome] += 1;
    if (outcome === 'conflict' || outcome === 'forked') counters.conflicts += 1;
    const told = answer && ('problem' in answer ? answer.problem : answer.answer);
    const { settingsId, version, operation, clientRequestId } = attempt;
    const { status = null, requestId = null } = told ?? {};
    onAttempt({
      tenantId: this.tenantId,
      settingsId,
      version,
      operation,
      outcome,
      status,
      clientRequestId,
      requestId,
      ms,
    });
  }
}

function ignoredIn({ ledger }: TenantView): readonly string[] {
  return ledger.decisions.filter(({ kind }) => kind === 'IGNORED').flatMap(({ graphIds }) => graphIds);
}

/** A link to an object that was found by a look. */
function recovered({ operation }: GraphAttempt, writes: readonly LedgerWrite[]): readonly LedgerWrite[] {
  if (operation !== 'create') return writes;
  return writes.map((write) =>
    write.write === 'link' ? { ...write, link: { ...write.link, linkedBy: 'recovered' } } : write,
  );
}
