/** Sends the worker's requests with the user's token. Waits if the service asks to, and while the user signs in again. */
import type { GraphqlRequest, GraphqlResponse } from '../../shared/service.js';
import { currentSession, onSession, send } from '../../shared/session.js';
import type { AskFailure } from './worker/protocol.js';

const WAIT_MS = 5000;
const MAX_WAITS = 60;
// These codes do not say whether a change was made. An answer without a code comes from no service.
const UNKNOWN: readonly (string | undefined)[] = ['UNAVAILABLE', 'INTERNAL_SERVER_ERROR', undefined];

export type Outcome = { readonly data: unknown } | { readonly failure: AskFailure };

/** `tenantId` is the tenant that the task began with. Rejects nothing: a failure is part of the outcome. */
export async function executeRequest(request: GraphqlRequest, tenantId: string, signal: AbortSignal): Promise<Outcome> {
  for (let waits = 0; ; ) {
    if (signal.aborted) return stopped();
    if (!isSignedIn() && !(await signedInAgain(signal))) return stopped();
    if (currentSession().viewer?.tenantId !== tenantId)
      return { failure: { message: 'You signed in to another tenant.', mayBeMade: false } };
    const { data, errors = [] } = await send<unknown>(request);
    const [error] = errors;
    if (error === undefined) return { data };
    const code = error.extensions?.code;
    if (code === 'UNAUTHENTICATED') continue;
    waits += 1;
    if (code !== 'RATE_LIMITED' || waits > MAX_WAITS) return { failure: failureOf(error, code) };
    await pause(signal);
  }
}

function failureOf({ message }: NonNullable<GraphqlResponse['errors']>[number], code: string | undefined): AskFailure {
  return { message, mayBeMade: UNKNOWN.includes(code) };
}

function stopped(): Outcome {
  return { failure: { message: 'You stopped it.', mayBeMade: false } };
}

/** The viewer stays when the token is no longer accepted. */
function isSignedIn(): boolean {
  const { viewer, isOver } = currentSession();
  return viewer !== null && !isOver;
}

/** Resolves with true when somebody is signed in, with false if the task is stopped before. */
function signedInAgain(signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    const settle = (isSignedIn: boolean) => {
      forget();
      signal.removeEventListener('abort', abort);
      resolve(isSignedIn);
    };
    const abort = () => settle(false);
    const forget = onSession(() => {
      if (isSignedIn()) settle(true);
    });
    signal.addEventListener('abort', abort);
  });
}

function pause(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, WAIT_MS);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
