/** The step that reads Graph's whole list and records it, and what follows from a failure. Changes nothing in Graph. */
import type { GraphProblem } from '../client/graph-api.js';
import { backoffMs } from './pace.js';
import { storedProblem } from './stored-problem.js';
import type { TenantView } from './tenant-view.js';
import type { Again, WorkerContext } from './worker-context.js';

const CREDENTIALS_MS = 300_000;

/** A whole list. Anything less says nothing and is not recorded. Returns 0 if the list was recorded. */
export async function readGraph(context: WorkerContext, { connection }: TenantView): Promise<Again> {
  const { tenantId, lease, memory } = context;
  const { clock, graph, newId, tracing, ending: signal } = context.parts;
  const began = clock.elapsed();
  const at = Math.max(clock.now(), (connection.lastWholeReadAt ?? 0) + 1);
  const span = tracing?.begin('reading', () => ({})) ?? null;
  const outcome = await graph.list({ tenantId, clientRequestId: newId(), signal, span });
  if (outcome.kind === 'failed') span?.fail(outcome.problem.code);
  span?.end();
  if (outcome.kind === 'failed') return waitAfterFailure(context, outcome.problem, connection);
  const objects = outcome.objects.map(({ id, content, faults, raw }) => ({ graphId: id, content, faults, raw }));
  const facts = { ...connection, lastWholeReadAt: at, notBefore: null, problem: null };
  await lease.write([
    // First, because the facts of another target discard what was observed there.
    { write: 'connection', facts },
    { write: 'observe', at, objects },
  ]);
  if (connection.problem !== null) context.parts.onProblem(tenantId, null);
  memory.haveRead(began);
  return 0;
}

/** Waits as Graph asks, or longer after each failure. A problem of the whole connection is shown on it. */
export async function waitAfterFailure(
  { tenantId, parts: { clock, pause, onProblem }, memory, lease }: WorkerContext,
  problem: GraphProblem,
  connection: TenantView['connection'],
): Promise<Again> {
  const throttled = problem.code === 'THROTTLED';
  const { retryAfterMs } = problem;
  const isSetup = problem.code === 'CREDENTIALS' || problem.code === 'PERMISSION';
  const wait = isSetup
    ? (retryAfterMs ?? CREDENTIALS_MS)
    : backoffMs(memory.failures, clock.random(), { retryAfterMs, throttled });
  memory.haveFailed(wait);
  if (throttled) pause.haveThrottled(tenantId, wait);
  const stored = storedProblem(problem, clock.now());
  const notBefore = retryAfterMs === null ? connection.notBefore : Math.ceil(clock.now() + retryAfterMs);
  await lease.write([{ write: 'connection', facts: { ...connection, notBefore, problem: stored } }]);
  const { problem: before } = connection;
  if (before?.code !== stored.code || before.message !== stored.message) onProblem(tenantId, stored);
  return Math.max(1, wait);
}
