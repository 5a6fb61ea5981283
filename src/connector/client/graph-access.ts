/** Tokens and the client of Microsoft Graph, as configured for each tenant. Takes values and sends nothing by itself. */
import type { Telemetry } from '../../domain/telemetry.js';
import { type TokenSource, tokenSource } from './access-token.js';
import { GraphClient } from './graph-client.js';
import { GRAPH_CLOUDS } from './graph-clouds.js';
import type { CredentialSource } from './token/msal-application.js';

export interface GraphAccessSetup {
  readonly cloud: keyof typeof GRAPH_CLOUDS;
  /** Roots of Graph and of the token issuer; null for those of the cloud. */
  readonly url: string | null;
  readonly authority: string | null;
  /** Limit of each request to Graph, in milliseconds. */
  readonly timeoutMs: number;
  /** Null for a tenant that is not connected. */
  readonly connectionOf: (tenantId: string) => { readonly credential: CredentialSource } | null;
  readonly telemetry?: Telemetry | null;
  /** Instead of tokens from Microsoft Entra ID. */
  readonly tokens?: TokenSource;
}

export interface GraphAccess {
  /** The root of Graph. */
  readonly url: string;
  readonly tokens: TokenSource;
  readonly graph: GraphClient;
}

export function graphAccess(setup: GraphAccessSetup): GraphAccess {
  const url = setup.url ?? GRAPH_CLOUDS[setup.cloud].graph;
  const tokens = setup.tokens ?? tokensOf(setup);
  const { timeoutMs, telemetry = null } = setup;
  return { url, tokens, graph: new GraphClient({ url, tokens, timeoutMs, telemetry }) };
}

/** One source for each credential, since each keeps the tokens of its tenants. */
function tokensOf({ cloud, authority, connectionOf }: GraphAccessSetup): TokenSource {
  const { graph: resource, authority: ofCloud, exchangeAudience } = GRAPH_CLOUDS[cloud];
  const sources = new Map<string, TokenSource>();
  const sourceOf = (credential: CredentialSource): TokenSource => {
    const key = JSON.stringify(credential);
    const known = sources.get(key);
    if (known !== undefined) return known;
    const made = tokenSource(credential, { authority: authority ?? ofCloud, resource, exchangeAudience });
    sources.set(key, made);
    return made;
  };
  return {
    token: async (tenantId, options) => {
      const tenant = connectionOf(tenantId);
      if (tenant === null) throw new Error('The tenant is not connected.');
      return sourceOf(tenant.credential).token(tenantId, options);
    },
  };
}
