/** React hooks that load what Intune has: the connection, the status of each object, and the differences. */
import { useEffect, useRef, useState } from 'react';
import {
  type GraphConnectionFieldsFragment,
  GraphDriftDocument,
  type GraphDriftQuery,
  type GraphState,
  type GraphStatusFieldsFragment,
} from '../../../../client/documents.js';
import { ask } from '../../shared/session.js';
import { useConnection } from '../../shared/use-connection.js';
import { useSession } from '../../shared/use-session.js';
import type { Place } from '../pager.js';
import { useLatest } from '../use-latest.js';
import { followStatuses } from './follow-statuses.js';

export type Drift = GraphDriftQuery['graphDrift']['nodes'][number];

export interface Intune {
  readonly connection: GraphConnectionFieldsFragment;
  /** By settings id. */
  readonly statuses: ReadonlyMap<string, GraphStatusFieldsFragment>;
  /** Incremented whenever something may have changed in Intune. */
  readonly revision: number;
  /** Loads the connection and the differences again. */
  readonly reload: () => void;
}

/** The objects in a state, those whose deletion waits too. Nothing is wanted of an object that is gone on both sides. */
export function idsIn(statuses: Intune['statuses'], state: GraphState): readonly string[] {
  return [...statuses.values()]
    .filter((status) => status.state === state && status.wantedVersion != null)
    .map(({ settingsId }) => settingsId);
}

const DRIFT_AT_ONCE = 20;
// While many objects change at once, the rest is loaded once.
const PAUSE_MS = 300;
// At first there is a status for each object: to render with each would block the page.
const TOGETHER_MS = 50;
const EVERY_MS = 5_000;

/** Null until it is known that the tenant is connected. */
export function useIntune(): Intune | null {
  const { viewer } = useSession();
  const [revision, setRevision] = useState(0);
  const [statuses, setStatuses] = useState<ReadonlyMap<string, GraphStatusFieldsFragment>>(new Map());
  const connection = useConnection(viewer, revision);
  const isConnected = connection !== null && connection.mode !== 'OFF';
  const reload = useRef(() => setRevision((count) => count + 1)).current;
  useEffect(() => {
    if (!isConnected) return;
    const fresh = new Map<string, GraphStatusFieldsFragment>();
    let showing: ReturnType<typeof setTimeout> | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const show = () => {
      const added = [...fresh];
      fresh.clear();
      showing = undefined;
      setStatuses((known) => new Map([...known, ...added]));
    };
    const stop = followStatuses((status) => {
      fresh.set(status.settingsId, status);
      showing ??= setTimeout(show, TOGETHER_MS);
      clearTimeout(timer);
      timer = setTimeout(reload, PAUSE_MS);
    });
    // What only Intune has changes no status.
    const regularly = setInterval(reload, EVERY_MS);
    return () => {
      stop();
      clearTimeout(showing);
      clearTimeout(timer);
      clearInterval(regularly);
    };
  }, [isConnected, reload]);
  return isConnected ? { connection, statuses, revision, reload } : null;
}

/** A page of the differences; null until it is loaded. */
export function useDrift({ after }: Place, revision: number) {
  return useLatest<GraphDriftQuery['graphDrift']>(
    async () => (await ask(GraphDriftDocument, { first: DRIFT_AT_ONCE, after }))?.graphDrift ?? null,
    [after, revision],
  );
}
