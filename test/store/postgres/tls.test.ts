/** TLS to a real server: only one whose certificate is of the trusted authority and of the host's name, and messages without secrets. */
import { chownSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStore as open } from '../../../src/store/open.js';
import { certificateAuthority } from '../../support/connector/certificates.js';
import { commit, creation, uuid } from '../../support/domain/changes.js';
import { scratchFolder } from '../../support/files/scratch.js';
import { freePorts } from '../../support/http/free-ports.js';
import { start as startProgram } from '../../support/service/built-program.js';
import { openStore } from '../../support/store/open-store.js';
import { type Cluster, remove, sql, start, startCluster, stop } from '../../support/store/postgres-cluster.js';

const PASSWORD = 's3cret-of-the-database';
let cluster: Cluster;
let port: number;
let rootFile: string;

beforeAll(async () => {
  cluster = startCluster();
  port = await freePorts();
  const { file, issueForLoopback } = certificateAuthority(cluster.folder);
  rootFile = file;
  const { key, certificate } = issueForLoopback();
  const data = join(cluster.folder, 'data');
  const { uid, gid } = statSync(data);
  for (const [name, text] of [
    ['server.crt', certificate],
    ['server.key', key],
    ['pg_hba.conf', 'local all all trust\nhostssl all all 127.0.0.0/8 scram-sha-256\n'],
  ] as const) {
    writeFileSync(join(data, name), text, { mode: 0o600 });
    chownSync(join(data, name), uid, gid);
  }
  sql(cluster, `ALTER USER postgres PASSWORD '${PASSWORD}'`);
  for (const setting of ['ssl = on', `port = ${port}`, `listen_addresses = '127.0.0.1,127.0.0.2'`]) {
    sql(cluster, `ALTER SYSTEM SET ${setting}`);
  }
  stop(cluster);
  start(cluster);
}, 60_000);
afterAll(() => remove(cluster));

/** The root certificate is that of the server's authority, unless another file is named. */
function urlOf(host: string, file = rootFile, password = PASSWORD): string {
  const root = file === '' ? '' : `&sslrootcert=${encodeURIComponent(file)}`;
  return `postgres://postgres:${password}@${host}:${port}/postgres?sslmode=verify-full${root}`;
}

test.each(['127.0.0.1', 'localhost'])('a certificate of the authority for %s is accepted', async (host) => {
  const store = await openStore(urlOf(host));
  await commit(store, creation(uuid(Number(host === 'localhost'))));
  expect(await store.check()).toBeNull();
});

test('the root certificate and the password can be files', async () => {
  const passwordFile = join(scratchFolder(), 'password');
  writeFileSync(passwordFile, `${PASSWORD}\n`);
  const url = urlOf('localhost').replace(`:${PASSWORD}@`, '@');
  const store = await openStore(`${url}&passwordfile=${encodeURIComponent(passwordFile)}`);
  expect(await store.check()).toBeNull();
});

const TLS_FAILED = 'The TLS connection of DATABASE_URL failed. Check sslrootcert and the name of the host.';

test.each([
  ['another authority', () => urlOf('localhost', certificateAuthority(scratchFolder()).file), TLS_FAILED],
  ['no authority that is known', () => urlOf('localhost', ''), TLS_FAILED],
  ['a host of another name', () => urlOf('127.0.0.2'), TLS_FAILED],
  [
    'a wrong password',
    () => urlOf('localhost', rootFile, 'wrong-s3cret'),
    'The server refused the user or the password',
  ],
  [
    'no TLS',
    () => urlOf('localhost').replace(/sslmode.*/, 'sslmode=disable'),
    'The server refused the user or the password',
  ],
])('%s is refused at once, and no message holds the password', async (_name, url, told) => {
  const began = performance.now();
  const error: Error = await open(url(), () => {}).then(
    () => new Error('It was accepted.'),
    (each) => each,
  );
  expect(error.message).toContain(told);
  expect(performance.now() - began).toBeLessThan(5000);
  const ended = await startProgram(['serve'], {
    DATABASE_URL: url(),
    PORT: '0',
    LOG_LEVEL: 'trace',
    LOCAL_KEY_FILE: join(scratchFolder(), 'key.json'),
  }).ended;
  expect([ended.code, ended.stderr]).toEqual([78, expect.stringContaining(told)]);
  const doctor = await startProgram(['doctor'], { DATABASE_URL: url() }).ended;
  expect(doctor.stdout).toContain(told);
  expect(`${error.stack}${ended.stderr}${ended.stdout}${doctor.stdout}${doctor.stderr}`).not.toMatch(/s3cret/);
});
