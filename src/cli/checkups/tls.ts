/** Checks the certificate with which the service speaks TLS itself. */
import type { Config } from '../../config.js';
import { readCertificate } from '../../http/certificate.js';
import { certificateLife } from './certificate-life.js';
import type { CheckResult } from './finding.js';

const REPLACE = 'Get a new one and replace both files: they are read again by themselves.';

/** No finding without TLS. Throws a `SetupError` if the files cannot be used. */
export async function checkTls(tls: Config['tls'], now: number): Promise<CheckResult<null>> {
  if (tls === null) return { findings: [], found: null };
  const { expiresAt } = await readCertificate(tls);
  const life = certificateLife('TLS', { file: tls.certFile, expiresAt, replace: REPLACE }, now);
  return { findings: [life], found: null };
}
