/**
 * Takes commits and gives each to a lane. All commits of a tenant that wait are in one lane, so that they keep their order.
 * Bounds how many wait, and refuses what the database cannot hold.
 */
import { randomUUID } from 'node:crypto';
import type { Change } from '../../../domain/change.js';
import { Refusal } from '../../../domain/errors.js';
import type { CommitOptions, CommitResult } from '../../../domain/store.js';
import type { OnBatch } from '../../sql/commit-metrics.js';
import type { Batches } from '../connections/connection-url.js';
import type { Connections } from '../connections/connections.js';
import { BatchWriter, type Results } from './batch-writer.js';
import { Lane, queueIsFull } from './lane.js';

export interface CommitterSetup {
  readonly connections: Connections;
  /** `mixed`: a lane has many tenants. `tenant`: each tenant has a lane. */
  readonly batches: Batches;
  /** The most lanes of `mixed`. */
  readonly lanes: number;
  readonly onWritten: (results: Results) => void;
  readonly onBatch: OnBatch | null;
}

// Together with the limits of the APIs, far below what would fill the memory.
const MAX_WAITING = 10_000;

/** The lane of a tenant that has commits without a result. */
interface Place {
  readonly lane: Lane;
  waiting: number;
}

export class Committer {
  readonly #setup: CommitterSetup;
  readonly #writer: BatchWriter;
  /** Of `mixed`. The first takes everything while it is fast: the larger a batch is, the less each commit costs. */
  readonly #lanes: Lane[] = [];
  readonly #places = new Map<string, Place>();
  #waiting = 0;
  #whenIdle: (() => void)[] = [];

  constructor(setup: CommitterSetup) {
    this.#setup = setup;
    this.#writer = new BatchWriter(setup.connections.prepare);
  }

  /** The number of commits without a result. */
  get length(): number {
    return this.#waiting;
  }

  /** Resolves once the changes are durable, or once it is known that they do not fit. */
  async add(changes: readonly [Change, ...Change[]], options: CommitOptions): Promise<CommitResult> {
    const { tenantId } = changes[0];
    if (changes.some((change) => change.tenantId !== tenantId)) {
      throw new Error('The changes of one commit must be of one tenant.');
    }
    if (changes.some(holdsNul)) {
      throw new Refusal(
        'BAD_REQUEST',
        'A text holds the character U+0000, which cannot be stored. Nothing was written.',
      );
    }
    if (this.#waiting >= MAX_WAITING) throw queueIsFull();
    const place = this.#placeOf(tenantId);
    place.waiting += 1;
    this.#waiting += 1;
    try {
      return await new Promise<CommitResult>((resolve, reject) => {
        const [commitId, since] = [randomUUID(), performance.now()];
        place.lane.add({
          changes,
          options,
          commitId,
          since,
          resolve,
          reject,
          inDoubt: false,
          alone: false,
        });
      });
    } finally {
      place.waiting -= 1;
      if (place.waiting === 0) this.#places.delete(tenantId);
      this.#waiting -= 1;
      if (this.#waiting === 0) for (const resolve of this.#whenIdle.splice(0)) resolve();
    }
  }

  /** Resolves once no commit waits. */
  async idle(): Promise<void> {
    if (this.#waiting > 0) await new Promise<void>((resolve) => this.#whenIdle.push(resolve));
  }

  #placeOf(tenantId: string): Place {
    let place = this.#places.get(tenantId);
    if (place === undefined) {
      place = { lane: this.#setup.batches === 'tenant' ? this.#newLane() : this.#sharedLane(), waiting: 0 };
      this.#places.set(tenantId, place);
    }
    return place;
  }

  /** The first lane that is not held up, such as by a tenant whose row another session has locked. */
  #sharedLane(): Lane {
    const free = this.#lanes.find((lane) => !lane.isHeldUp);
    if (free !== undefined) return free;
    if (this.#lanes.length === this.#setup.lanes) {
      return this.#lanes.reduce((best, lane) => (lane.length < best.length ? lane : best));
    }
    const lane = this.#newLane();
    this.#lanes.push(lane);
    return lane;
  }

  #newLane(): Lane {
    const { connections, onWritten, onBatch } = this.#setup;
    return new Lane({ connections, writer: this.#writer, onWritten, onBatch });
  }
}

function holdsNul({ tenantId, settingsId, actor, requestId, after }: Change): boolean {
  const texts = [tenantId, settingsId, actor.subject, actor.clientId, requestId, after?.displayName, after?.helpUrl];
  return texts.some((text) => text?.includes('\0'));
}
