/**
 * Works for one tenant, one step at a time: reads Graph, compares, sends at most one request, and records. Starts from the state
 * of the database and never from a queue, so that a missed wake or a crash costs time only. Needs the tenant's lease.
 */
import type { GraphDecision, LedgerWrite } from '../../domain/graph-ledger.js';
import { judge } from '../decisions/judge.js';
import { type Judged, planStep, type Step } from '../decisions/plan-step.js';
import type { ConnectorOptions } from '../options.js';
import { LeaseKeeper, LeaseLost } from './lease-keeper.js';
import { lookForAttempt } from './look-for-attempt.js';
import { pullStep } from './pull-step.js';
import { readGraph } from './read-graph.js';
import { deleteInGraph, sendRequest } from './send-request.js';
import { TenantState } from './tenant-state.js';
import type { ObjectView, TenantView } from './tenant-view.js';
import type { Again, WorkerContext, WorkerParts } from './worker-context.js';
import { WorkerMemory } from './worker-memory.js';

// A `Retry-After` of an earlier process, if the clock was set back meanwhile.
const MOST_REMEMBERED_MS = 3_600_000;

// Times the CPU time that reading and comparing took: many commits to many objects must not keep the process busy with that. Not the
// time that passed: a database that answers slowly keeps nobody busy.
const REST = 19;

export class TenantWorker {
  readonly tenantId: string;
  readonly #parts: WorkerParts;
  readonly #options: ConnectorOptions;
  readonly #memory: WorkerMemory;
  readonly #lease: LeaseKeeper;
  readonly #context: WorkerContext;
  #last: Promise<unknown> = Promise.resolve();
  #dueMs: number;
  #restsUntil = 0;
  /** The CPU time that this step has compared, in milliseconds. */
  #planMs = 0;
  readonly #state: TenantState;

  constructor(tenantId: string, options: ConnectorOptions, parts: WorkerParts) {
    this.tenantId = tenantId;
    this.#options = options;
    this.#parts = parts;
    const { holder, ledger, clock } = parts;
    this.#memory = new WorkerMemory(clock, options);
    this.#lease = new LeaseKeeper({ tenantId, holder, ledger, clock, options, onChange: () => this.changed() });
    this.#state = new TenantState({ tenantId, options, parts }, this.#memory);
    const view = () => this.view();
    this.#context = { tenantId, options, parts, lease: this.#lease, memory: this.#memory, view };
    this.#dueMs = this.#nextInterval();
  }

  /** Takes one step. Keeps the lease only while the next step is due at once. */
  step(): Promise<Again> {
    return this.#alone(() => this.#guarded());
  }

  async #guarded(): Promise<Again> {
    const { clock } = this.#parts;
    const wait = Math.max(this.#memory.blockedMs, this.#restsUntil - clock.elapsed());
    if (wait > 0) return wait;
    try {
      if (!(await this.#lease.hold())) return this.#options.leaseMs / 3;
      const again = await this.#step();
      if (again !== 0) await this.#lease.release();
      return again;
    } catch (error) {
      if (!(error instanceof LeaseLost)) throw error;
      this.#lease.drop();
      return 1000;
    } finally {
      this.#restsUntil = clock.elapsed() + REST * (this.#state.takeReadMs() + this.#planMs);
      this.#planMs = 0;
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
      if (!(await this.#lease.hold())) throw new LeaseLost('Another process works for the tenant.');
      await this.#lease.write(decide(await this.view()));
      await this.#lease.release();
    });
  }

  /** One thing at a time: a step and a decision must not share a lease. */
  #alone<Result>(run: () => Promise<Result>): Promise<Result> {
    const result = this.#last.then(run, run);
    this.#last = result.catch(() => {});
    return result;
  }

  /** Gives the tenant to other processes at once. Called when no step is under way any more. */
  release(): Promise<void> {
    return this.#alone(() => this.#lease.release());
  }

  /** Tells that settings were committed. */
  committed(): void {
    this.#state.committed();
  }

  /** Tells that another process wrote something. */
  changed(): void {
    this.#state.changed();
  }

  view(): Promise<TenantView> {
    return this.#state.view();
  }

  /** How every object stands now, as far as this process can tell. */
  async judged(): Promise<readonly Judged[]> {
    const view = await this.view();
    return this.judge(view, view.objects);
  }

  /** The same for some objects of a view. */
  judge(view: TenantView, objects: readonly ObjectView[]): readonly Judged[] {
    const evidence = this.#memory.evidence(this.#parts.clock.now());
    return objects.map((object) => ({ object, judgement: judge(object, view, evidence, this.#options) }));
  }

  /** Whether the last whole read may say that the object is missing. */
  isSettled(settingsId: string): boolean {
    return this.#memory.evidence(this.#parts.clock.now()).settled(settingsId);
  }

  async #step(): Promise<Again> {
    const view = await this.view();
    this.#obeyEarlier(view);
    if (this.#memory.blockedMs > 0) return this.#memory.blockedMs;
    const age = this.#memory.readAgeMs;
    if (view.open === null && (age === null || age >= this.#dueMs)) return this.#read(view);
    if (this.#options.mode === 'pull' && view.open === null) return this.#pull(view, age ?? 0);
    return this.#take(this.#plan(view), view);
  }

  #plan(view: TenantView): Step {
    const { clock } = this.#parts;
    const began = clock.busy();
    const step = planStep(view, this.#memory.evidence(clock.now()), this.#memory.isFresh, this.#options);
    this.#planMs += clock.busy() - began;
    return step;
  }

  #take(step: Step, view: TenantView): Promise<Again> | Again {
    const isWrite = step.do === 'send' || step.do === 'delete in Graph';
    const wait = isWrite ? Math.max(this.#memory.budgetMs, this.#parts.pause.remainingMs) : 0;
    if (wait > 0) return wait;
    switch (step.do) {
      case 'read':
        return this.#read(view);
      case 'resolve':
        return lookForAttempt(this.#context, view);
      case 'look later': {
        const ms = this.#memory.nextLookMs(null);
        return ms > 0 ? ms : this.#read(view);
      }
      case 'record':
        return this.#record(step, view);
      case 'send':
        return sendRequest(this.#context, step, view);
      case 'delete in Graph':
        return deleteInGraph(this.#context, step.decision.about, view);
      case 'settle':
        return this.#settle(step.decision);
      case 'nothing':
        return Math.max(1, this.#dueMs - (this.#memory.readAgeMs ?? 0));
    }
  }

  async #read(view: TenantView): Promise<Again> {
    const again = await readGraph(this.#context, view);
    if (again === 0) this.#dueMs = this.#nextInterval();
    return again;
  }

  /** Reads again before it is due if that decides whether something is gone. */
  async #pull(view: TenantView, age: number): Promise<Again> {
    const { recorded, looksAgain } = await pullStep(this.#context, view);
    if (recorded) return 0;
    const due = looksAgain ? Math.min(this.#dueMs, this.#options.settleMs) : this.#dueMs;
    return age >= due ? this.#read(view) : Math.max(1, due - age);
  }

  async #settle({ about }: GraphDecision): Promise<Again> {
    await this.#lease.write([{ write: 'settle', about }]);
    return 0;
  }

  async #record({ object, judgement }: Extract<Step, { do: 'record' }>, view: TenantView): Promise<Again> {
    const { wanted, link, theirs } = object;
    if (link === null) return null;
    if (judgement.is === 'restored too often') {
      const about = { about: wanted.settingsId, graphIds: [link.graphId], since: this.#parts.clock.now() };
      await this.#lease.write([{ write: 'decide', decision: { ...about, kind: 'RESTORED_TOO_OFTEN' } }]);
    } else if (judgement.is === 'deleted')
      await this.#lease.write([{ write: 'unlink', settingsId: wanted.settingsId }]);
    else if (theirs.is === 'shown') {
      const confirmedAt = view.connection.lastWholeReadAt ?? this.#parts.clock.now();
      const rebased = { ...link, confirmed: theirs.content, confirmedVersion: wanted.version, confirmedAt };
      await this.#lease.write([{ write: 'link', link: rebased }]);
    }
    return 0;
  }

  /** A wait that Graph asked for survives a restart. */
  #obeyEarlier({ connection: { notBefore } }: TenantView): void {
    const ms = (notBefore ?? 0) - this.#parts.clock.now();
    if (this.#memory.readAgeMs === null && ms > 0) this.#memory.block(Math.min(ms, MOST_REMEMBERED_MS));
  }

  #nextInterval(): number {
    return this.#options.intervalMs * (0.8 + 0.4 * this.#parts.clock.random());
  }
}
