/** The samples of a CPU profile are summed by package and by function, in microseconds per request. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { selfTimes } from '../../bench/measurements/profile.js';
import { sourceOf } from '../../bench/measurements/source-maps.js';
import { PROGRAM } from '../support/service/built-program.js';

const FRAMES = [
  ['(idle)', ''],
  ['(garbage collector)', ''],
  ['parse', 'file:///app/node_modules/graphql/language/parser.mjs'],
  ['find', 'file:///app/dist/store/sqlite.js'],
  ['', 'file:///app/node_modules/@apollo/server/dist/esm/runHttpQuery.js'],
  ['', 'node:internal/timers'],
] as const;

test('the samples during a load are summed by package and by function, without idle time', () => {
  const nodes = FRAMES.map(([functionName, url], id) => ({
    id,
    callFrame: { functionName, url, lineNumber: 9, columnNumber: 0 },
  }));
  const samples = [2, 0, 1, 2, 3, 3, 4, 5, 2, 3];
  const timeDeltas = [5_000, 10_000, 100, 200, 300, 400, 50, 25, 700, 9_000];
  const load = { from: 1_010_000, to: 1_020_000, requests: 10 };
  const { packages, functions } = selfTimes({ nodes, startTime: 1_000_000, samples, timeDeltas }, load);
  expect(packages).toEqual([
    { name: 'graphql', microseconds: 90 },
    { name: 'service: store', microseconds: 70 },
    { name: '(native code and garbage collection)', microseconds: 10 },
    { name: '@apollo/server', microseconds: 5 },
    { name: 'node', microseconds: 2.5 },
  ]);
  expect(functions[0]).toEqual({ name: 'parse graphql/language/parser.mjs:10', microseconds: 90 });
  expect(functions).toHaveLength(5);
});

test.each([
  ['async function createApp(', 'src/app.ts'],
  ['function parseConstValue(source, options)', 'node_modules/graphql/language/parser.mjs'],
])('a function of the built program, %s, is found in the source file that it was bundled from', (start, source) => {
  const folder = join(dirname(PROGRAM), 'program');
  const files = readdirSync(folder).filter((name) => name.endsWith('.cjs'));
  const places = files.flatMap((name) => {
    const lines = readFileSync(join(folder, name), 'utf8').split('\n');
    const lineNumber = lines.findIndex((line) => line.trim().startsWith(start));
    const url = pathToFileURL(join(folder, name)).href;
    return lineNumber < 0 ? [] : [sourceOf({ url, lineNumber, columnNumber: lines[lineNumber]?.indexOf('(') ?? 0 })];
  });
  const place = places.find(({ url }) => url.endsWith(`/${source}`));
  expect(readFileSync(fileURLToPath(place?.url ?? ''), 'utf8').split('\n')[place?.lineNumber ?? 0]).toContain(start);
});
