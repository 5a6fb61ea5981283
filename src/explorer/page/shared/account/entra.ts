/**
 * Signs users in with Microsoft Entra ID: authorization code with PKCE, by MSAL. Its tokens are in the session storage of the
 * tab. Uses no iframe. This file is loaded only if the service is configured for it.
 */
import {
  type AuthenticationResult,
  BrowserCacheLocation,
  CacheLookupPolicy,
  PublicClientApplication,
} from '@azure/msal-browser';
import type { SignInConfig } from './sign-in-config.js';

export interface AccessToken {
  readonly text: string;
  /** Milliseconds since the epoch by the clock of this computer, also if that is wrong. */
  readonly expiresAt: number;
  readonly username: string;
}

export interface SignInOptions {
  /** Whether the user wants to choose the account, although one is signed in. */
  readonly choosesAccount: boolean;
}

// A user may have to find a telephone or a smart card first.
const WINDOW_PATIENCE_MS = 15 * 60_000;

export class Entra {
  readonly #app: PublicClientApplication;
  readonly #scopes: string[];

  private constructor(app: PublicClientApplication, scopes: readonly string[]) {
    this.#app = app;
    this.#scopes = [...scopes];
  }

  static async open({ clientId, authority, scopes }: SignInConfig): Promise<Entra> {
    const redirectUri = new URL('sign-in', document.baseURI).href;
    const app = new PublicClientApplication({
      auth: {
        clientId,
        authority,
        redirectUri,
        postLogoutRedirectUri: redirectUri,
        // MSAL asks a server of Microsoft about all others.
        knownAuthorities: [new URL(authority).host],
      },
      cache: { cacheLocation: BrowserCacheLocation.SessionStorage },
      system: { popupBridgeTimeout: WINDOW_PATIENCE_MS },
    });
    await app.initialize();
    return new Entra(app, scopes);
  }

  /** Finishes a sign-in for which the page was left, or continues that of this tab. Null if there is none. */
  async resume(): Promise<AccessToken | null> {
    const result = await this.#app.handleRedirectPromise();
    if (result !== null) return this.#adopt(result);
    return this.#app.getActiveAccount() === null ? null : this.#silently(CacheLookupPolicy.AccessTokenAndRefreshToken);
  }

  /** A new token, without the user. */
  renew(): Promise<AccessToken> {
    return this.#silently(CacheLookupPolicy.RefreshToken);
  }

  /** Leaves the page. `resume` gets the token when the user is back. */
  leave(options: SignInOptions): Promise<void> {
    return this.#app.acquireTokenRedirect(this.#request(options));
  }

  /** Opens a window, and leaves the page as it is. If the user closes the window, nobody notices. */
  async openWindow(options: SignInOptions): Promise<AccessToken> {
    const request = { ...this.#request(options), overrideInteractionInProgress: true };
    return this.#adopt(await this.#app.acquireTokenPopup(request));
  }

  /** Deletes the tokens of this tab. */
  forget(): Promise<void> {
    return this.#app.clearCache();
  }

  /** Leaves the page to end the sign-in at Microsoft Entra ID too, for all applications in this browser. */
  signOutEverywhere(): Promise<void> {
    return this.#app.logoutRedirect();
  }

  async #silently(cacheLookupPolicy: CacheLookupPolicy): Promise<AccessToken> {
    const account = this.#app.getActiveAccount();
    const request = { scopes: this.#scopes, ...(account && { account }), cacheLookupPolicy };
    return this.#adopt(await this.#app.acquireTokenSilent(request));
  }

  #request({ choosesAccount }: SignInOptions) {
    const loginHint = this.#app.getActiveAccount()?.username;
    return {
      scopes: this.#scopes,
      ...(choosesAccount ? { prompt: 'select_account' } : loginHint !== undefined && { loginHint }),
    };
  }

  async #adopt({ account, accessToken, expiresOn }: AuthenticationResult): Promise<AccessToken> {
    this.#app.setActiveAccount(account);
    const others = this.#app.getAllAccounts().filter(({ homeAccountId }) => homeAccountId !== account.homeAccountId);
    for (const other of others) await this.#app.clearCache({ account: other });
    return { text: accessToken, expiresAt: expiresOn?.getTime() ?? Date.now(), username: account.username };
  }
}
