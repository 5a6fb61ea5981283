/** Follows how the tenant's objects stand in Intune. After a lost connection it begins again with the current statuses. */
import { print } from 'graphql';
import {
  FollowGraphStatusDocument,
  type FollowGraphStatusSubscription,
  type GraphStatusFieldsFragment,
} from '../../../../client/documents.js';
import { retryWhenReachable } from '../../shared/retry.js';
import { subscribe } from '../../shared/subscribe.js';

/** Returns a function that stops it. */
export function followStatuses(onStatus: (status: GraphStatusFieldsFragment) => void): () => void {
  let stop = () => {};
  let isForbidden = false;
  const follow = () => {
    stop = subscribe<FollowGraphStatusSubscription>(
      { query: print(FollowGraphStatusDocument), variables: { id: null } },
      {
        onResponse: ({ data, errors = [] }) => {
          isForbidden = errors.some(({ extensions }) => extensions?.code === 'FORBIDDEN');
          if (data) onStatus(data.graphStatus);
        },
        onEnd: () => {
          if (!isForbidden) stop = retryWhenReachable(follow);
        },
      },
    );
  };
  follow();
  return () => stop();
}
