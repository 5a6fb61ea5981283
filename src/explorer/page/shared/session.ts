/**
 * Who is signed in in this tab. The token lies in the tab's session storage and nowhere else: not in the address, where
 * it only passes through, and not in what the explorer remembers.
 */
import { print } from 'graphql';
import { ViewerDocument, type ViewerQuery } from '../../../client/documents.js';
import { type GraphqlAnswer, type GraphqlRequest, post } from './service.js';

export type Viewer = ViewerQuery['viewer'];

export interface Session {
  /** Null while nobody is signed in. */
  readonly viewer: Viewer | null;
  /** Whether a token is being looked at by the service. */
  readonly isChecking: boolean;
  /** Whether the page asks for a token, and why again. */
  readonly isAsking: boolean;
  readonly reason: string | null;
  /** Whether the service could be reached the last time it was asked. */
  readonly isReachable: boolean;
  /** What the service has just refused this token, in its words. */
  readonly refusal: string | null;
}

const KEY = 'token';
// What setTimeout can wait for.
const LONGEST_WAIT_MS = 2 ** 31 - 1;
// Three parts, as every signed JSON Web Token has.
const TOKEN = /^[\w-]+\.[\w-]+\.[\w-]+$/;
const EXPIRED = 'Your token has expired.';

let session: Session = {
  viewer: null,
  isChecking: false,
  isAsking: false,
  reason: null,
  isReachable: true,
  refusal: null,
};
let expiry: ReturnType<typeof setTimeout> | undefined;
const listeners = new Set<() => void>();

export function currentSession(): Session {
  return session;
}

/** Calls back after every change; returns how to stop that. */
export function onSession(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Begins with the token in the address or the one that this tab has; without either, asks for one. */
export async function startSession(): Promise<void> {
  addEventListener('hashchange', () => {
    if (takeTokenFromAddress()) void checkToken();
  });
  takeTokenFromAddress();
  if (savedToken() === null) askForToken(null);
  else await checkToken();
}

/** Signs in with what somebody pasted. */
export async function signIn(pasted: string): Promise<void> {
  const token = pasted.replace(/^\s*Bearer\s+/i, '').trim();
  if (!TOKEN.test(token)) return askForToken('This is not an access token. Paste all of it, and nothing else.');
  sessionStorage.setItem(KEY, token);
  await checkToken();
}

export function signOut(): void {
  forgetToken();
  change({ viewer: null, refusal: null });
  askForToken(null);
}

export function askForToken(reason: string | null): void {
  change({ isAsking: true, reason });
}

export function stopAsking(): void {
  change({ isAsking: false });
}

export function dismissRefusal(): void {
  change({ refusal: null });
}

export function savedToken(): string | null {
  return sessionStorage.getItem(KEY);
}

/** Sends an operation as whoever is signed in, and sees to it that a refusal is told well. */
export async function send<Data>(
  request: GraphqlRequest,
  headers?: Readonly<Record<string, string>>,
): Promise<GraphqlAnswer<Data>> {
  const token = savedToken();
  if (token === null) {
    askForToken(null);
    return { errors: [{ message: 'Sign in first.' }] };
  }
  const { status, answer } = await post<Data>(token, request, headers);
  const forbidden = answer.errors?.find(({ extensions }) => extensions?.code === 'FORBIDDEN');
  change({ refusal: forbidden?.message ?? null, isReachable: status !== 0 });
  if (status === 401) refuse(messageOf(answer));
  return answer;
}

/** Moves a token from the address into the session storage; tells whether there was one. */
function takeTokenFromAddress(): boolean {
  const token = new URLSearchParams(location.hash.slice(1)).get('token');
  if (token === null) return false;
  history.replaceState(null, '', location.pathname + location.search);
  sessionStorage.setItem(KEY, token);
  return true;
}

async function checkToken(): Promise<void> {
  change({ isChecking: true, refusal: null });
  const { status, answer } = await post<ViewerQuery>(savedToken(), { query: print(ViewerDocument) });
  change({ isChecking: false });
  const viewer = answer.data?.viewer;
  if (viewer) {
    change({ viewer, isAsking: false, reason: null });
    expireWith(viewer);
  } else if (status === 401) refuse(messageOf(answer));
  else askForToken(messageOf(answer));
}

function refuse(reason: string): void {
  forgetToken();
  change({ viewer: null });
  askForToken(reason);
}

function forgetToken(): void {
  clearTimeout(expiry);
  sessionStorage.removeItem(KEY);
}

function expireWith({ expiresAt }: Viewer): void {
  clearTimeout(expiry);
  const left = Date.parse(expiresAt) - Date.now();
  // The service has just taken the token: a clock that says otherwise is wrong, and the service will tell.
  if (left > 0 && left < LONGEST_WAIT_MS) expiry = setTimeout(() => refuse(EXPIRED), left);
}

function messageOf({ errors }: GraphqlAnswer): string {
  return errors?.[0]?.message ?? 'The service gave no answer that this page understands.';
}

function change(part: Partial<Session>): void {
  const isNew = (Object.keys(part) as (keyof Session)[]).some((name) => part[name] !== session[name]);
  if (!isNew) return;
  session = { ...session, ...part };
  for (const listener of listeners) listener();
}
