/** The account with which this tab is signed in at Microsoft Entra ID, and its token. Loads MSAL when it is first needed. */
import type { AccessToken, Entra, SignInOptions } from './entra.js';
import { signInConfig } from './sign-in-config.js';

// MSAL's prefix of everything that it stores.
const TRACE = /^msal\./;
// A request with a token that is about to expire could be refused on the way.
const TOO_SHORT_MS = 60_000;

let opening: Promise<Entra> | undefined;
let renewal: Promise<AccessToken> | undefined;
let token: AccessToken | null = null;

/** Null if this tab is not signed in with an account. */
export function accountToken(): AccessToken | null {
  return token;
}

/** Null if this tab has begun no sign-in. Loads nothing then. */
export async function resumeAccount(): Promise<AccessToken | null> {
  if (!Object.keys(sessionStorage).some((key) => TRACE.test(key))) return null;
  token = await (await entra()).resume();
  return token;
}

/** Leaves the page for the login page. Resolves only if the browser does not. */
export async function leaveToSignIn(options: SignInOptions): Promise<void> {
  await (await entra()).leave(options);
}

/** Signs in with a window, so that the page keeps what the user typed. */
export async function signInWithWindow(options: SignInOptions): Promise<void> {
  token = await (await entra()).openWindow(options);
}

/** The token, renewed if it expires in a minute; null if there is none. */
export async function freshAccountToken(): Promise<AccessToken | null> {
  if (token === null || token.expiresAt - Date.now() > TOO_SHORT_MS) return token;
  return renewAccountToken();
}

/** Requests that need it meanwhile share one renewal. */
export function renewAccountToken(): Promise<AccessToken> {
  renewal ??= entra()
    .then((opened) => opened.renew())
    .then((renewed) => {
      // Unless the user has signed out meanwhile.
      if (token !== null) token = renewed;
      return renewed;
    })
    .finally(() => {
      renewal = undefined;
    });
  return renewal;
}

/** Forgets the token, but not who was signed in. */
export function dropAccountToken(): void {
  token = null;
}

/** Deletes everything about the account. */
export async function forgetAccount(): Promise<void> {
  token = null;
  // A renewal would store its tokens again.
  await renewal?.catch(() => {});
  await (await opening)?.forget();
  // MSAL may not be loaded.
  for (const key of Object.keys(sessionStorage)) if (TRACE.test(key)) sessionStorage.removeItem(key);
}

export async function signOutEverywhere(): Promise<void> {
  await (await entra()).signOutEverywhere();
}

function entra(): Promise<Entra> {
  opening ??= open().catch((error) => {
    opening = undefined;
    throw error;
  });
  return opening;
}

async function open(): Promise<Entra> {
  const [config, module] = await Promise.all([signInConfig(), import('./entra.js')]);
  if (config === null) throw new Error('The service is not configured to sign users in.');
  return module.Entra.open(config);
}
