/** The files for contributors are well-formed and agree with `.ci/run`: templates, the hosted workflow, the development container. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { parse } from 'yaml';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const read = (name: string) => readFileSync(join(ROOT, name), 'utf8');

test('The workflow runs .ci/run and nothing else that checks', () => {
  const { jobs } = parse(read('.github/workflows/ci.yml'));
  const commands = jobs.check.steps.map(({ run }: { run?: string }) => run).filter(Boolean);
  expect(commands.at(-1)).toBe('.ci/run');
  expect(Object.keys(jobs)).toEqual(['check']);
});

test('The workflow and the development container use the same image, of the oldest Node.js that is supported', () => {
  const { jobs } = parse(read('.github/workflows/ci.yml'));
  const [, image] = /^FROM (\S+)$/m.exec(read('.devcontainer/Dockerfile')) ?? [];
  const [, major] = />=(\d+)/.exec(JSON.parse(read('package.json')).engines.node) ?? [];
  expect(jobs.check.container.image).toBe(image);
  expect(image).toBe(`node:${major}-bookworm`);
});

test('The development container has all packages that .ci/run installs', () => {
  const packagesIn = (text: string) =>
    /--no-install-recommends ([a-z0-9 -]+?)\s*(?:\\\n|\n)/.exec(text)?.[1]?.split(' ') ?? [];
  const needed = packagesIn(read('.ci/run'));
  expect(needed).toContain('chromium');
  const installed = packagesIn(read('.devcontainer/Dockerfile'));
  expect(needed.filter((name) => !installed.includes(name))).toEqual([]);
});

test('Issue forms have a name, a description, and fields with different ids', () => {
  const forms = readdirSync(join(ROOT, '.github/ISSUE_TEMPLATE')).filter((name) => name !== 'config.yml');
  expect(forms.toSorted()).toEqual(['bug.yml', 'feature.yml']);
  for (const name of forms) {
    const form = parse(read(`.github/ISSUE_TEMPLATE/${name}`));
    expect(form).toMatchObject({ name: expect.any(String), description: expect.any(String) });
    const ids = form.body
      .filter(({ type }: { type: string }) => type !== 'markdown')
      .map(({ id }: { id: string }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  }
});
