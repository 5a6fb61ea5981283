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

function issuersOf(authority: string, tokenService: string): readonly CloudIssuer[] {
  return [
    { issuer: `${authority}/{tenantid}/v2.0`, jwksUri: `${authority}/organizations/discovery/v2.0/keys` },
    // Version 1 has no discovery document for its template, and its name is shared by clouds: the keys tell them apart.
    { issuer: `${tokenService}/{tenantid}/`, jwksUri: `${authority}/common/discovery/keys` },
  ];
}
