/** React's access to the session. */
import { useSyncExternalStore } from 'react';
import { currentSession, onSession, type Session } from './session.js';

export function useSession(): Session {
  return useSyncExternalStore(onSession, currentSession);
}
