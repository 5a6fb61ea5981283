/** How this service signs users in, as it says itself before anybody is signed in. */

export interface SignInConfig {
  readonly clientId: string;
  readonly authority: string;
  readonly scopes: readonly string[];
}

let known: Promise<SignInConfig | null> | undefined;

/** Null if users have to paste a token. Rejects if the service cannot be reached; then asks again the next time. */
export function signInConfig(): Promise<SignInConfig | null> {
  known ??= load().catch((error) => {
    known = undefined;
    throw error;
  });
  return known;
}

async function load(): Promise<SignInConfig | null> {
  const response = await fetch(new URL('explorer-config', document.baseURI), { credentials: 'omit' });
  if (!response.ok) throw new Error(`The service answered with status ${response.status}.`);
  const { clientId, authority, scopes = [] } = (await response.json()) as Partial<SignInConfig>;
  return clientId === undefined || authority === undefined ? null : { clientId, authority, scopes };
}
