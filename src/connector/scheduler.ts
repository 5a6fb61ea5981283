/**
 * Lets the workers of all tenants take steps: at most a few at once, one for each tenant, in turn. A tenant that waits holds no
 * slot, so that a slow or broken one delays no other.
 */
import type { ConnectorClock } from './options.js';

export interface Task {
  /** Takes one step. Returns when to call again: 0 at once, milliseconds, or null for only when it is woken. */
  step(): Promise<number | null>;
}

interface Entry {
  readonly task: Task;
  state: 'idle' | 'ready' | 'running';
  /** Woken while it was running. */
  again: boolean;
  cancel: (() => void) | null;
}

const FAULT_MS = 10_000;

export class Scheduler {
  readonly #clock: Pick<ConnectorClock, 'after'>;
  readonly #onFault: (error: unknown) => void;
  readonly #slots: number;
  readonly #entries = new Map<Task, Entry>();
  readonly #ready: Entry[] = [];
  #running = 0;
  #stopped = false;
  #whenIdle: (() => void)[] = [];

  constructor(clock: Pick<ConnectorClock, 'after'>, onFault: (error: unknown) => void, slots = 32) {
    this.#clock = clock;
    this.#onFault = onFault;
    this.#slots = slots;
  }

  /** Calls the task's next step as soon as there is a slot. */
  wake(task: Task): void {
    const entry = this.#entries.get(task) ?? { task, state: 'idle', again: false, cancel: null };
    this.#entries.set(task, entry);
    entry.cancel?.();
    entry.cancel = null;
    if (entry.state === 'running') entry.again = true;
    if (entry.state !== 'idle' || this.#stopped) return;
    entry.state = 'ready';
    this.#ready.push(entry);
    this.#fill();
  }

  /** Begins no more steps, and resolves once those under way have ended. */
  async stop(): Promise<void> {
    this.#stopped = true;
    for (const { cancel } of this.#entries.values()) cancel?.();
    this.#ready.length = 0;
    if (this.#running > 0) await new Promise<void>((resolve) => this.#whenIdle.push(resolve));
  }

  #fill(): void {
    while (this.#running < this.#slots && !this.#stopped) {
      const entry = this.#ready.shift();
      if (entry === undefined) return;
      this.#running += 1;
      entry.state = 'running';
      void this.#run(entry);
    }
  }

  async #run(entry: Entry): Promise<void> {
    let again: number | null = FAULT_MS;
    try {
      again = await entry.task.step();
    } catch (error) {
      this.#onFault(error);
    }
    this.#running -= 1;
    entry.state = 'idle';
    if (this.#stopped) {
      if (this.#running === 0) for (const resolve of this.#whenIdle.splice(0)) resolve();
      return;
    }
    if (entry.again || again === 0) {
      entry.again = false;
      this.wake(entry.task);
    } else if (again !== null) {
      entry.cancel = this.#clock.after(again, () => this.wake(entry.task));
    }
    this.#fill();
  }
}
