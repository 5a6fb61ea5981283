/**
 * The application of msal-node for one source of credentials. Kept as long as the credential stays the same, because tokens are
 * cached in it, one for each tenant. msal-node is imported at the first call: a start without the connector loads none of it.
 */
import type { AuthenticationResult, Configuration } from '@azure/msal-node';
import { certificateFromPem, readCredentialFile } from './credential-file.js';
import { TokenFailure } from './token-failure.js';
import { currentTokenCall, type Fetch, tokenHttp } from './token-http.js';

interface FileSource {
  readonly kind: 'secret' | 'certificate' | 'federated token';
  readonly clientId: string;
  /** Read again for each token that is not in the cache, so that a replaced file counts at once. */
  readonly file: string;
}

interface ManagedIdentitySource {
  readonly kind: 'managed identity';
  /** The identity's client id; null for the one that the system assigned. */
  readonly identity: string | null;
  /** The application that trusts the identity, for tokens of other tenants; null to use the identity's own tokens. */
  readonly clientId: string | null;
}

/** Where the credential comes from. */
export type CredentialSource = FileSource | ManagedIdentitySource;

export interface MsalOptions {
  /** Root of the token issuer, https. */
  readonly authority: string;
  /** The resource that tokens are for, such as `https://graph.microsoft.com`. */
  readonly resource: string;
  readonly exchangeAudience: string;
  readonly fetch: Fetch;
}

export interface TokenRequest {
  readonly tenantId: string;
  /** Passes over the cache. */
  readonly fresh: boolean;
}

/** Asks for a token. Rejects with errors of msal-node, or with a `TokenFailure`. */
export type AcquireToken = (request: TokenRequest) => Promise<AuthenticationResult | null>;

type ClientCredential = Pick<Configuration['auth'], 'clientSecret' | 'clientCertificate' | 'clientAssertion'>;

export function msalApplication(source: CredentialSource, options: MsalOptions): AcquireToken {
  if (source.kind === 'managed identity') return withManagedIdentity(source, options);
  const { kind, clientId, file } = source;
  if (kind !== 'federated token') return withFile(clientId, options, () => credentialIn(kind, file));
  return withAssertion(clientId, options, () => readCredentialFile(file, 'GRAPH_FEDERATED_TOKEN_FILE'));
}

function withManagedIdentity({ identity, clientId }: ManagedIdentitySource, options: MsalOptions): AcquireToken {
  const application = once(async () => {
    const { ManagedIdentityApplication } = await import('@azure/msal-node');
    return new ManagedIdentityApplication({
      ...(identity !== null && { managedIdentityIdParams: { userAssignedClientId: identity } }),
      system: { networkClient: tokenHttp(options.fetch), disableInternalRetries: true },
    });
  });
  const acquire = async (resource: string, forceRefresh: boolean) =>
    (await application()).acquireToken({ resource, forceRefresh });
  if (clientId === null) return ({ fresh }) => acquire(options.resource, fresh);
  // msal-node caches the identity's token, which proves to Microsoft Entra ID that the request comes from the application.
  return withAssertion(clientId, options, async () => (await acquire(options.exchangeAudience, false)).accessToken);
}

/** Calls `assert` for each request for a token: the platform replaces a federated token every hour or so. */
function withAssertion(clientId: string, options: MsalOptions, assert: () => Promise<string>): AcquireToken {
  const clientAssertion = async () => {
    try {
      return await assert();
    } catch (error) {
      const call = currentTokenCall.getStore();
      if (call !== undefined && error instanceof TokenFailure) call.failure = error;
      throw error;
    }
  };
  const application = once(() => confidentialClient(clientId, options, { clientAssertion }));
  return async (request) => (await application())(request);
}

/** What a file holds: its text, to notice a change, and the credential made from it. */
interface HeldCredential {
  readonly text: string;
  readonly credential: () => ClientCredential;
}

/** Makes a new application if the file has changed. Uses the previous content as long as the file cannot be read. */
function withFile(clientId: string, options: MsalOptions, read: () => Promise<HeldCredential>): AcquireToken {
  let current: { readonly text: string; readonly application: Promise<AcquireToken> } | undefined;
  return async (request) => {
    const held = await read().catch((error: unknown) => {
      if (current === undefined) throw error;
      return null;
    });
    if (held !== null && held.text !== current?.text) {
      current = { text: held.text, application: confidentialClient(clientId, options, held.credential()) };
    }
    if (current === undefined) throw new TokenFailure('CREDENTIALS', 'There is no credential.');
    return (await current.application)(request);
  };
}

async function credentialIn(kind: 'secret' | 'certificate', file: string): Promise<HeldCredential> {
  if (kind === 'secret') {
    const text = await readCredentialFile(file, 'GRAPH_CLIENT_SECRET_FILE');
    return { text, credential: () => ({ clientSecret: text }) };
  }
  const text = await readCredentialFile(file, 'GRAPH_CERTIFICATE_FILE');
  const credential = () => {
    const { thumbprintSha256, privateKey } = certificateFromPem(text);
    return { clientCertificate: { thumbprintSha256, privateKey } };
  };
  return { text, credential };
}

async function confidentialClient(
  clientId: string,
  { authority, resource, fetch }: MsalOptions,
  credential: ClientCredential,
): Promise<AcquireToken> {
  const { ConfidentialClientApplication } = await import('@azure/msal-node');
  const application = new ConfidentialClientApplication({
    // Without knownAuthorities, msal-node asks login.microsoftonline.com about an authority that it does not know.
    auth: {
      clientId,
      authority: `${authority}/organizations`,
      knownAuthorities: [new URL(authority).host],
      ...credential,
    },
    system: { networkClient: tokenHttp(fetch) },
  });
  return ({ tenantId, fresh }) =>
    application.acquireTokenByClientCredential({
      scopes: [`${resource}/.default`],
      authority: `${authority}/${tenantId}`,
      skipCache: fresh,
    });
}

/** Calls `make` at the first call; again if it failed. */
function once<Value>(make: () => Promise<Value>): () => Promise<Value> {
  let made: Promise<Value> | undefined;
  return () => {
    made ??= make().catch((error: unknown) => {
      made = undefined;
      throw error;
    });
    return made;
  };
}
