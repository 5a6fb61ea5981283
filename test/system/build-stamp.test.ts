/** The program knows the commit and time of its build, which are the same for each build of a commit. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { buildStamp } from '../../scripts/build-stamp.js';
import { scratchFolder } from '../support/files/scratch.js';
import { start } from '../support/service/built-program.js';
import { startService } from '../support/service/started-service.js';

const MADE_AT = '2026-01-02T03:04:05.000Z';

function repository() {
  const folder = scratchFolder();
  const env = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_COMMITTER_DATE: MADE_AT };
  const git = (...args: readonly string[]) => execFileSync('git', args, { cwd: folder, env, encoding: 'utf8' }).trim();
  git('init', '--quiet');
  writeFileSync(join(folder, 'file'), 'one');
  git('add', '.');
  git('-c', 'user.name=A', '-c', 'user.email=a@example.org', 'commit', '--quiet', '-m', 'One');
  return { folder, commit: git('rev-parse', 'HEAD') };
}

test('a build is of a commit and its time, and says if files differ from it', () => {
  const { folder, commit } = repository();
  expect(buildStamp(folder, {})).toEqual({ commit, builtAt: MADE_AT });
  writeFileSync(join(folder, 'file'), 'two');
  expect(buildStamp(folder, {})).toEqual({ commit: `${commit}-dirty`, builtAt: MADE_AT });
});

test('SOURCE_DATE_EPOCH is the time, with a repository and without', () => {
  const { folder, commit } = repository();
  const given = { SOURCE_DATE_EPOCH: '86400' };
  expect(buildStamp(folder, given)).toEqual({ commit, builtAt: '1970-01-02T00:00:00.000Z' });
  expect(buildStamp(scratchFolder(), given)).toEqual({ commit: null, builtAt: '1970-01-02T00:00:00.000Z' });
  expect(() => buildStamp(folder, { SOURCE_DATE_EPOCH: 'today' })).toThrow('SOURCE_DATE_EPOCH is "today"');
});

test('without a repository, or inside that of another project, nothing is claimed', () => {
  expect(buildStamp(scratchFolder(), {})).toEqual({ commit: null, builtAt: null });
  const inside = join(repository().folder, 'inside');
  mkdirSync(inside);
  expect(buildStamp(inside, {})).toEqual({ commit: null, builtAt: null });
});

test('the built program says the same at /version and with --version', async () => {
  const { url } = await startService();
  const { version, commit, builtAt } = (await (await fetch(`${url}/version`)).json()) as Record<string, string | null>;
  const { stdout } = await start(['--version']).ended;
  expect(stdout.split(' ')[0]?.trim()).toBe(version);
  for (const known of [commit, builtAt]) if (known !== null) expect(stdout).toContain(known);
  // This test runs in a clone, and continuous integration in a checkout.
  expect(commit).toMatch(/^[0-9a-f]{40}(?:-dirty)?$/);
});
