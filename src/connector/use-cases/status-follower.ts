/**
 * The statuses of a tenant's objects, each whenever it changes. Keeps at most one status of each object for a slow consumer: the
 * latest. Not an async generator, because `return` on a generator would wait for a pending `next`.
 */
import type { GraphStatus } from '../../domain/graph-connection.js';
import { notConnected } from '../../domain/not-connected.js';
import type { Statuses } from './read-connection.js';

export class StatusFollower implements AsyncIterableIterator<GraphStatus> {
  readonly #read: () => Promise<Statuses>;
  readonly #stop: () => void;
  /** What the consumer knows of each object, as `fingerprintOf`. */
  readonly #told = new Map<string, string>();
  /** What the consumer does not know yet. In the order in which the objects changed first. */
  readonly #waiting = new Map<string, GraphStatus>();
  #outOfDate = true;
  #closed = false;
  #wake = () => {};

  /** `listen` calls back whenever a status may have changed, and returns a function to stop. */
  constructor(read: () => Promise<Statuses>, listen: (listener: () => void) => () => void) {
    this.#read = read;
    this.#stop = listen(() => {
      this.#outOfDate = true;
      this.#wake();
    });
  }

  async next(): Promise<IteratorResult<GraphStatus>> {
    while (!this.#closed) {
      if (this.#outOfDate) await this.#refresh();
      const [status] = this.#waiting.values();
      if (status !== undefined && !this.#closed) return { done: false, value: this.#tell(status) };
      await this.#untilOutOfDate();
    }
    return { done: true, value: undefined };
  }

  async return(): Promise<IteratorResult<GraphStatus>> {
    if (!this.#closed) {
      this.#closed = true;
      this.#stop();
      this.#wake();
    }
    return { done: true, value: undefined };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  /** A failed read ends it. */
  async #refresh(): Promise<void> {
    this.#outOfDate = false;
    try {
      const statuses = await this.#read();
      for (const status of statuses.values()) this.#compare(status);
      for (const id of [...this.#told.keys(), ...this.#waiting.keys()]) if (!statuses.has(id)) this.#leave(id);
    } catch (error) {
      await this.return();
      throw error;
    }
  }

  #compare(status: GraphStatus): void {
    const { settingsId: id } = status;
    if (this.#told.get(id) === fingerprintOf(status)) this.#waiting.delete(id);
    else this.#waiting.set(id, status);
  }

  /** Nothing is kept of the object any more: told once, then forgotten. */
  #leave(id: string): void {
    const last = notConnected(id);
    if (this.#told.get(id) !== fingerprintOf(last)) this.#waiting.set(id, last);
    else this.#told.delete(id);
  }

  #tell(status: GraphStatus): GraphStatus {
    const { settingsId: id } = status;
    this.#waiting.delete(id);
    this.#told.set(id, fingerprintOf(status));
    return status;
  }

  async #untilOutOfDate(): Promise<void> {
    if (this.#outOfDate || this.#closed) return;
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
    });
  }
}

/** The time of a problem grows with each look at it, which is no news. */
function fingerprintOf({ problem, ...status }: GraphStatus): string {
  return JSON.stringify([status, problem && { ...problem, at: 0 }]);
}
