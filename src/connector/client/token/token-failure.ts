/**
 * Why there is no access token, in words for the operator. Contains codes and ids of Microsoft Entra ID only: the provider's
 * text and the request, which holds the secret, never get into a message.
 */

/** What failed: the credentials, the permission on the token, the token endpoint, or too many requests for tokens. */
export type TokenProblem = 'CREDENTIALS' | 'PERMISSION' | 'UNREACHABLE' | 'THROTTLED';

/** Where the credential comes from, as the operator configured it. */
export type CredentialKind = 'secret' | 'certificate' | 'federated token' | 'managed identity';

export interface TokenFailureFacts {
  /** OAuth's or the library's code, such as `invalid_client`; null if there is none. */
  readonly errorCode: string | null;
  /** The number of Microsoft Entra ID, such as `AADSTS7000222`; null if there is none. */
  readonly aadsts: string | null;
  /** For Microsoft's support. */
  readonly correlationId: string | null;
  readonly retryAfterMs: number | null;
}

const NO_FACTS: TokenFailureFacts = { errorCode: null, aadsts: null, correlationId: null, retryAfterMs: null };

/** Thrown if a token cannot be had. The message says what is wrong and which step mends it; it contains no secret. */
export class TokenFailure extends Error {
  override readonly name = 'TokenFailure';
  readonly problem: TokenProblem;
  readonly facts: TokenFailureFacts;

  constructor(problem: TokenProblem, message: string, facts: Partial<TokenFailureFacts> = {}) {
    super(message);
    this.problem = problem;
    this.facts = { ...NO_FACTS, ...facts };
  }
}

const NEW_SECRET =
  'Make a client secret in the app registration under "Certificates & secrets" and write its value (not its id) to the file of GRAPH_CLIENT_SECRET_FILE. It is read again without a restart.';
const UPLOAD_CERTIFICATE =
  'Upload the certificate of GRAPH_CERTIFICATE_FILE to the app registration under "Certificates & secrets".';
const ADD_FEDERATION =
  "Add a federated credential to the app registration whose issuer, subject and audience are exactly those of the platform's token.";
const CHECK_CLOCK = 'Compare the clock of this machine with a time server';

/** What an AADSTS number means, and the step that mends it. */
const MEANINGS: Readonly<Record<string, string>> = {
  '7000215': `The client secret is wrong. ${NEW_SECRET}`,
  '7000222': `The client secret has expired. ${NEW_SECRET}`,
  '7000218': 'The app registration expects another kind of credential. Set exactly one source of credentials.',
  '700016':
    'The tenant does not know this application. Let an administrator of the tenant consent to it, and compare GRAPH_CLIENT_ID with the "Application (client) ID" of the app registration.',
  '7000229':
    'The application has no service principal in this tenant. Let an administrator of the tenant consent to the application.',
  '7000112': 'The application is disabled in this tenant. Enable it under "Enterprise applications".',
  '90002':
    'There is no such tenant in this cloud. Check the tenant id in GRAPH_TENANTS, and GRAPH_CLOUD for a national cloud.',
  '900382': 'The tenant is in another cloud. Set GRAPH_CLOUD to the cloud of the tenant.',
  '500011': 'Microsoft Graph is not available in this tenant. Check GRAPH_CLOUD.',
  '700027': `The certificate is not registered for the application, or has expired. ${UPLOAD_CERTIFICATE}`,
  '700024': `The credential is outside its time of validity. ${CHECK_CLOCK}, and make sure that the platform renews the file of GRAPH_FEDERATED_TOKEN_FILE.`,
  '700021': `No federated credential of the application matches the platform's token. ${ADD_FEDERATION}`,
  '70021': `No federated credential of the application matches the platform's token. ${ADD_FEDERATION}`,
  '700211': `No federated credential of the application has the issuer of the platform's token. ${ADD_FEDERATION}`,
  '700212': `No federated credential of the application has the audience of the platform's token. ${ADD_FEDERATION}`,
  '700213': `No federated credential of the application has the subject of the platform's token. ${ADD_FEDERATION}`,
  '53003':
    'A Conditional Access policy for workload identities blocks the application. Exclude the application, or allow the address of this machine.',
};

const REFUSED: Readonly<Record<CredentialKind, string>> = {
  secret: `Microsoft Entra ID refused the client secret. ${NEW_SECRET}`,
  certificate: `Microsoft Entra ID refused the certificate. ${UPLOAD_CERTIFICATE}`,
  'federated token': `Microsoft Entra ID refused the federated token. ${ADD_FEDERATION}`,
  'managed identity':
    'The platform gave no token for the managed identity. Check that the identity is assigned to this machine, and GRAPH_MANAGED_IDENTITY.',
};

// AADSTS90033 and the others say that the service itself has a passing fault.
const TRANSIENT = new Set(['90033', '90024', '90036', '50058', '50196', '1000000']);

/** The failure for an answer of the token endpoint that names an error. */
export function refusedCredentials(kind: CredentialKind, facts: Partial<TokenFailureFacts>): TokenFailure {
  const number = facts.aadsts?.replace(/^AADSTS/, '') ?? '';
  if (TRANSIENT.has(number) || facts.errorCode === 'temporarily_unavailable')
    return unreachable('answered that it is temporarily unavailable', facts);
  const words = Object.hasOwn(MEANINGS, number) ? MEANINGS[number] : REFUSED[kind];
  return new TokenFailure('CREDENTIALS', `${words}${named(facts)}`, facts);
}

/** The failure if the token endpoint did not answer, or not with what a token endpoint answers. */
export function unreachable(what: string, facts: Partial<TokenFailureFacts> = {}): TokenFailure {
  const step = 'If this lasts, check name resolution, firewall and proxy between this machine and it.';
  return new TokenFailure('UNREACHABLE', `The token endpoint ${what}. ${step}${named(facts)}`, facts);
}

export function throttled(facts: Partial<TokenFailureFacts>): TokenFailure {
  const message = 'The token endpoint refuses further requests for a while. The connector waits and asks again.';
  return new TokenFailure('THROTTLED', `${message}${named(facts)}`, facts);
}

export function lacksPermission(roles: readonly string[], sufficient: readonly string[]): TokenFailure {
  const has = roles.length === 0 ? 'no application permission' : `only ${roles.slice(0, 9).join(', ')}`;
  const step =
    'Add it to the app registration as an application permission (not a delegated one), and let an administrator of the tenant grant consent. A managed identity gets it as an app role assignment.';
  return new TokenFailure(
    'PERMISSION',
    `The token carries ${has}, but Graph wants ${sufficient.join(' or ')}. ${step}`,
  );
}

/** Codes and ids to look for in the provider's logs. */
function named({ aadsts, errorCode, correlationId }: Partial<TokenFailureFacts>): string {
  const codes = [aadsts ?? errorCode, correlationId && `correlation id ${correlationId}`].filter(Boolean);
  return codes.length === 0 ? '' : ` (${codes.join(', ')})`;
}
