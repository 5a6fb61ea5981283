/** Addresses of Microsoft Graph and Microsoft Entra ID in each of Microsoft's clouds. Constants only. */

export interface GraphCloud {
  /** Root of Graph, and the resource that tokens are for. */
  readonly graph: string;
  /** Root of the token issuer. */
  readonly authority: string;
  /** Audience of a managed identity's token that is exchanged for an application's token. */
  readonly exchangeAudience: string;
}

const US_GOVERNMENT = {
  authority: 'https://login.microsoftonline.us',
  exchangeAudience: 'api://AzureADTokenExchangeUSGov',
};

export const GRAPH_CLOUDS = {
  global: {
    graph: 'https://graph.microsoft.com',
    authority: 'https://login.microsoftonline.com',
    exchangeAudience: 'api://AzureADTokenExchange',
  },
  usgov: { graph: 'https://graph.microsoft.us', ...US_GOVERNMENT },
  dod: { graph: 'https://dod-graph.microsoft.us', ...US_GOVERNMENT },
  china: {
    graph: 'https://microsoftgraph.chinacloudapi.cn',
    authority: 'https://login.partner.microsoftonline.cn',
    exchangeAudience: 'api://AzureADTokenExchangeChina',
  },
} as const satisfies Record<string, GraphCloud>;
