/** A React hook that searches the log, newest first, and adds changes that are made meanwhile. */
import { useCallback, useEffect, useRef, useState } from 'react';
import { type ChangeFieldsFragment, ChangesPageDocument } from '../../../../client/documents.js';
import { ask } from '../../shared/session.js';
import { type ChangeSearch, filterOf, matches } from './change-search.js';
import { findIds } from './find-ids.js';
import type { Log } from './use-log.js';

// Few changes are shown at once. Where the page itself compares, it reads many.
const AT_ONCE = 10;
const PAGE_SIZE = 100;
const MAX_PAGES = 10;

export interface Found {
  /** Newest first; null until the first are loaded. */
  readonly changes: readonly ChangeFieldsFragment[] | null;
  /** How many match; null if only the page can compare. */
  readonly total: number | null;
  readonly hasOlder: boolean;
  readonly isLoading: boolean;
  /** How far back the log was searched. */
  readonly searchedTo: string | null;
  /** Whether the name stands for more objects than can be searched for. */
  readonly isCut: boolean;
  readonly showOlder: () => void;
}

interface Loaded {
  readonly changes: readonly ChangeFieldsFragment[];
  readonly total: number | null;
  readonly before: string | null;
  readonly searchedTo: string | null;
  readonly ids: readonly string[] | null;
  readonly isCut: boolean;
  /** The revision of the log when the search began. */
  readonly revision: number;
}

export function useSearch(search: ChangeSearch, name: string | null, log: Log): Found {
  const [loaded, setLoaded] = useState<Loaded | null>(null);
  const [isLoading, setIsLoading] = useState(true);
  const turn = useRef(0);
  const revision = useRef(log.revision);
  revision.current = log.revision;
  const run = useCallback(async (load: () => Promise<Loaded | null>) => {
    turn.current += 1;
    const mine = turn.current;
    setIsLoading(true);
    const result = await load();
    if (mine !== turn.current) return;
    setIsLoading(false);
    if (result) setLoaded(result);
  }, []);
  const key = JSON.stringify([search, name]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` stands for what is searched for.
  useEffect(() => {
    setLoaded(null);
    void run(() => begin(search, name, revision.current));
    return () => {
      turn.current += 1;
    };
  }, [key, run]);
  const fresh = loaded ? newSince(log, loaded.revision) : [];
  const added = loaded ? fresh.filter((change) => matches(search, loaded.ids, change)) : [];
  return {
    changes: loaded && [...added, ...loaded.changes],
    total: loaded === null || loaded.total === null ? null : loaded.total + added.length,
    hasOlder: (loaded?.before ?? null) !== null,
    isLoading,
    searchedTo: loaded?.searchedTo ?? null,
    isCut: loaded?.isCut ?? false,
    showOlder: () => loaded && void run(() => more(search, loaded)),
  };
}

function newSince(log: Log, revision: number): readonly ChangeFieldsFragment[] {
  return (log.changes ?? []).slice(0, log.revision - revision);
}

async function begin(search: ChangeSearch, name: string | null, revision: number): Promise<Loaded | null> {
  const found = name === null ? null : await findIds(name);
  if (name !== null && found === null) return null;
  const { ids = null, isCut = false } = found ?? {};
  return more(search, { changes: [], total: null, before: null, searchedTo: null, ids, isCut, revision });
}

/** Reads on, from the end of what is loaded. */
async function more(search: ChangeSearch, loaded: Loaded): Promise<Loaded | null> {
  const { ids } = loaded;
  const last = search.field === null ? AT_ONCE : PAGE_SIZE;
  const changes = [...loaded.changes];
  let { before, searchedTo, total } = loaded;
  for (let pages = 1; pages <= MAX_PAGES; pages += 1) {
    const page = (await ask(ChangesPageDocument, { last, before, filter: filterOf(search, ids) }))?.changes;
    if (!page) return null;
    // Counted once: changes that are made later are added by `useSearch`.
    total ??= search.field === null ? page.totalCount : null;
    changes.push(...page.nodes.toReversed().filter((change) => matches(search, ids, change)));
    before = page.pageInfo.hasPreviousPage ? (page.pageInfo.startCursor ?? null) : null;
    searchedTo = page.nodes[0]?.at ?? searchedTo;
    if (before === null || changes.length - loaded.changes.length >= AT_ONCE) break;
  }
  return { ...loaded, changes, total, before, searchedTo };
}
