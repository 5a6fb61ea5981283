/** The step that looks in Graph for the effect of an attempt of unknown outcome, and concludes it. Sends no write. */
import type { GraphAttempt, LedgerWrite } from '../../domain/graph-ledger.js';
import { concludeAttempt } from '../decisions/plan-attempt.js';
import { writesForConclusion, writesForConflict } from '../decisions/record-outcome.js';
import { readGraph } from './read-graph.js';
import type { TenantView } from './tenant-view.js';
import { type Again, outcomeContext, reportAttempt, type WorkerContext } from './worker-context.js';

export async function lookForAttempt(context: WorkerContext, view: TenantView): Promise<Again> {
  const { memory, lease } = context;
  const attempt = view.open;
  if (attempt === null) return 0;
  const wait = memory.nextLookMs(attempt);
  if (wait > 0) return wait;
  const again = await readGraph(context, view);
  if (again !== 0) return again;
  const seen = await context.view();
  const conclusion = concludeAttempt(attempt, {
    objects: seen.present,
    links: seen.ledger.links,
    connection: seen.connection,
    explained: seen.explained,
    final: memory.isFinal(attempt),
  });
  const outcome = outcomeContext(context, attempt, seen);
  const conflict = conclusion.outcome === 'absent' ? memory.conflictOf(attempt) : null;
  const writes = conflict === null ? writesForConclusion(conclusion, outcome) : writesForConflict(conflict, outcome);
  if (writes.length === 0) return Math.max(1, memory.nextLookMs(attempt));
  await lease.write(recovered(attempt, writes));
  const concluded = conflict === null ? conclusion.outcome : 'refused';
  reportAttempt(context, attempt, concluded === 'open' ? 'unknown' : concluded, null, 0);
  return 0;
}

/** A link to an object that was found by a look. */
function recovered({ operation }: GraphAttempt, writes: readonly LedgerWrite[]): readonly LedgerWrite[] {
  if (operation !== 'create') return writes;
  return writes.map((write) =>
    write.write === 'link' ? { ...write, link: { ...write.link, linkedBy: 'recovered' } } : write,
  );
}
