/** Waits until the service can be reached again. */
import { ViewerDocument } from '../../../client/documents.js';
import { ask, savedToken } from './session.js';

const PAUSE_MS = 2000;

/** Calls `resume` once the service answers a query of this user. `ask` also makes the page show what is wrong meanwhile. */
export function retryWhenReachable(resume: () => void): () => void {
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
