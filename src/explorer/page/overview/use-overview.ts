/** React hooks that load what the overview shows: settings, counts and changes. They load again after every change. */
import { useCallback, useEffect, useState } from 'react';
import { type ChangeFieldsFragment, ChangesPageDocument, SettingsPageDocument } from '../../../client/documents.js';
import { ask } from '../shared/session.js';
import { SettingsCountsDocument, type SettingsCountsQuery } from './documents.generated.js';
import { followChanges } from './follow-changes.js';
import type { Place } from './pager.js';

const PAGE_SIZE = 10;
const CHANGES_AT_ONCE = 10;

/** A page of settings; null until it is loaded. */
export function useSettings({ after }: Place, revision: number) {
  return useLatest(
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

/** The number of settings in total, by issuer and by notification; null until loaded. */
export function useCounts(revision: number): SettingsCountsQuery | null {
  return useLatest(() => ask(SettingsCountsDocument, {}), [revision]);
}

export interface Timeline {
  /** Newest first; null until loaded. */
  readonly changes: readonly ChangeFieldsFragment[] | null;
  readonly hasOlder: boolean;
  /** Incremented with every new change. */
  readonly revision: number;
  readonly showOlder: () => void;
}

/** The latest changes; new ones are added live. */
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

/** The latest result of `load`, which runs again when a dependency changes; null until the first result. */
export function useLatest<Result>(load: () => Promise<Result | null>, dependencies: readonly unknown[]): Result | null {
  const [result, setResult] = useState<Result | null>(null);
  useEffect(() => {
    let isOutdated = false;
    void load().then((latest) => {
      if (!isOutdated && latest !== null) setResult(() => latest);
    });
    return () => {
      isOutdated = true;
    };
    // biome-ignore lint/correctness/useExhaustiveDependencies: the caller passes the dependencies of `load`.
  }, dependencies);
  return result;
}
