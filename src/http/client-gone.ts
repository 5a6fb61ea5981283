/** Tells when a client closes its connection before the response is sent. */
import type { ServerResponse } from 'node:http';
import type { ClientGone } from '../domain/caller.js';

/** The signal is made when it is first needed, and is never aborted once the response is complete. */
export function clientGone(response: ServerResponse): ClientGone {
  let signal: AbortSignal | undefined;
  return () => {
    signal ??= signalOf(response);
    return signal;
  };
}

function signalOf(response: ServerResponse): AbortSignal {
  const gone = new AbortController();
  const check = () => {
    if (!response.writableFinished) gone.abort();
  };
  if (response.destroyed) check();
  else response.once('close', check);
  return gone.signal;
}
