/** The changes of the tenant as they come, each once: where the connection is lost, it goes on after the last one. */
import { print } from 'graphql';
import {
  type ChangeFieldsFragment,
  FollowChangesDocument,
  type FollowChangesSubscription,
  ViewerDocument,
} from '../../../client/documents.js';
import { ask } from '../shared/ask.js';
import { savedToken } from '../shared/session.js';
import { subscribe } from '../shared/subscribe.js';

const PAUSE_MS = 2000;

/** Calls back with what follows a cursor (null: from the beginning); returns how to stop that. */
export function followChanges(after: string | null, onChange: (change: ChangeFieldsFragment) => void): () => void {
  let cursor = after ?? '';
  let stop = () => {};
  let isForbidden = false;
  const follow = () => {
    const request = { query: print(FollowChangesDocument), variables: { after: cursor } };
    stop = subscribe<FollowChangesSubscription>(request, {
      onAnswer: ({ data, errors = [] }) => {
        isForbidden = errors.some(({ extensions }) => extensions?.code === 'FORBIDDEN');
        if (!data) return;
        cursor = data.changes.cursor;
        onChange(data.changes.node);
      },
      onEnd: () => {
        // What the token does not allow it will not allow later.
        if (!isForbidden) stop = keepTrying(follow);
      },
    });
  };
  follow();
  return () => stop();
}

/** Goes on once the service answers this user; asking it also lets the page say what is the matter. */
function keepTrying(goOn: () => void): () => void {
  let timer: ReturnType<typeof setTimeout>;
  let isStopped = false;
  const attempt = async () => {
    const isAnswered = savedToken() !== null && (await ask(ViewerDocument, {})) !== null;
    if (isStopped) return;
    if (isAnswered) goOn();
    else timer = setTimeout(attempt, PAUSE_MS);
  };
  void attempt();
  return () => {
    isStopped = true;
    clearTimeout(timer);
  };
}
