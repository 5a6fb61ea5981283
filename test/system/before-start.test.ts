/** What `scripts/before-start.mjs` does, which `npm start` runs first. */

import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { scratchFolder } from '../support/files/scratch.js';

const SCRIPT = fileURLToPath(new URL('../../scripts/before-start.mjs', import.meta.url));

function beforeStart(folder: string): Promise<{ readonly code: number; readonly stderr: string }> {
  mkdirSync(join(folder, 'scripts'));
  cpSync(SCRIPT, join(folder, 'scripts/before-start.mjs'));
  return new Promise((resolve) => {
    execFile(process.execPath, [join(folder, 'scripts/before-start.mjs')], (fault, _stdout, stderr) =>
      resolve({ code: Number(fault?.code ?? 0), stderr }),
    );
  });
}

test('what has been built is started as it is', async () => {
  const folder = scratchFolder();
  mkdirSync(join(folder, 'dist'));
  writeFileSync(join(folder, 'dist/main.js'), '');
  expect(await beforeStart(folder)).toEqual({ code: 0, stderr: '' });
});

test('where nothing has been built, it says what to run', async () => {
  const { code, stderr } = await beforeStart(scratchFolder());
  expect(code).toBe(1);
  expect(stderr).toMatch(/^The service has not been built, .*\nRun "npm ci && npm run build"/);
});
