/** A commit that waits for its lane, and what is known about it so far. */
import type { Change } from '../../../domain/change.js';
import type { CommitOptions, CommitResult } from '../../../domain/store.js';

export interface Job {
  readonly changes: readonly [Change, ...Change[]];
  readonly options: CommitOptions;
  /** Stored with each change, so that a commit whose answer was lost can be found. */
  readonly commitId: string;
  readonly since: number;
  readonly resolve: (result: CommitResult) => void;
  readonly reject: (error: unknown) => void;
  /** Whether an attempt lost its answer, so that it may have been written. */
  inDoubt: boolean;
  /** Whether it failed in a batch for a reason that may be its own: it is tried by itself. */
  alone: boolean;
}

export function tenantOf({ changes }: Job): string {
  return changes[0].tenantId;
}
