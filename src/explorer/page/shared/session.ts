/**
 * The session of this tab: who is signed in. The token is stored in the tab's session storage only. A token in the URL's
 * fragment is moved there at once, and the explorer's own storage never contains it.
 */
import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { print } from 'graphql';
import { ViewerDocument, type ViewerQuery } from '../../../client/documents.js';
import { type GraphqlRequest, type GraphqlResponse, post } from './service.js';

export type Viewer = ViewerQuery['viewer'];

export interface Session {
  /** Null while nobody is signed in. */
  readonly viewer: Viewer | null;
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

const KEY = 'token';
// The longest delay that setTimeout supports.
const LONGEST_WAIT_MS = 2 ** 31 - 1;
// The three parts of a signed JSON Web Token.
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

/** Calls `listener` after every change. Returns a function that removes it. */
export function onSession(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Checks the token in the URL or else the one stored for this tab. If there is neither, opens the sign-in dialog. */
export async function startSession(): Promise<void> {
  addEventListener('hashchange', () => {
    if (takeTokenFromAddress()) void checkToken();
  });
  takeTokenFromAddress();
  if (savedToken() === null) askForToken(null);
  else await checkToken();
}

/** Signs in with a pasted token, with or without `Bearer`. */
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

export const WRITE_PERMISSION = 'DeviceManagementServiceConfig.ReadWrite.All';
export const READ_PERMISSION = 'DeviceManagementServiceConfig.Read.All';

export function mayWrite({ permissions }: Viewer): boolean {
  return permissions.includes(WRITE_PERMISSION);
}

export function mayRead(viewer: Viewer): boolean {
  return mayWrite(viewer) || viewer.permissions.includes(READ_PERMISSION);
}

export function savedToken(): string | null {
  return sessionStorage.getItem(KEY);
}

/**
 * Sends an operation with the user's token. If the service refuses the token, the session ends and the dialog opens; if the
 * token lacks a permission, the page shows the service's message.
 */
export async function send<Data>(
  request: GraphqlRequest,
  headers?: Readonly<Record<string, string>>,
): Promise<GraphqlResponse<Data>> {
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

/** Sends a typed operation. Returns its `data`, or null if it failed: `send` has then already shown the reason. */
export async function ask<Data, Variables>(
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
): Promise<Data | null> {
  const { data, errors = [] } = await send<Data>({ query: print(document), variables });
  return errors.length === 0 ? (data ?? null) : null;
}

/** Moves a token from the URL's fragment into the session storage. Returns whether there was one. */
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
  // The service has just accepted the token, so `left` is negative only if this computer's clock is wrong: set no timer then.
  if (left > 0 && left < LONGEST_WAIT_MS) expiry = setTimeout(() => refuse(EXPIRED), left);
}

function messageOf({ errors }: GraphqlResponse): string {
  return errors?.[0]?.message ?? 'The service sent a response that this page cannot read.';
}

function change(part: Partial<Session>): void {
  const isNew = (Object.keys(part) as (keyof Session)[]).some((name) => part[name] !== session[name]);
  if (!isNew) return;
  session = { ...session, ...part };
  for (const listener of listeners) listener();
}
