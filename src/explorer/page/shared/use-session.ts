/** React's access to the session, and the service's authentication mode. */
import { useSyncExternalStore } from 'react';
import { currentSession, onSession, type Session } from './session.js';

export function useSession(): Session {
  return useSyncExternalStore(onSession, currentSession);
}

/** Whether the service issues its own tokens. It writes its mode into the page's HTML. */
export const IS_LOCAL_MODE = document.documentElement.dataset['mode'] === 'local';
