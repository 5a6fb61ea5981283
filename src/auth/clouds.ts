/** The token issuers of Microsoft's clouds, the addresses of their keys and where users sign in. Fetches nothing. */

/** An issuer's `iss` claim (with `{tenantid}` for the tenant) and the URL of its key set. */
export interface CloudIssuer {
  readonly issuer: string;
  readonly jwksUri: string;
}

/** The login page of each cloud. */
const LOGINS = {
  global: 'https://login.microsoftonline.com',
  usgov: 'https://login.microsoftonline.us',
  dod: 'https://login.microsoftonline.us',
  china: 'https://login.partner.microsoftonline.cn',
} as const;

const US_GOVERNMENT = issuersOf(LOGINS.usgov, 'https://sts.windows.net');

/** Each cloud issues tokens of versions 1.0 and 2.0. An API's registration decides which version it gets. */
export const CLOUD_ISSUERS = {
  global: issuersOf(LOGINS.global, 'https://sts.windows.net'),
  usgov: US_GOVERNMENT,
  dod: US_GOVERNMENT,
  china: issuersOf(LOGINS.china, 'https://sts.chinacloudapi.cn'),
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

/** Where the users of these tenants sign in. A registration for one tenant can be used at the address of that tenant only. */
export function authorityOf(cloud: keyof typeof LOGINS, tenants: ReadonlySet<string> | '*'): string {
  const [tenant, ...others] = tenants === '*' ? [] : tenants;
  return `${LOGINS[cloud]}/${tenant === undefined || others.length > 0 ? 'organizations' : tenant}`;
}

function issuersOf(authority: string, tokenService: string): readonly CloudIssuer[] {
  return [
    { issuer: `${authority}/{tenantid}/v2.0`, jwksUri: `${authority}/organizations/discovery/v2.0/keys` },
    // Version 1.0 has no discovery document for `{tenantid}`. Several clouds share its `iss`; only the keys differ.
    { issuer: `${tokenService}/{tenantid}/`, jwksUri: `${authority}/common/discovery/keys` },
  ];
}
