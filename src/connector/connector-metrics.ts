/** Measures the objects and connections of all tenants that this process works for. Changes nothing, and reads only what has changed. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { GRAPH_STATES } from '../domain/graph-connection.js';
import { NO_LABELS, type Telemetry } from '../domain/telemetry.js';
import type { ConnectorClock } from './options.js';
import { readStatuses } from './use-cases/read-connection.js';
import type { TenantWorker } from './worker/tenant-worker.js';

interface Summary {
  readonly byState: ReadonlyMap<string, number>;
  readonly byProblem: ReadonlyMap<string, number>;
  /** When the oldest change was made that is not known to be in Intune; null if there is none. */
  readonly waitingSince: number | null;
}

// The gauges of one reading share a summary, and so do two readers at about the same time.
const KEEP_MS = 1_000;

export function observeConnector(
  telemetry: Telemetry,
  connector: { readonly workers: readonly TenantWorker[] },
  clock: Pick<ConnectorClock, 'now' | 'elapsed'>,
): void {
  let kept: Promise<Summary> | null = null;
  let until = 0;
  const summary = () => {
    if (kept === null || clock.elapsed() > until) {
      until = clock.elapsed() + KEEP_MS;
      kept = summarise(connector.workers, clock);
    }
    return kept;
  };
  telemetry.observe('derived_credentials_graph_objects', async () =>
    [...(await summary()).byState].map(([state, count]) => [count, { state }] as const),
  );
  telemetry.observe('derived_credentials_graph_connections', async () =>
    [...(await summary()).byProblem].map(([problem, count]) => [count, { problem }] as const),
  );
  telemetry.observe('derived_credentials_graph_lag_seconds', async () => {
    const { waitingSince } = await summary();
    return [[waitingSince === null ? 0 : Math.max(0, clock.now() - waitingSince) / 1000, NO_LABELS]];
  });
}

async function summarise(workers: readonly TenantWorker[], clock: Pick<ConnectorClock, 'now'>): Promise<Summary> {
  // A state that no object has is 0, so that a graph shows a line and not a gap.
  const byState = new Map(GRAPH_STATES.map((state) => [state.toLowerCase(), 0]));
  const byProblem = new Map([['none', 0]]);
  let waitingSince: number | null = null;
  for (const worker of workers) {
    const { connection } = await worker.view();
    add(byProblem, connection.problem?.code.toLowerCase() ?? 'none');
    for (const { state, pendingSince } of (await readStatuses(worker, clock)).values()) {
      add(byState, state.toLowerCase());
      if (pendingSince !== null) waitingSince = Math.min(waitingSince ?? pendingSince, pendingSince);
    }
    // Many tenants must not block the event loop.
    await nextTurn();
  }
  return { byState, byProblem, waitingSince };
}

function add(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
