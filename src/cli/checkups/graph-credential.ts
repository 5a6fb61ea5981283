/** Checks the files of credentials for Microsoft Graph. Asks nobody, and prints nothing of what is in them. */
import type { GraphCredential } from '../../config/graph.js';
import { certificateFromPem, readCredentialFile } from '../../connector/client/token/credential-file.js';
import { TokenFailure } from '../../connector/client/token/token-failure.js';
import { certificateLife } from './certificate-life.js';
import type { Finding } from './finding.js';

const about = 'graph';
const REPLACE = 'Make a new one, upload it to the app registration, and replace the file: it is read again by itself.';
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
    if (kind === 'certificate') {
      const { expiresAt } = certificateFromPem(content);
      return certificateLife(about, { file, expiresAt, replace: REPLACE }, now);
    }
    return { state: 'ok', about, text: `The ${kind === 'secret' ? 'client secret' : kind} in ${file} can be read.` };
  } catch (error) {
    if (!(error instanceof TokenFailure)) throw error;
    return { state: 'fault', about, text: `${error.message} It is ${file}.` };
  }
}

function named(identity: string | null): string {
  return identity === null ? "the system's managed identity" : `the managed identity ${identity}`;
}
