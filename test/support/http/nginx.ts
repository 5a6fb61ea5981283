/** Runs nginx with examples/nginx.conf: it terminates TLS in front of a service, with a certificate created here. */
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { scratchFolder } from '../files/scratch.js';

const SITE = readFileSync(fileURLToPath(new URL('../../../examples/nginx.conf', import.meta.url)), 'utf8');
const FOLDERS = [...(process.env['PATH'] ?? '').split(':'), '/usr/sbin'];

/** The placeholders of the site's configuration. */
export interface SiteValues {
  readonly PUBLIC_HOST: string;
  readonly HTTPS_PORT: string;
  readonly SERVICE_ADDRESS: string;
  readonly CERTIFICATE: string;
  readonly CERTIFICATE_KEY: string;
}

/** A self-signed certificate for these hosts, in files that are deleted when the test ends. */
export function certificateFor(hosts: readonly string[]): Pick<SiteValues, 'CERTIFICATE' | 'CERTIFICATE_KEY'> {
  const folder = scratchFolder();
  const files = { CERTIFICATE: join(folder, 'certificate.pem'), CERTIFICATE_KEY: join(folder, 'key.pem') };
  const names = hosts.map((host) => `DNS:${host}`).join(',');
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', files.CERTIFICATE_KEY];
  const subject = ['-subj', `/CN=${hosts[0]}`, '-addext', `subjectAltName=${names}`, '-days', '1'];
  execFileSync('openssl', ['req', '-x509', ...key, ...subject, '-out', files.CERTIFICATE], { stdio: 'pipe' });
  return files;
}

/** Starts nginx and waits until it listens; stopped when the test ends. */
export async function startNginx(values: SiteValues): Promise<void> {
  const program = FOLDERS.map((folder) => join(folder, 'nginx')).find((path) => existsSync(path));
  if (program === undefined) throw new Error('There is no nginx here. Install the package nginx-light.');
  const folder = scratchFolder();
  writeFileSync(join(folder, 'site.conf'), filledIn(SITE, values));
  writeFileSync(join(folder, 'nginx.conf'), mainConfiguration(folder));
  const child = spawn(program, ['-p', folder, '-c', join(folder, 'nginx.conf'), '-e', 'stderr'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  onTestFinished(async () => {
    child.kill('SIGTERM');
    await ended;
  });
  await new Promise<void>((resolve, reject) => {
    let seen = '';
    child.once('error', reject);
    child.stderr.on('data', (chunk) => {
      seen += chunk;
      // Printed once all its sockets are open.
      if (seen.includes('event method')) resolve();
    });
    ended.then(() => reject(new Error(`nginx ended: ${seen}`)), reject);
  });
}

function filledIn(site: string, values: SiteValues): string {
  const text = Object.entries(values).reduce((some, [name, value]) => some.replaceAll(`\${${name}}`, value), site);
  const left = /\$\{\w+\}/.exec(text)?.[0];
  if (left !== undefined) throw new Error(`examples/nginx.conf wants ${left}, which nothing fills in.`);
  return text;
}

/** The main configuration: one process in the foreground, with all its files in `folder`. */
function mainConfiguration(folder: string): string {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (kind) => `${kind}_temp_path ${folder}/${kind};`,
  );
  return `daemon off; master_process off; pid ${folder}/nginx.pid; error_log stderr notice;
events {}
http { ${temporary.join(' ')} include ${folder}/site.conf; }
`;
}
