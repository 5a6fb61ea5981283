/** Microsoft's clouds: whose tokens each of them issues, and where the keys are. Facts only. */

/** An issuer's `iss` claim and the address of its keys. */
export interface CloudIssuer {
  readonly issuer: string;
  readonly jwksUri: string;
}

const US_GOVERNMENT = issuersOf('https://login.microsoftonline.us', 'https://sts.windows.net');

/** Each cloud issues tokens of two versions; which one an API gets is a property of its registration. */
export const CLOUD_ISSUERS = {
  global: issuersOf('https://login.microsoftonline.com', 'https://sts.windows.net'),
  usgov: US_GOVERNMENT,
  dod: US_GOVERNMENT,
  china: issuersOf('https://login.partner.microsoftonline.cn', 'https://sts.chinacloudapi.cn'),
} as const;

// By the host of an issuer's name, whichever tenant stands behind it.
const TOKEN_VERSIONS: ReadonlyMap<string, string> = new Map(
  Object.values(CLOUD_ISSUERS)
    .flat()
    .map(({ issuer }) => [new URL(issuer).host, issuer.endsWith('/v2.0') ? '2.0' : '1.0']),
);

/** The `ver` claim of every token that an issuer of Microsoft's has issued; null for any other issuer. */
export function tokenVersionOf(issuer: string): string | null {
  return URL.canParse(issuer) ? (TOKEN_VERSIONS.get(new URL(issuer).host) ?? null) : null;
}

function issuersOf(authority: string, tokenService: string): readonly CloudIssuer[] {
  return [
    { issuer: `${authority}/{tenantid}/v2.0`, jwksUri: `${authority}/organizations/discovery/v2.0/keys` },
    // Version 1 has no discovery document for its template, and its name is shared by clouds: the keys tell them apart.
    { issuer: `${tokenService}/{tenantid}/`, jwksUri: `${authority}/common/discovery/keys` },
  ];
}
