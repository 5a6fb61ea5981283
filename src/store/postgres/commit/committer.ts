/** Takes commits and gives each to the lane of its tenant. Bounds how many wait, and refuses what the database cannot hold. */
import { randomUUID } from 'node:crypto';
import type { Change } from '../../../domain/change.js';
import { Refusal } from '../../../domain/errors.js';
import type { CommitOptions, CommitResult } from '../../../domain/store.js';
import type { Batches } from '../connections/connection-url.js';
import type { Connections } from '../connections/connections.js';
import { BatchWriter, type Results } from './batch-writer.js';
import { Lane, queueIsFull } from './lane.js';

export interface CommitterSetup {
  readonly connections: Connections;
  /** `mixed`: as many lanes as connections, each with many tenants. `tenant`: a lane for each tenant. */
  readonly batches: Batches;
  readonly lanes: number;
  readonly onWritten: (results: Results) => void;
}

// Together with the limits of the APIs, far below what would fill the memory.
const MAX_WAITING = 10_000;

export class Committer {
  readonly #setup: CommitterSetup;
  readonly #writer: BatchWriter;
  readonly #lanes = new Map<string | number, Lane>();
  #waiting = 0;
  #whenIdle: (() => void)[] = [];

  constructor(setup: CommitterSetup) {
    this.#setup = setup;
    this.#writer = new BatchWriter(setup.connections.prepare);
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
    this.#waiting += 1;
    try {
      return await new Promise<CommitResult>((resolve, reject) => {
        const [commitId, since] = [randomUUID(), performance.now()];
        this.#laneOf(tenantId).add({
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
      this.#waiting -= 1;
      if (this.#waiting === 0) for (const resolve of this.#whenIdle.splice(0)) resolve();
    }
  }

  /** Resolves once no commit waits. */
  async idle(): Promise<void> {
    if (this.#waiting > 0) await new Promise<void>((resolve) => this.#whenIdle.push(resolve));
  }

  #laneOf(tenantId: string): Lane {
    const { connections, batches, lanes, onWritten } = this.#setup;
    const key = batches === 'tenant' ? tenantId : hashOf(tenantId) % lanes;
    let lane = this.#lanes.get(key);
    if (lane === undefined) {
      const onIdle = () => {
        if (batches === 'tenant') this.#lanes.delete(key);
      };
      lane = new Lane({ connections, writer: this.#writer, onWritten, onIdle });
      this.#lanes.set(key, lane);
    }
    return lane;
  }
}

/** FNV-1a: the same in every process. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(text)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash;
}

function holdsNul({ tenantId, settingsId, actor, requestId, after }: Change): boolean {
  const texts = [tenantId, settingsId, actor.subject, actor.clientId, requestId, after?.displayName, after?.helpUrl];
  return texts.some((text) => text?.includes('\0'));
}
