/** A certificate authority of the tests' own, and the certificates and keys that it signs, made by openssl. */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Certificate {
  readonly key: string;
  readonly certificate: string;
}

export interface Authority {
  /** PEM file of the authority's certificate, for NODE_EXTRA_CA_CERTS. */
  readonly file: string;
  readonly certificate: string;
  /** A server certificate for 127.0.0.1 and localhost. */
  issueForLoopback(): Certificate;
}

/** Makes an authority whose files are in `folder`. */
export function certificateAuthority(folder: string): Authority {
  const [key, file] = [join(folder, 'ca-key.pem'), join(folder, 'ca.pem')];
  openssl('req', '-x509', ...newKey(key), '-out', file, '-days', '2', '-subj', '/CN=Test authority');
  return {
    file,
    certificate: readFileSync(file, 'utf8'),
    issueForLoopback: () => {
      const [own, request, signed, names] = ['key', 'csr', 'crt', 'ext'].map((end) => join(folder, `server.${end}`));
      openssl('req', '-new', ...newKey(`${own}`), '-out', `${request}`, '-subj', '/CN=127.0.0.1');
      writeFileSync(`${names}`, 'subjectAltName=IP:127.0.0.1,DNS:localhost\n');
      const by = ['-CA', file, '-CAkey', key, '-CAcreateserial', '-days', '2', '-extfile', `${names}`];
      openssl('x509', '-req', '-in', `${request}`, '-out', `${signed}`, ...by);
      return { key: readFileSync(`${own}`, 'utf8'), certificate: readFileSync(`${signed}`, 'utf8') };
    },
  };
}

/** A self-signed certificate of an application, such as one uploads to an app registration. */
export function applicationCertificate(folder: string, days = 90): Certificate {
  const [key, file] = [join(folder, 'app-key.pem'), join(folder, 'app.pem')];
  openssl('req', '-x509', ...newRsaKey(key), '-out', file, '-days', String(days), '-subj', '/CN=connector');
  return { key: readFileSync(key, 'utf8'), certificate: readFileSync(file, 'utf8') };
}

function newKey(file: string): string[] {
  return ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', file];
}

/** Takes half a second, but Microsoft Entra ID takes no other kind. */
function newRsaKey(file: string): string[] {
  return ['-newkey', 'rsa:2048', '-nodes', '-keyout', file];
}

function openssl(...args: readonly string[]): void {
  execFileSync('openssl', args, { stdio: ['ignore', 'ignore', 'pipe'] });
}
