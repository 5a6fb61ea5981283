/** THIRD-PARTY-NOTICES contains the licences of all bundled packages, and a licence that is not allowed fails the build. */
import { readFileSync } from 'node:fs';
import type { Metafile } from 'esbuild';
import { expect, test } from 'vitest';
import { bundledPackages, noticeOf } from '../../scripts/third-party-notices.js';

const WRITTEN = readFileSync(new URL('../../dist/THIRD-PARTY-NOTICES', import.meta.url), 'utf8');

/** esbuild's metafile of a bundle that contains code of these files. */
function bundleOf(...paths: readonly string[]): Metafile {
  const inputs = Object.fromEntries(paths.map((path) => [path, { bytesInOutput: 1 }]));
  return { inputs: {}, outputs: { 'dist/a.js': { bytes: 1, inputs, imports: [], exports: [] } } };
}

test.each([
  ['a package of the program', /^fastify [\d.]+ \(MIT\)\n=+\n\nMIT License\n/m],
  [
    'a package of the pages, with what it has taken over from others',
    /^monaco-editor [\d.]+ [\s\S]{900,1500}THIRD-PARTY SOFTWARE NOTICES/m,
  ],
  ['a font', /^@fontsource-variable\/inter [\d.]+ \(OFL-1\.1\)\n=+\n\n[\s\S]*SIL OPEN FONT LICENSE/m],
])('the build writes the licence of %s', (_what, notice) => {
  expect(WRITTEN).toMatch(notice);
});

test('the program does not contain the JSON serializer that graphql-jit would load, which blocks the event loop', () => {
  expect(WRITTEN).toMatch(/^graphql-jit [\d.]+ \(MIT\)$/m);
  expect(WRITTEN).not.toMatch(/^(?:ajv|ajv-formats) [\d.]+/m);
});

test('every package has its text, also one that leaves it out of what it publishes', () => {
  const packages = bundledPackages([bundleOf('node_modules/abstract-logging/index.js', 'node_modules/pino/pino.js')]);
  expect(packages.map(({ name, licence }) => [name, licence])).toEqual([
    ['abstract-logging', 'MIT'],
    ['pino', 'MIT'],
  ]);
  for (const found of packages) expect(noticeOf(found)).toMatch(/Permission is hereby granted, free of charge/);
  expect(noticeOf(packages[0] as (typeof packages)[number])).toContain('Copyright (c) James Sumners');
});

test('a package is named once, and what is not in the output or is our own is not named', () => {
  const [one, two] = [bundleOf('node_modules/pino/a.js', 'node_modules/pino/b.js'), bundleOf('src/main.ts')];
  const unused = {
    ...two,
    outputs: {
      x: { bytes: 0, inputs: { 'node_modules/zod/index.js': { bytesInOutput: 0 } }, imports: [], exports: [] },
    },
  };
  expect(bundledPackages([one, two, unused]).map(({ name }) => name)).toEqual(['pino']);
});

test('a licence that is not allowed is refused with the name of the package', () => {
  // A development dependency under MPL-2.0.
  expect(() => bundledPackages([bundleOf('node_modules/lightningcss/node/index.js')])).toThrow(
    /^lightningcss [\d.]+ is bundled, but its licence "MPL-2\.0" is not allowed/,
  );
});
