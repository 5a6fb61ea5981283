/** A React hook that keeps the tenant's latest changes: loaded once, then live. */
import { useCallback, useEffect, useState } from 'react';
import { type ChangeFieldsFragment, ChangesPageDocument } from '../../../../client/documents.js';
import { ask } from '../../shared/session.js';
import { followChanges } from './follow-changes.js';

const CHANGES_AT_ONCE = 10;

export interface Log {
  /** Newest first; null until loaded. */
  readonly changes: readonly ChangeFieldsFragment[] | null;
  readonly hasOlder: boolean;
  /** Incremented with every new change. */
  readonly revision: number;
  readonly showOlder: () => void;
}

export function useLog(): Log {
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
