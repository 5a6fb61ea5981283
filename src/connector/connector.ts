/**
 * Runs the workers of all connected tenants. Woken by commits, by each worker's own timer, and by request. A create without a
 * connector costs nothing: nobody listens then.
 */
import type { Store } from '../domain/store.js';
import type { ConnectorReports } from './events.js';
import type { ConnectorOptions } from './options.js';
import { Scheduler } from './scheduler.js';
import { TenantWorker } from './worker/tenant-worker.js';
import type { WantedStore } from './worker/wanted-settings.js';
import type { Again, WorkerParts } from './worker/worker-context.js';
import { WritePause } from './worker/write-pause.js';

export interface ConnectorSetup extends Omit<WorkerParts, 'store' | 'pause' | 'ending'> {
  readonly store: WantedStore & Pick<Store, 'onCommit'>;
  /** Null if the tenant is not connected. */
  readonly optionsOf: (tenantId: string) => ConnectorOptions | null;
  readonly onFault: ConnectorReports['onFault'];
  /** How many tenants take a step at once. */
  readonly slots?: number;
}

/** What one tenant's worker did last, for those who wait for it. */
export type StepListener = (tenantId: string) => void;

// Most requests end in this time. Their outcome is then known, and nobody has to look for it.
const STOP_MS = 2_000;
const ERASE_EVERY_MS = 3_600_000;
const KEEP_CONTENT_MS = 30 * 86_400_000;

export class Connector {
  readonly #setup: ConnectorSetup;
  readonly #scheduler: Scheduler;
  readonly #workers = new Map<string, WorkerTask>();
  readonly #listeners = new Set<StepListener>();
  readonly #ending = new AbortController();
  #stopped = false;
  readonly #pause: WritePause;
  #stopListening: (() => void) | null = null;
  #stopErasing: (() => void) | null = null;

  constructor(setup: ConnectorSetup) {
    this.#setup = setup;
    this.#pause = new WritePause(setup.clock);
    this.#scheduler = new Scheduler(setup.clock, setup.onFault, setup.slots);
  }

  /** Works for these tenants from now on, if they have options. Others are added at their first commit. */
  start(tenants: readonly string[]): void {
    this.#stopListening = this.#setup.store.onCommit(
      (touched) => {
        if (touched === 'all') for (const task of this.#workers.values()) void this.#wakeIfChanged(task);
        else for (const tenantId of touched) this.#committed(tenantId);
      },
      () => this.#workers.keys(),
    );
    for (const tenantId of tenants) this.#wake(tenantId);
    void this.#eraseRegularly();
  }

  /** Begins no more steps, and resolves once those under way have ended, or were cut off after a while. */
  async stop(): Promise<void> {
    this.#stopListening?.();
    this.#stopped = true;
    this.#stopErasing?.();
    const cancel = this.#setup.clock.after(STOP_MS, () => this.#ending.abort());
    await this.#scheduler.stop();
    cancel();
    await Promise.all([...this.#workers.values()].map(({ worker }) => worker.release().catch(this.#setup.onFault)));
  }

  /** The worker of a tenant; null if the tenant is not connected. */
  workerOf(tenantId: string): TenantWorker | null {
    return this.#taskOf(tenantId)?.worker ?? null;
  }

  /** The workers of this process. */
  get workers(): readonly TenantWorker[] {
    return [...this.#workers.values()].map(({ worker }) => worker);
  }

  /** Reads Graph as soon as there is a slot. */
  read(tenantId: string): void {
    this.workerOf(tenantId)?.wake({ read: true });
    this.#wake(tenantId);
  }

  /** Calls the listener after each step of a worker. Returns a function to stop. */
  onStep(listener: StepListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** What was sent is kept for a while for those who look for the cause of a problem; the rest of an attempt for ever. */
  async #eraseRegularly(): Promise<void> {
    const { ledger, clock, onFault } = this.#setup;
    try {
      await ledger.eraseContent(clock.now() - KEEP_CONTENT_MS);
    } catch (error) {
      onFault(error);
    }
    if (!this.#stopped) this.#stopErasing = clock.after(ERASE_EVERY_MS, () => void this.#eraseRegularly());
  }

  #committed(tenantId: string): void {
    this.#workers.get(tenantId)?.worker.committed();
    this.#wake(tenantId);
  }

  #wake(tenantId: string): void {
    const task = this.#taskOf(tenantId);
    if (task !== null) this.#scheduler.wake(task);
  }

  /** Another process wrote something. Without this check, ledgers that are written would wake each other for ever. */
  async #wakeIfChanged(task: WorkerTask): Promise<void> {
    task.worker.changed();
    try {
      const { position } = await this.#setup.store.head(task.worker.tenantId);
      if (position !== task.position) this.#scheduler.wake(task);
      task.position = position;
    } catch (error) {
      this.#setup.onFault(error);
    }
  }

  #taskOf(tenantId: string): WorkerTask | null {
    const known = this.#workers.get(tenantId);
    if (known !== undefined) return known;
    const options = this.#setup.optionsOf(tenantId);
    if (options === null || options.mode === 'off') return null;
    const own = { pause: this.#pause, ending: this.#ending.signal };
    const parts = { ...this.#setup, ...own };
    const task = new WorkerTask(new TenantWorker(tenantId, options, parts), () => this.#told(tenantId));
    this.#workers.set(tenantId, task);
    // Whoever asks about a tenant first wants to know what Graph holds.
    if (this.#stopListening !== null) this.#scheduler.wake(task);
    return task;
  }

  #told(tenantId: string): void {
    for (const listener of this.#listeners) listener(tenantId);
  }
}

class WorkerTask {
  readonly worker: TenantWorker;
  readonly #onStep: () => void;
  /** The end of the tenant's log when it was last looked at. */
  position = 0;

  constructor(worker: TenantWorker, onStep: () => void) {
    this.worker = worker;
    this.#onStep = onStep;
  }

  async step(): Promise<Again> {
    try {
      return await this.worker.step();
    } finally {
      this.#onStep();
    }
  }
}
