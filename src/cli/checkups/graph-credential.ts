/** Checks the files of credentials for Microsoft Graph. Asks nobody, and prints nothing of what is in them. */
import type { GraphCredential } from '../../config/graph.js';
import { certificateFromPem, readCredentialFile } from '../../connector/client/token/credential-file.js';
import { TokenFailure } from '../../connector/client/token/token-failure.js';
import type { Finding } from './finding.js';

const about = 'graph';
const DAY_MS = 86_400_000;
/** Time to get a new certificate and to upload it. */
const WARNED_DAYS = 30;
const VARIABLES = {
  secret: 'GRAPH_CLIENT_SECRET_FILE',
  certificate: 'GRAPH_CERTIFICATE_FILE',
  'federated token': 'GRAPH_FEDERATED_TOKEN_FILE',
} as const;

export async function checkCredential(credential: GraphCredential, now: number): Promise<Finding> {
  // A managed identity has no file: the platform answers when a token is asked for.
  if (credential.kind === 'managed identity') {
    return { state: 'ok', about, text: `The credential is ${named(credential.identity)}.` };
  }
  const { kind, file } = credential;
  try {
    const content = await readCredentialFile(file, VARIABLES[kind]);
    if (kind === 'certificate') return lifeOf(certificateFromPem(content).expiresAt, file, now);
    return { state: 'ok', about, text: `The ${kind === 'secret' ? 'client secret' : kind} in ${file} can be read.` };
  } catch (error) {
    if (!(error instanceof TokenFailure)) throw error;
    return { state: 'fault', about, text: `${error.message} It is ${file}.` };
  }
}

function lifeOf(expiresAt: number, file: string, now: number): Finding {
  const days = Math.floor((expiresAt - now) / DAY_MS);
  const end = Number.isFinite(expiresAt) ? new Date(expiresAt).toISOString() : 'an unknown time';
  const replace =
    'Make a new one, upload it to the app registration, and replace the file: it is read again by itself.';
  if (expiresAt <= now)
    return { state: 'fault', about, text: `The certificate in ${file} expired at ${end}. ${replace}` };
  const text = `The certificate in ${file} is valid until ${end}, for ${days} more ${days === 1 ? 'day' : 'days'}.`;
  return days < WARNED_DAYS ? { state: 'note', about, text: `${text} ${replace}` } : { state: 'ok', about, text };
}

function named(identity: string | null): string {
  return identity === null ? "the system's managed identity" : `the managed identity ${identity}`;
}
