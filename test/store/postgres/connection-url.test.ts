/** What a `DATABASE_URL` of PostgreSQL may say, and that no refusal repeats a password. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readConnectionUrl, readReplicaUrl } from '../../../src/store/postgres/connections/connection-url.js';
import { scratchFolder } from '../../support/files/scratch.js';

test('address, user and password are read, and TLS is verified unless the server is on this machine', () => {
  const { hosts, access } = readConnectionUrl('postgres://some%20body:p%40ss@db.example.com:6000/settings');
  expect(hosts).toEqual([{ host: 'db.example.com', port: 6000 }]);
  expect(access).toEqual({
    user: 'some body',
    password: 'p@ss',
    database: 'settings',
    ssl: { rejectUnauthorized: true },
  });
  for (const url of ['postgresql://127.0.0.1/a', 'postgres://[::1]/a', 'postgres://me@/a?host=/run/postgresql']) {
    const { hosts, access } = readConnectionUrl(url);
    expect(hosts).toMatchObject([{ port: 5432 }]);
    expect(access).toMatchObject({ ssl: false, password: undefined, database: 'a' });
  }
});

test('several hosts can be given as libpq takes them, and TLS is verified unless all are on this machine', () => {
  const three = readConnectionUrl('postgres://me@one:6000,two,[::1]:7000/a');
  expect(three.hosts).toEqual([
    { host: 'one', port: 6000 },
    { host: 'two', port: 5432 },
    { host: '::1', port: 7000 },
  ]);
  expect(three.access.ssl).toEqual({ rejectUnauthorized: true });
  const { hosts, access } = readConnectionUrl('postgres://me@/a?host=/run/one,/run/two');
  expect(hosts).toEqual([
    { host: '/run/one', port: 5432 },
    { host: '/run/two', port: 5432 },
  ]);
  expect(access.ssl).toBe(false);
});

test('the password and the root certificate can be files', () => {
  const folder = scratchFolder();
  writeFileSync(join(folder, 'password'), 'secret\n');
  writeFileSync(join(folder, 'root.crt'), 'certificate');
  const url = `postgres://me@db/a?passwordfile=${folder}/password&sslrootcert=${folder}/root.crt&sslmode=verify-full`;
  const { access } = readConnectionUrl(url);
  expect(access).toMatchObject({ password: 'secret', ssl: { ca: 'certificate' } });
});

test.each([
  ['no URL', 'postgres://me:secret@[x', 'is not a URL of PostgreSQL'],
  [
    'a weaker TLS',
    'postgres://me:secret@db/a?sslmode=require',
    'sslmode=require, which does not prove who the server is',
  ],
  ['no TLS over a network', 'postgres://me:secret@db/a?sslmode=disable', 'sslmode=disable'],
  ['an unknown parameter', 'postgres://me:secret@db/a?schema=x', 'has the parameter schema'],
  ['two passwords', 'postgres://me:secret@db/a?passwordfile=/x', 'Keep one'],
  ['a file that is missing', 'postgres://me@db/a?passwordfile=/missing/secret', '/missing/secret'],
  ['too many connections', 'postgres://me:secret@db/a?writers=500', 'from 1 to 64'],
  ['a port that is none', 'postgres://me:secret@one,two:70000/a', 'has the port 70000'],
  ['an unknown way to group', 'postgres://me:secret@db/a?batches=all', 'Use mixed or tenant'],
])('%s is refused', (_, url, told) => {
  expect(() => readConnectionUrl(url)).toThrow(told);
  expect(() => readConnectionUrl(url)).not.toThrow('me:secret');
});

test('the URL of a replica says nothing about commits, and its refusals name its variable', () => {
  const { hosts, readers } = readReplicaUrl('postgres://me@one,two:6000/a?readers=8');
  expect([hosts.map(({ host }) => host), readers]).toEqual([['one', 'two'], 8]);
  for (const parameter of ['writers=2', 'batches=mixed']) {
    const [name] = parameter.split('=');
    expect(() => readReplicaUrl(`postgres://me@db/a?${parameter}`)).toThrow(
      `DATABASE_READ_URL has the parameter ${name}. The known ones are`,
    );
  }
  expect(() => readReplicaUrl('postgres://me:secret@db/a?passwordfile=/missing')).toThrow(
    'DATABASE_READ_URL has a password and a passwordfile. Keep one.',
  );
});
