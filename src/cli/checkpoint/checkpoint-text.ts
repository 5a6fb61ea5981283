/**
 * What a checkpoint says: where a tenant's log ended, and when that was looked up. The lines are not those of a tlog-checkpoint: its
 * third line would be the root of a Merkle tree, and this log is a chain.
 */
import type { LogEnd } from '../../store/open.js';

export interface Checkpoint extends LogEnd {
  /** RFC 3339, by the clock of the machine that made it. */
  readonly time: string;
}

const TITLE = 'Checkpoint of a hash chain (derived-credential-settings, form 1)';
const LINES = /^.*\ntenant (\S+)\nposition ([1-9]\d{0,14})\nhash ([A-Za-z0-9+/]{43}=)\ntime (\S+)\n$/;

export function checkpointText({ tenantId, position, hash, time }: Checkpoint): string {
  return `${TITLE}\ntenant ${tenantId}\nposition ${position}\nhash ${hash}\ntime ${time}\n`;
}

/** Null if the text is no checkpoint. */
export function readCheckpointText(text: string): Checkpoint | null {
  const [, tenantId, position, hash, time] = LINES.exec(text) ?? [];
  if (tenantId === undefined || hash === undefined || time === undefined) return null;
  const checkpoint = { tenantId, position: Number(position), hash, time };
  return checkpointText(checkpoint) === text ? checkpoint : null;
}
