/** Looks for `doctor` at a replica: whether it may answer reads, and how far it is behind. Changes nothing. */
import type { Client } from 'pg';
import type { StoreCheck } from '../../sql/store-check.js';
import { readReplicaUrl } from '../connections/connection-url.js';
import { connectOnce } from '../connections/connections.js';
import { run } from '../connections/statement.js';
import {
  faultOf,
  faultOfError,
  PRIMARY_STATE,
  primaryStateIn,
  REPLICA_STATE,
  type ReplicaState,
  replicaStateIn,
} from './replica-state.js';

type Sentence = StoreCheck['sentences'][number];

const MIB = 2 ** 20;

/** One sentence. Throws a `SetupError` if the address cannot be read. */
export async function replicaSentence(primary: Client, readUrl: string): Promise<Sentence> {
  const connecting = readReplicaUrl(readUrl);
  // The primary first, so that a replica that has all of it is told as having all of it.
  const ahead = primaryStateIn(await run(primary, PRIMARY_STATE));
  const found = await stateOf(connecting).catch(faultOfError);
  const fault = 'sentence' in found ? found : faultOf(ahead, found);
  if (fault !== null)
    return [fault.isConfigured ? 'fault' : 'note', `${fault.sentence} The primary answers all reads.`];
  const behind = 'wal' in found ? Math.max(0, ahead.wal - found.wal) / MIB : 0;
  return ['ok', `The server of DATABASE_READ_URL answers reads, and is ${behind.toFixed(1)} MiB of WAL behind.`];
}

async function stateOf(connecting: ReturnType<typeof readReplicaUrl>): Promise<ReplicaState> {
  const client = await connectOnce(connecting, 'replica');
  try {
    return replicaStateIn(await run(client, REPLICA_STATE));
  } finally {
    await client.end();
  }
}
