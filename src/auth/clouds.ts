/** The token issuers of Microsoft's clouds and the addresses of their keys. Constants only: fetches nothing. */

/** An issuer's `iss` claim (with `{tenantid}` for the tenant) and the URL of its key set. */
export interface CloudIssuer {
  readonly issuer: string;
  readonly jwksUri: string;
}

const US_GOVERNMENT = issuersOf('https://login.microsoftonline.us', 'https://sts.windows.net');

/** Each cloud issues tokens of versions 1.0 and 2.0. An API's registration decides which version it gets. */
export const CLOUD_ISSUERS = {
  global: issuersOf('https://login.microsoftonline.com', 'https://sts.windows.net'),
  usgov: US_GOVERNMENT,
  dod: US_GOVERNMENT,
  china: issuersOf('https://login.partner.microsoftonline.cn', 'https://sts.chinacloudapi.cn'),
} as const;

// Keyed by the host of the issuer URL, which is the same for every tenant.
const TOKEN_VERSIONS: ReadonlyMap<string, string> = new Map(
  Object.values(CLOUD_ISSUERS)
    .flat()
    .map(({ issuer }) => [new URL(issuer).host, issuer.endsWith('/v2.0') ? '2.0' : '1.0']),
);

/** The `ver` claim that every token of a Microsoft issuer carries; null for any other issuer. */
export function tokenVersionOf(issuer: string): string | null {
  return URL.canParse(issuer) ? (TOKEN_VERSIONS.get(new URL(issuer).host) ?? null) : null;
}

function issuersOf(authority: string, tokenService: string): readonly CloudIssuer[] {
  return [
    { issuer: `${authority}/{tenantid}/v2.0`, jwksUri: `${authority}/organizations/discovery/v2.0/keys` },
    // Version 1.0 has no discovery document for `{tenantid}`. Several clouds share its `iss`; only the keys differ.
    { issuer: `${tokenService}/{tenantid}/`, jwksUri: `${authority}/common/discovery/keys` },
  ];
}
