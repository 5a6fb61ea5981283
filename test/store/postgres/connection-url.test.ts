/** What a `DATABASE_URL` of PostgreSQL may say, and that no refusal repeats a password. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readConnectionUrl } from '../../../src/store/postgres/connections/connection-url.js';
import { scratchFolder } from '../../support/files/scratch.js';

test('address, user and password are read, and TLS is verified unless the server is on this machine', () => {
  const { address } = readConnectionUrl('postgres://some%20body:p%40ss@db.example.com:6000/settings');
  expect(address).toEqual({
    host: 'db.example.com',
    port: 6000,
    user: 'some body',
    password: 'p@ss',
    database: 'settings',
    ssl: { rejectUnauthorized: true },
  });
  for (const url of ['postgresql://127.0.0.1/a', 'postgres://[::1]/a', 'postgres://me@/a?host=/run/postgresql']) {
    expect(readConnectionUrl(url).address).toMatchObject({
      ssl: false,
      port: 5432,
      password: undefined,
      database: 'a',
    });
  }
});

test('the password and the root certificate can be files', () => {
  const folder = scratchFolder();
  writeFileSync(join(folder, 'password'), 'secret\n');
  writeFileSync(join(folder, 'root.crt'), 'certificate');
  const url = `postgres://me@db/a?passwordfile=${folder}/password&sslrootcert=${folder}/root.crt&sslmode=verify-full`;
  const { address } = readConnectionUrl(url);
  expect(address).toMatchObject({ password: 'secret', ssl: { ca: 'certificate' } });
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
  ['an unknown way to group', 'postgres://me:secret@db/a?batches=all', 'Use mixed or tenant'],
])('%s is refused', (_, url, told) => {
  expect(() => readConnectionUrl(url)).toThrow(told);
  expect(() => readConnectionUrl(url)).not.toThrow('me:secret');
});
