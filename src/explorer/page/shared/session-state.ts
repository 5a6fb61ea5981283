/** What the pages know about the session of this tab, as one value that they follow. Only `session.ts` changes it. */
import type { ViewerQuery } from '../../../client/documents.js';
import { IS_LOCAL_MODE } from './mode.js';

export type Viewer = ViewerQuery['viewer'];

export interface Session {
  /** Null until somebody has signed in. Stays if the token is no longer accepted, so that the page keeps what was typed. */
  readonly viewer: Viewer | null;
  /** Whether the viewer has to sign in again. */
  readonly isOver: boolean;
  /** The name of the account that is signed in; null with a token that was given. */
  readonly account: string | null;
  /** How users sign in; null until the service has said it. */
  readonly method: 'token' | 'account' | null;
  /** Whether the user has signed out here, which does not end the sign-in at Microsoft Entra ID. */
  readonly hasSignedOut: boolean;
  /** Whether the login page is open, in a window or soon in place of this page. */
  readonly isAtLogin: boolean;
  /** Whether the service is checking a token. */
  readonly isChecking: boolean;
  /** Whether the sign-in dialog is open. */
  readonly isAsking: boolean;
  /** Why the user has to sign in again; null the first time. */
  readonly reason: string | null;
  /** Whether the last request reached the service. */
  readonly isReachable: boolean;
  /** The service's message if the token lacked the permission for the last operation. */
  readonly refusal: string | null;
}

let session: Session = {
  viewer: null,
  isOver: false,
  account: null,
  method: IS_LOCAL_MODE ? 'token' : null,
  hasSignedOut: false,
  isAtLogin: false,
  isChecking: false,
  isAsking: false,
  reason: null,
  isReachable: true,
  refusal: null,
};
const listeners = new Set<() => void>();

export function currentSession(): Session {
  return session;
}

/** Calls `listener` after every change. Returns a function that removes it. */
export function onSession(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function change(part: Partial<Session>): void {
  const isNew = (Object.keys(part) as (keyof Session)[]).some((name) => part[name] !== session[name]);
  if (!isNew) return;
  session = { ...session, ...part };
  for (const listener of listeners) listener();
}
