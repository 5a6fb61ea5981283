/** A profile's samples are put down to packages and functions, in microseconds a request. */
import { expect, test } from 'vitest';
import { spentIn } from '../../bench/profile.js';

const FRAMES = [
  ['(idle)', ''],
  ['(garbage collector)', ''],
  ['parse', 'file:///app/node_modules/graphql/language/parser.mjs'],
  ['find', 'file:///app/dist/store/sqlite.js'],
  ['', 'file:///app/node_modules/@apollo/server/dist/esm/runHttpQuery.js'],
  ['', 'node:internal/timers'],
] as const;

test('what of a profile lies within a load is summed by package and by function, without waiting', () => {
  const nodes = FRAMES.map(([functionName, url], id) => ({ id, callFrame: { functionName, url, lineNumber: 9 } }));
  const samples = [2, 0, 1, 2, 3, 3, 4, 5, 2, 3];
  const timeDeltas = [5_000, 10_000, 100, 200, 300, 400, 50, 25, 700, 9_000];
  const load = { from: 1_010_000, to: 1_020_000, requests: 10 };
  const { packages, functions } = spentIn({ nodes, startTime: 1_000_000, samples, timeDeltas }, load);
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
