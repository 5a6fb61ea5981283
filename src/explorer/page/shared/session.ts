/**
 * The session of this tab: who is signed in, with a token that was given or with an account. Both are stored in the tab's session
 * storage only. A token in the URL's fragment is moved there at once, and the explorer's own storage never contains it.
 */
import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { print } from 'graphql';
import { ViewerDocument, type ViewerQuery } from '../../../client/documents.js';
import {
  accountToken,
  dropAccountToken,
  forgetAccount,
  freshAccountToken,
  leaveToSignIn,
  renewAccountToken,
  resumeAccount,
  signInWithWindow,
  signOutEverywhere,
} from './account/account.js';
import { signInConfig } from './account/sign-in-config.js';
import { failureText, isPassing } from './account/sign-in-failure.js';
import { IS_LOCAL_MODE } from './mode.js';
import { type GraphqlRequest, type GraphqlResponse, post } from './service.js';
import { change, currentSession, type Session, type Viewer } from './session-state.js';

export { currentSession, onSession, type Session, type Viewer } from './session-state.js';

const KEY = 'token';
// The longest delay that setTimeout supports.
const LONGEST_WAIT_MS = 2 ** 31 - 1;
// The three parts of a signed JSON Web Token.
const TOKEN = /^[\w-]+\.[\w-]+\.[\w-]+$/;
const EXPIRED = 'Your token has expired.';
const UNREACHABLE = 'The service cannot be reached. Is it running?';
// Leaves time to try again if the login page cannot be reached for a while.
const RENEWED_BEFORE_MS = 5 * 60_000;
const RENEWAL_PAUSE_MS = 30_000;

let expiry: ReturnType<typeof setTimeout> | undefined;
let attempts = 0;

/** Signs in with the token in the URL, or else the one or the account of this tab. If there is none, opens the sign-in dialog. */
export async function startSession(): Promise<void> {
  addEventListener('hashchange', () => {
    if (takeTokenFromAddress()) void checkToken();
  });
  takeTokenFromAddress();
  if (savedToken() === null) await startWithoutToken();
  else await Promise.all([learnMethod(), checkToken()]);
}

/** Begins again after the service could not be reached. */
export async function startWithoutToken(): Promise<void> {
  await learnMethod();
  if (currentSession().method === null) return askForToken(UNREACHABLE);
  if (currentSession().method === 'token') return askForToken(null);
  change({ isChecking: true });
  try {
    if ((await resumeAccount()) !== null) return await checkToken();
    askForToken(null);
  } catch (error) {
    askForToken(failureText(error));
  } finally {
    change({ isChecking: false });
  }
}

/** Signs in with a pasted token, with or without `Bearer`. */
export async function signIn(pasted: string): Promise<void> {
  const token = pasted.replace(/^\s*Bearer\s+/i, '').trim();
  if (!TOKEN.test(token)) return askForToken('This is not an access token. Paste all of it, and nothing else.');
  sessionStorage.setItem(KEY, token);
  await checkToken();
}

/** Leaves the page for the login page; if that would lose what the page shows, opens a window instead. */
export async function signInWithAccount(choosesAccount: boolean): Promise<void> {
  change({ isAtLogin: true, reason: null });
  attempts += 1;
  const attempt = attempts;
  try {
    if (currentSession().viewer === null) await leaveToSignIn({ choosesAccount });
    else {
      await signInWithWindow({ choosesAccount });
      sessionStorage.removeItem(KEY);
      await checkToken();
    }
  } catch (error) {
    // A second window has taken the place of the first, which then fails.
    if (attempt === attempts) askForToken(failureText(error));
  } finally {
    if (attempt === attempts) change({ isAtLogin: false });
  }
}

export function signOut(): void {
  forgetToken();
  void forgetAccount();
  change({
    viewer: null,
    account: null,
    hasSignedOut: currentSession().account !== null,
    isOver: false,
    refusal: null,
  });
  askForToken(null);
}

/** Leaves the page to end the sign-in at Microsoft Entra ID too. */
export async function signOutAtLogin(): Promise<void> {
  await signOutEverywhere().catch((error) => askForToken(failureText(error)));
}

export function askForToken(reason: string | null): void {
  // In one step: the dialog puts the focus on its button, which must not be disabled then.
  change({ isAsking: true, isChecking: false, reason });
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
  return sessionStorage.getItem(KEY) ?? accountToken()?.text ?? null;
}

/** Like `savedToken`, but renews that of an account in time. If that fails, the dialog opens. */
export async function usableToken(): Promise<string | null> {
  const given = sessionStorage.getItem(KEY);
  if (given !== null) return given;
  try {
    return (await freshAccountToken())?.text ?? null;
  } catch (error) {
    return renewalFailed(error);
  }
}

/**
 * Sends an operation with the user's token. If the service refuses the token, the session ends and the dialog opens; if the
 * token lacks a permission, the page shows the service's message.
 */
export async function send<Data>(
  request: GraphqlRequest,
  headers?: Readonly<Record<string, string>>,
): Promise<GraphqlResponse<Data>> {
  const token = await usableToken();
  if (token === null) {
    askForToken(currentSession().reason);
    return { errors: [{ message: 'Sign in first.' }] };
  }
  const { status, answer } = await post<Data>(token, request, headers);
  const forbidden = answer.errors?.find(({ extensions }) => extensions?.code === 'FORBIDDEN');
  change({ refusal: forbidden?.message ?? null, isReachable: status !== 0 });
  // A request that began before a renewal says nothing about the new token.
  if (status === 401 && token === savedToken()) refuse(messageOf(answer));
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
  const token = savedToken();
  const { status, answer } = await post<ViewerQuery>(token, { query: print(ViewerDocument) });
  change({ isChecking: false });
  // Meanwhile the user has signed out, or another token is checked.
  if (savedToken() !== token) return;
  const viewer = answer.data?.viewer;
  if (viewer) {
    const account = sessionStorage.getItem(KEY) === null ? (accountToken()?.username ?? null) : null;
    change({ viewer, account, isOver: false, isAsking: false, reason: null });
    watchExpiry(viewer);
  } else if (status === 401) refuse(messageOf(answer));
  else stayWith(currentSession(), messageOf(answer));
}

/** If a renewed token cannot be checked: the viewer is still the same, and the next request says whether the service is back. */
function stayWith({ viewer, isOver }: Session, reason: string): void {
  if (viewer === null || isOver) askForToken(reason);
  else watchExpiry(viewer);
}

function refuse(reason: string): void {
  forgetToken();
  dropAccountToken();
  change({ isOver: currentSession().viewer !== null });
  askForToken(reason);
}

function forgetToken(): void {
  clearTimeout(expiry);
  sessionStorage.removeItem(KEY);
}

function watchExpiry({ expiresAt }: Viewer): void {
  clearTimeout(expiry);
  const ofAccount = sessionStorage.getItem(KEY) === null ? accountToken() : null;
  if (ofAccount !== null) {
    renewIn(ofAccount.expiresAt - Date.now() - RENEWED_BEFORE_MS);
    return;
  }
  const left = Date.parse(expiresAt) - Date.now();
  // The service has just accepted the token, so `left` is negative only if this computer's clock is wrong: set no timer then.
  if (left > 0 && left < LONGEST_WAIT_MS) expiry = setTimeout(() => refuse(EXPIRED), left);
}

function renewIn(delayMs: number): void {
  expiry = setTimeout(renew, Math.max(delayMs, RENEWAL_PAUSE_MS));
}

async function renew(): Promise<void> {
  try {
    await renewAccountToken();
    await checkToken();
  } catch (error) {
    renewalFailed(error);
  }
}

/** Tries again while the token is valid and only the connection fails. Returns the token if it can still be used. */
function renewalFailed(error: unknown): string | null {
  const token = accountToken();
  if (token !== null && isPassing(error) && token.expiresAt > Date.now()) {
    clearTimeout(expiry);
    renewIn(RENEWAL_PAUSE_MS);
    return token.text;
  }
  refuse(failureText(error));
  return null;
}

/** If the service cannot be reached, the dialog offers to begin again. */
async function learnMethod(): Promise<void> {
  if (IS_LOCAL_MODE) return;
  const config = await signInConfig().catch(() => undefined);
  change({ isReachable: config !== undefined });
  if (config !== undefined) change({ method: config === null ? 'token' : 'account' });
}

function messageOf({ errors }: GraphqlResponse): string {
  return errors?.[0]?.message ?? 'The service sent a response that this page cannot read.';
}
