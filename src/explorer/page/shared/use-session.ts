/** The session as components see it. */
import { useSyncExternalStore } from 'react';
import { currentSession, onSession, type Session } from './session.js';

export function useSession(): Session {
  return useSyncExternalStore(onSession, currentSession);
}

/** Whether the service makes its own tokens; it says so when it serves the page. */
export const IS_LOCAL_MODE = document.documentElement.dataset['mode'] === 'local';
