/** Writes what a probe found into the facts of the connection, in the database of the service. */
import { randomUUID } from 'node:crypto';
import { openCore } from '../../app.js';
import type { Config } from '../../config.js';
import { Refusal } from '../../domain/errors.js';
import { newConnection } from '../../domain/graph-ledger.js';
import { warn } from '../terminal/warn.js';
import type { Findings } from './probe-graph.js';

const LEASE_MS = 30_000;

/** Throws a `Refusal` if a service works for the tenant, or if the database belongs to another connection. */
export async function recordFindings(
  config: Config,
  { tenantId, target }: { readonly tenantId: string; readonly target: string },
  { keepsIds, updatesInPlace }: Pick<Findings, 'keepsIds' | 'updatesInPlace'>,
): Promise<void> {
  const { store } = await openCore({ ...config, databaseReadUrl: null }, warn);
  try {
    const ledger = store.graphLedger;
    const now = Date.now();
    const lease = await ledger.acquire(tenantId, randomUUID(), now, now + LEASE_MS);
    if (lease === null) throw notRecorded('A service works for this tenant.');
    try {
      const { connection } = await ledger.read(tenantId, now);
      // Facts of another target would discard everything that is kept for the tenant.
      if (connection !== null && connection.target !== target) throw notRecorded('It belongs to another connection.');
      const facts = { ...(connection ?? newConnection(target)), keepsIds, updatesInPlace };
      const { held } = await ledger.write(lease, Date.now(), [{ write: 'connection', facts }]);
      if (!held) throw notRecorded('Another process took over.');
    } finally {
      await ledger.release(lease);
    }
  } finally {
    await store.close();
  }
}

function notRecorded(why: string): Refusal {
  return new Refusal('UNAVAILABLE', `The findings were not recorded in DATABASE_URL. ${why}`);
}
