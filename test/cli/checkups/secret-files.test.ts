/** Which files with a secret `doctor` and `checkpoint` warn of, by their permissions and where they are. */
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkSecretFiles, readableByAll } from '../../../src/cli/checkups/secret-files.js';
import { readConfig } from '../../../src/config.js';
import { scratchFolder } from '../../support/files/scratch.js';

/** A file in a folder that others may enter. */
function secret(mode: number): string {
  const folder = scratchFolder();
  chmodSync(folder, 0o755);
  const file = join(folder, 'secret');
  writeFileSync(file, 'file:a.sqlite');
  chmodSync(file, mode);
  return file;
}

test('a secret that everybody can read is named with what to run, and a group may read it', () => {
  const open = secret(0o644);
  expect(readableByAll(open)).toBe(
    `Every user of this machine can read the secret in ${open}. Run "chmod o= ${open}".`,
  );
  for (const mode of [0o400, 0o440, 0o600, 0o640]) expect(readableByAll(secret(mode))).toBeNull();
  expect(readableByAll(join(scratchFolder(), 'missing'))).toBeNull();
});

test('a folder that others may not enter protects what is in it', () => {
  const file = secret(0o644);
  chmodSync(join(file, '..'), 0o700);
  expect(readableByAll(file)).toBeNull();
});

test('a volume of Kubernetes, where each secret is a link to a file with mode 0644, is no reason', () => {
  const folder = join(secret(0o600), '..');
  mkdirSync(join(folder, '..2026_11_27_09_30_00.1'), { mode: 0o755 });
  writeFileSync(join(folder, '..2026_11_27_09_30_00.1', 'key'), '', { mode: 0o644 });
  symlinkSync('..2026_11_27_09_30_00.1', join(folder, '..data'));
  symlinkSync('..data/key', join(folder, 'key'));
  expect(readableByAll(join(folder, 'key'))).toBeNull();
});

test('doctor looks at every file with a secret that the configuration names, also for single tenants', () => {
  const url = secret(0o644);
  const key = secret(0o644);
  const graph = secret(0o644);
  const ofTenant = secret(0o644);
  const connections = secret(0o644);
  const tenant = `{ mode: observe, clientSecretFile: ${ofTenant} }`;
  writeFileSync(connections, `tenants:\n  11111111-2222-4333-8444-555555555555: ${tenant}\n`);
  const config = readConfig({
    DATABASE_URL_FILE: url,
    TLS_CERT_FILE: key,
    TLS_KEY_FILE: key,
    GRAPH_MODE: 'observe',
    GRAPH_TENANTS: '*',
    GRAPH_CLIENT_ID: '99999999-8888-4777-8666-555555555555',
    GRAPH_CLIENT_SECRET_FILE: graph,
    GRAPH_CONNECTIONS_FILE: connections,
  });
  expect(checkSecretFiles(config)).toEqual(
    [url, key, graph, ofTenant].map((file) => ({ state: 'note', about: 'secrets', text: readableByAll(file) })),
  );
});
