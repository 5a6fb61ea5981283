/**
 * What a primary and a server that is to replicate it say about themselves, and whether the second may answer reads. Changes
 * nothing.
 */
import type { Row } from '../../sql/snapshot.js';
import { namingReplica } from '../connections/connection-url.js';
import type { Statement } from '../connections/statement.js';
import { isConfigurationFault, setupError } from '../schema.js';

// Two servers with the same pair have the same database: one is a copy of the other.
const IDENTITY = `(SELECT system_identifier::text FROM pg_control_system()),
  (SELECT oid::bigint FROM pg_database WHERE datname = current_database())`;

/** Fails on a server that takes no writes. */
export const PRIMARY_STATE: Statement = {
  name: 'primary_state',
  text: `SELECT ${IDENTITY}, ('x' || left(pg_walfile_name(pg_current_wal_lsn()), 8))::bit(32)::bigint,
    pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::bigint`,
};

/**
 * The timeline is the last one that the server is known to have replayed, which the control file shows after the next restart
 * point. Only a user with `pg_read_all_stats` sees sooner from which one the server streams.
 */
export const REPLICA_STATE: Statement = {
  name: 'replica_state',
  text: `SELECT ${IDENTITY}, greatest(
      (SELECT timeline_id FROM pg_control_checkpoint()), (SELECT min_recovery_end_timeline FROM pg_control_recovery()),
      (SELECT received_tli FROM pg_stat_wal_receiver WHERE status = 'streaming'))::bigint,
    pg_wal_lsn_diff(pg_last_wal_replay_lsn(), '0/0')::bigint, pg_is_in_recovery()::text,
    (CASE WHEN pg_is_in_recovery() THEN pg_is_wal_replay_paused() ELSE false END)::text`,
};

export interface ServerState {
  readonly system: string;
  readonly database: number;
  /** A new one begins with each failover. */
  readonly timeline: number;
  /** How far the WAL was written or replayed, in bytes. */
  readonly wal: number;
}

export interface ReplicaState extends ServerState {
  readonly isInRecovery: boolean;
  readonly isPaused: boolean;
}

export function primaryStateIn([row = []]: readonly Row[]): ServerState {
  const [system, database, timeline, wal] = row;
  return { system: String(system), database: Number(database), timeline: Number(timeline), wal: Number(wal) };
}

export function replicaStateIn(rows: readonly Row[]): ReplicaState {
  const [[, , , , isInRecovery, isPaused] = []] = rows;
  return { ...primaryStateIn(rows), isInRecovery: isInRecovery === 'true', isPaused: isPaused === 'true' };
}

export interface ReplicaFault {
  /** Names the variable. */
  readonly sentence: string;
  /** Whether only another configuration can help. */
  readonly isConfigured: boolean;
}

/** Why the replica may not answer reads; null if it may. */
export function faultOf(primary: ServerState, replica: ReplicaState): ReplicaFault | null {
  if (primary.system !== replica.system || primary.database !== replica.database) {
    const sentence = 'The database of DATABASE_READ_URL is not a copy of the database of DATABASE_URL.';
    return { sentence, isConfigured: true };
  }
  const what = conditionOf(primary, replica);
  return what === null ? null : { sentence: `The server of DATABASE_READ_URL ${what}.`, isConfigured: false };
}

function conditionOf(primary: ServerState, { isInRecovery, isPaused, timeline }: ReplicaState): string | null {
  if (!isInRecovery) return 'is not a standby, or not any more';
  // It may have changes that were lost in a failover.
  if (timeline !== primary.timeline) return 'has not followed the last failover yet';
  return isPaused ? 'has paused its replay' : null;
}

/** The same for a replica that does not answer. */
export function faultOfError(error: unknown): ReplicaFault {
  const { message } = namingReplica(setupError(error)) as Error;
  return { sentence: message, isConfigured: isConfigurationFault(error) };
}
