/** What the overview shows: a page of settings, counts and the latest changes, all read anew when something changes. */
import { useCallback, useEffect, useState } from 'react';
import { type ChangeFieldsFragment, ChangesPageDocument, SettingsPageDocument } from '../../../client/documents.js';
import { ask } from '../shared/ask.js';
import { SettingsCountsDocument, type SettingsCountsQuery } from './documents.generated.js';
import { followChanges } from './follow-changes.js';

export const PAGE_SIZE = 10;
const CHANGES_AT_ONCE = 10;

/** The page that follows a cursor, with how many objects are before it. */
export interface Place {
  readonly after: string | null;
  readonly skipped: number;
}
export const FIRST_PLACE: Place = { after: null, skipped: 0 };

/** A page of settings; null until it has come. */
export function useSettings({ after }: Place, revision: number) {
  return useAnswer(
    async () =>
      (
        await ask(SettingsPageDocument, {
          first: PAGE_SIZE,
          after,
          orderBy: { field: 'DISPLAY_NAME', direction: 'ASC' },
        })
      )?.derivedCredentials ?? null,
    [after, revision],
  );
}

/** How many settings there are, in all, by issuer and by notification; null until they have been counted. */
export function useCounts(revision: number): SettingsCountsQuery | null {
  return useAnswer(() => ask(SettingsCountsDocument, {}), [revision]);
}

export interface Timeline {
  /** Newest first; null until they have come. */
  readonly changes: readonly ChangeFieldsFragment[] | null;
  readonly hasOlder: boolean;
  /** Grows with every change that comes. */
  readonly revision: number;
  readonly showOlder: () => void;
}

/** The latest changes, to which new ones are added as they come. */
export function useTimeline(): Timeline {
  const [changes, setChanges] = useState<readonly ChangeFieldsFragment[] | null>(null);
  const [oldest, setOldest] = useState<string | null>(null);
  const [revision, setRevision] = useState(0);
  const showOlder = useCallback(async (before: string | null): Promise<string | null> => {
    const older = (await ask(ChangesPageDocument, { last: CHANGES_AT_ONCE, before }))?.changes;
    if (!older) return null;
    setChanges((shown) => [...(shown ?? []), ...older.nodes.toReversed()]);
    setOldest(older.pageInfo.hasPreviousPage ? (older.pageInfo.startCursor ?? null) : null);
    return older.pageInfo.endCursor ?? null;
  }, []);
  useEffect(() => {
    let stop: (() => void) | undefined;
    let isGone = false;
    void showOlder(null).then((newest) => {
      if (isGone) return;
      stop = followChanges(newest, (fresh) => {
        setChanges((shown) => [fresh, ...(shown ?? [])]);
        setRevision((count) => count + 1);
      });
    });
    return () => {
      isGone = true;
      stop?.();
    };
  }, [showOlder]);
  return { changes, hasOlder: oldest !== null, revision, showOlder: () => void showOlder(oldest) };
}

/** The latest answer to a question, asked again when one of these changes; null until the first. */
function useAnswer<Answer>(question: () => Promise<Answer | null>, dependencies: readonly unknown[]): Answer | null {
  const [answer, setAnswer] = useState<Answer | null>(null);
  useEffect(() => {
    let isOverdue = false;
    void question().then((latest) => {
      if (!isOverdue && latest !== null) setAnswer(() => latest);
    });
    return () => {
      isOverdue = true;
    };
    // biome-ignore lint/correctness/useExhaustiveDependencies: whoever asks knows on what the answer depends.
  }, dependencies);
  return answer;
}
