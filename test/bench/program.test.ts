/** `npm run bench` as a user starts it, with a minimal load. */
import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import type { Comparison, Latency, Memory } from '../../bench/results.js';
import { scratchFolder } from '../support/files/scratch.js';

const run = promisify(execFile);
// Long, because the programs that it starts share two cores with the other tests.
const PATIENCE = { timeout: 180_000 };

async function bench(...args: readonly string[]) {
  const folder = scratchFolder();
  await run(process.execPath, ['bench/dist/bench/main.js', ...args, '--quick', '--output', folder]);
  const read = <Results>(name: string): Results => JSON.parse(readFileSync(join(folder, name), 'utf8'));
  return { files: readdirSync(folder).toSorted(), read };
}

test('a comparison leaves a page, an image and plain results', PATIENCE, async () => {
  const load = ['--scenario', 'create', 'read', '--connections', '2'];
  const duration = ['--runs', '2', '--rounds', '1', '--seconds', '0.05', '--warm-up', '50'];
  const { files, read } = await bench('compare', '--server', 'service', 'raw', ...load, ...duration);
  expect(files).toEqual(['comparison.json', 'comparison.md', 'comparison.svg']);
  const { method, cells, servers, ratios } = read<Comparison>('comparison.json');
  expect(cells.map(({ server, scenario, connections }) => [server, scenario, connections])).toEqual([
    ['service', 'create', 2],
    ['raw', 'create', 2],
    ['service', 'read', 2],
    ['raw', 'read', 2],
  ]);
  expect(method).toMatchObject({ runs: 2, rounds: 1, secondsEach: 0.05 });
  expect(ratios.map(({ other, scenario }) => [other, scenario])).toEqual([
    ['raw', 'create'],
    ['raw', 'read'],
  ]);
  for (const { cpuPerRequest } of cells) expect(cpuPerRequest.median).toBeGreaterThan(0);
  for (const { startUp, peakMemoryMb } of servers) expect(Math.min(startUp.min, peakMemoryMb.min)).toBeGreaterThan(0);
});

test('a measurement of latency sends the requests of a given rate to each server', PATIENCE, async () => {
  const load = ['--server', 'raw', 'raw-contract', '--scenario', 'mix', '--rate', '100'];
  const { files, read } = await bench('latency', ...load, '--seconds', '0.5', '--runs', '2', '--warm-up', '50');
  expect(files).toEqual(['latency.json', 'latency.md', 'latency.svg']);
  const { cells } = read<Latency>('latency.json');
  expect(cells.map(({ server, requests, peak }) => [server, requests, peak])).toEqual([
    ['raw', 100, null],
    ['raw-contract', 100, null],
  ]);
  for (const { reads, writes, latency } of cells) {
    expect(latency.p999.all).toBe(Math.max(reads?.p999.all ?? 0, writes?.p999.all ?? 0));
  }
});

test('a measurement of memory makes the number of creates that was requested', PATIENCE, async () => {
  const { files, read } = await bench('memory', '--creates', '200');
  expect(files).toEqual(['memory.json', 'memory.md', 'memory.svg']);
  const { samples } = read<Memory>('memory.json');
  expect(samples.at(-1)?.creates).toBe(200);
});

test('an unknown scenario is refused', async () => {
  await expect(bench('compare', '--scenario', 'planted')).rejects.toThrow(/choices/);
});
