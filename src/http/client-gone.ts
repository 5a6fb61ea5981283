/** Tells when a client closes its connection before the response is sent. */
import type { ServerResponse } from 'node:http';

/** Aborted when the client leaves. Never aborted once the response is complete. */
export function clientGone(response: ServerResponse): AbortSignal {
  const gone = new AbortController();
  const check = () => {
    if (!response.writableFinished) gone.abort();
  };
  if (response.destroyed) check();
  else response.once('close', check);
  return gone.signal;
}
