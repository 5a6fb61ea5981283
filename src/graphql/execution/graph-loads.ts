/** Loads what several fields of one response need to know about Microsoft Graph with one call of the connection. Keeps nothing. */
import DataLoader from 'dataloader';
import type { Call } from '../../domain/caller.js';
import type { RecordedChange } from '../../domain/change.js';
import type { GraphConnection, GraphDelivery, GraphStatus } from '../../domain/graph-connection.js';
import { notConnected } from '../../domain/not-connected.js';

export interface GraphLoads {
  status(settingsId: string): Promise<GraphStatus>;
  delivery(change: RecordedChange): Promise<GraphDelivery>;
}

// A status read earlier in the same stream or mutation would be out of date.
const OPTIONS = { cache: false } as const;

export function graphLoads(connection: GraphConnection, call: Call): GraphLoads {
  const statuses = new DataLoader<string, GraphStatus>(async (ids) => {
    const found = await connection.statuses(call, ids);
    return ids.map((id) => found.get(id) ?? notConnected(id));
  }, OPTIONS);
  const deliveries = new DataLoader<RecordedChange, GraphDelivery>(
    (changes) => connection.deliveries(call, changes),
    OPTIONS,
  );
  return { status: (id) => statuses.load(id), delivery: (change) => deliveries.load(change) };
}
