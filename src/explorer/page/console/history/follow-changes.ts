/** Follows the tenant's changes, each once: if the connection is lost, resumes after the last one received. */
import { print } from 'graphql';
import {
  type ChangeFieldsFragment,
  FollowChangesDocument,
  type FollowChangesSubscription,
} from '../../../../client/documents.js';
import { retryWhenReachable } from '../../shared/retry.js';
import { subscribe } from '../../shared/subscribe.js';

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
