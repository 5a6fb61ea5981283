/** Checks the configuration and says what kind of service it describes. Reads only the files that it names. */
import { signInOf } from '../../app.js';
import type { Config } from '../../config.js';
import { trustedDocuments } from '../../graphql/execution/trusted-documents.js';
import type { CheckResult } from './finding.js';

export function checkConfiguration(config: Config): CheckResult<Config> {
  const { auth, host, port, trustedDocuments: trusted } = config;
  // Throws if the manifest has a fault.
  trustedDocuments(trusted.mode, trusted.manifestFile);
  const tokens =
    auth.mode === 'local'
      ? 'local mode, in which whoever can read the key beside the database can make tokens'
      : `tokens are for ${auth.audiences.join(', ')}`;
  const signIn = signInOf(config);
  const pages = signIn === null ? '' : ` The pages sign users in at ${signIn.authority}.`;
  const text = `The service listens on ${host}:${port}; ${tokens}.${pages}`;
  return { findings: [{ state: 'ok', about: 'configuration', text }], found: config };
}
