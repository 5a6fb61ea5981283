/** The changes of the tenant as they come. The one place that knows how the page hears of them: now it keeps asking. */
import { type ChangeFieldsFragment, ChangesPageDocument } from '../../../client/documents.js';
import { ask } from '../shared/ask.js';
import { currentSession } from '../shared/session.js';

const PERIOD_MS = 3000;
const AT_ONCE = 20;

/** Calls back with what followed a cursor (null: from the beginning), oldest first; returns how to stop that. */
export function followChanges(
  after: string | null,
  onChanges: (changes: readonly ChangeFieldsFragment[]) => void,
): () => void {
  const stopped = new AbortController();
  void keepAsking(after, onChanges, stopped.signal);
  return () => stopped.abort();
}

async function keepAsking(
  after: string | null,
  onChanges: (changes: readonly ChangeFieldsFragment[]) => void,
  stopped: AbortSignal,
): Promise<void> {
  let cursor = after;
  while (!stopped.aborted) {
    await new Promise((resolve) => setTimeout(resolve, PERIOD_MS));
    // Nobody looks.
    if (stopped.aborted || document.hidden) continue;
    const changes = (await ask(ChangesPageDocument, { first: AT_ONCE, after: cursor }))?.changes;
    // A token that may not read will not do so the next time either.
    if (currentSession().refusal !== null) return;
    if (stopped.aborted || !changes || changes.nodes.length === 0) continue;
    cursor = changes.pageInfo.endCursor ?? cursor;
    onChanges(changes.nodes);
  }
}
