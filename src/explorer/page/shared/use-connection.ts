/** A React hook that loads what is known about the connection to Intune. Shows no error: the page works without it. */
import { print } from 'graphql';
import { useEffect, useState } from 'react';
import { GraphConnectionDocument, type GraphConnectionFieldsFragment } from '../../../client/documents.js';
import { post } from './service.js';
import { mayRead, savedToken, type Viewer } from './session.js';

/** Null until it is loaded, and for a user who may not read. Loads again when `revision` changes. */
export function useConnection(viewer: Viewer | null, revision = 0): GraphConnectionFieldsFragment | null {
  const [connection, setConnection] = useState<GraphConnectionFieldsFragment | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `revision` says when to load again.
  useEffect(() => {
    let isOutdated = false;
    if (viewer === null || !mayRead(viewer)) setConnection(null);
    else {
      const request = { query: print(GraphConnectionDocument) };
      void post<{ readonly graphConnection: GraphConnectionFieldsFragment }>(savedToken(), request).then(
        ({ answer }) => {
          if (!isOutdated && answer.data) setConnection(answer.data.graphConnection);
        },
      );
    }
    return () => {
      isOutdated = true;
    };
  }, [viewer, revision]);
  return connection;
}
