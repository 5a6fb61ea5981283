/**
 * `node scripts/smoke-test.mjs PROGRAM`: starts the program with the current Node.js, creates an object, stops the program,
 * starts it again and reads the object. Exits with 0 only if all of that worked. Needs no packages.
 */
import { strict as assert } from 'node:assert';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const [program] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'smoke-'));
const env = { ...process.env, PORT: '0', DATABASE_URL: `file:${folder}/smoke.sqlite` };
const id = 'cb6eed73-ed73-cb6e-73ed-6ecb73ed6ecb';

/** Starts the service, calls `use` with its address, and checks that it stops cleanly. */
async function withService(use) {
  const child = spawn(process.execPath, [program, 'serve'], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'close');
  try {
    for await (const line of createInterface(child.stdout)) {
      const [, url] = /Ready at (\S+)/.exec(line) ?? [];
      if (url === undefined) continue;
      await use(url);
      break;
    }
  } finally {
    child.kill('SIGTERM');
  }
  assert.deepEqual(await ended, [0, null], 'serve did not stop cleanly');
}

const token = execFileSync(process.execPath, [program, 'token'], { env, encoding: 'utf8' }).trim();

/** The data that the service answers; an answer with errors fails. */
async function ask(url, query) {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ query }) });
  const { data, errors } = await response.json();
  assert.equal(errors, undefined);
  return data;
}

try {
  await withService(async (url) => {
    const input = `{ id: "${id}", displayName: "Smoke", helpUrl: "https://example.com/", issuer: PUREBRED, notificationType: NONE }`;
    const created = await ask(url, `mutation { createDerivedCredentialSettings(input: ${input}) { change { kind } } }`);
    assert.deepEqual(created, { createDerivedCredentialSettings: { change: { kind: 'CREATED' } } });
  });
  await withService(async (url) => {
    const found = await ask(url, `{ derivedCredentialSettings(id: "${id}") { displayName version } }`);
    assert.deepEqual(found, { derivedCredentialSettings: { displayName: 'Smoke', version: 1 } });
  });
  process.stdout.write(`Works on Node.js ${process.version}.\n`);
} finally {
  rmSync(folder, { recursive: true });
}
