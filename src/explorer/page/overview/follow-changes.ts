/** Follows the tenant's changes, each once: if the connection is lost, resumes after the last one received. */
import { print } from 'graphql';
import {
  type ChangeFieldsFragment,
  FollowChangesDocument,
  type FollowChangesSubscription,
  ViewerDocument,
} from '../../../client/documents.js';
import { ask, savedToken } from '../shared/session.js';
import { subscribe } from '../shared/subscribe.js';

const PAUSE_MS = 2000;

/** Calls `onChange` with every change after a cursor (null: from the beginning). Returns a function that stops it. */
export function followChanges(after: string | null, onChange: (change: ChangeFieldsFragment) => void): () => void {
  let cursor = after ?? '';
  let stop = () => {};
  let isForbidden = false;
  const follow = () => {
    const request = { query: print(FollowChangesDocument), variables: { after: cursor } };
    stop = subscribe<FollowChangesSubscription>(request, {
      onResponse: ({ data, errors = [] }) => {
        isForbidden = errors.some(({ extensions }) => extensions?.code === 'FORBIDDEN');
        if (!data) return;
        cursor = data.changes.cursor;
        onChange(data.changes.node);
      },
      onEnd: () => {
        // A retry with the same token would be forbidden again.
        if (!isForbidden) stop = retryWhenReachable(follow);
      },
    });
  };
  follow();
  return () => stop();
}

/** Calls `resume` once the service answers a query of this user. `ask` also makes the page show what is wrong meanwhile. */
function retryWhenReachable(resume: () => void): () => void {
  let timer: ReturnType<typeof setTimeout>;
  let isStopped = false;
  const attempt = async () => {
    const isAnswered = savedToken() !== null && (await ask(ViewerDocument, {})) !== null;
    if (isStopped) return;
    if (isAnswered) resume();
    else timer = setTimeout(attempt, PAUSE_MS);
  };
  void attempt();
  return () => {
    isStopped = true;
    clearTimeout(timer);
  };
}
