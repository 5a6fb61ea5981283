/** Global ids of statuses in Intune, and of differences between the settings here and there, which are cursors too. */
import { driftKey, type GraphDrift } from '../../domain/graph-connection.js';

const STATUS = 'graph-status:';
const DRIFT = 'graph-drift:';

export function statusId({ settingsId }: { readonly settingsId: string }): string {
  return STATUS + settingsId;
}

/** The settings id in the global id of a status; null if the id is of another type. */
export function statusKeyOf(id: string): string | null {
  return id.startsWith(STATUS) ? id.slice(STATUS.length) : null;
}

export function driftId(drift: GraphDrift): string {
  return DRIFT + driftKey(drift);
}

/** The key in the global id of a difference; null if the id is of another type. */
export function driftKeyOf(id: string): string | null {
  return id.startsWith(DRIFT) ? id.slice(DRIFT.length) : null;
}

export function encodeDriftCursor(drift: GraphDrift): string {
  return Buffer.from(driftId(drift)).toString('base64url');
}

/** Null if it is not a cursor of the list. */
export function decodeDriftCursor(cursor: string): string | null {
  return driftKeyOf(Buffer.from(cursor, 'base64url').toString());
}
