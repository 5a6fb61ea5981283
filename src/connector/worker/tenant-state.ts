/** Keeps the view of one tenant until something changes, so that steps and statuses do not read the database each time. */
import type { TenantLedger } from '../../domain/graph-ledger.js';
import { ledgerFor, type TenantView, tenantView } from './tenant-view.js';
import { WantedSettings } from './wanted-settings.js';
import type { WorkerContext } from './worker-context.js';
import type { WorkerMemory } from './worker-memory.js';

const DAY_MS = 86_400_000;

export class TenantState {
  readonly #context: Pick<WorkerContext, 'tenantId' | 'options' | 'parts'>;
  readonly #memory: WorkerMemory;
  readonly #wanted: WantedSettings;
  #ledger: Promise<TenantLedger> | null = null;
  #view: Promise<TenantView> | null = null;
  #readMs = 0;

  constructor(context: Pick<WorkerContext, 'tenantId' | 'options' | 'parts'>, memory: WorkerMemory) {
    this.#context = context;
    this.#memory = memory;
    this.#wanted = new WantedSettings(context.parts.store, context.tenantId);
  }

  /** The milliseconds of CPU time that reads of the database have taken since the last call. */
  takeReadMs(): number {
    const taken = this.#readMs;
    this.#readMs = 0;
    return taken;
  }

  /** Settings were committed. */
  committed(): void {
    this.#view = null;
  }

  /** The ledger was written, or may have been by another process. */
  changed(): void {
    this.#ledger = null;
    this.#view = null;
  }

  /** The state of the database, read only if it has changed. */
  view(): Promise<TenantView> {
    if (this.#view !== null) return this.#view;
    const view = this.#read();
    this.#view = view;
    // A failed read must not be kept. A change during the read has replaced it already.
    view.catch(() => this.#view === view && this.changed());
    return view;
  }

  async #read(): Promise<TenantView> {
    const { options, parts } = this.#context;
    const began = parts.clock.busy();
    this.#ledger ??= this.#readLedger();
    const ledger = await this.#ledger;
    const view = tenantView(ledger, await this.#wanted.read(ledger.links), options);
    this.#readMs += parts.clock.busy() - began;
    return view;
  }

  async #readLedger(): Promise<TenantLedger> {
    const { tenantId, options, parts } = this.#context;
    const kept = ledgerFor(await parts.ledger.read(tenantId, parts.clock.now() - DAY_MS), options.target);
    this.#memory.haveSeen(kept.latest);
    return kept;
  }
}
