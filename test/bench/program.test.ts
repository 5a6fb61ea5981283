/** `npm run bench` as a user starts it, with a minimal load. */
import { execFile, execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import type { Comparison, Latency, Memory, Processes } from '../../bench/results.js';
import { scratchFolder } from '../support/files/scratch.js';

const run = promisify(execFile);
// Long, because the programs that it starts share two cores with the other tests.
const PATIENCE = { timeout: 180_000 };

async function bench(...args: readonly string[]) {
  const folder = scratchFolder();
  await run(process.execPath, ['bench/dist/bench/main.js', ...args, '--quick', '--output', folder]);
  const text = (name: string) => readFileSync(join(folder, name), 'utf8');
  const read = <Results>(name: string): Results => JSON.parse(text(name));
  return { files: readdirSync(folder).toSorted(), read, text };
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

test(
  'a comparison over PostgreSQL leaves results of its own, with the CPU time of the database server',
  PATIENCE,
  async () => {
    const load = ['--server', 'service', 'apollo-pg', '--scenario', 'spread', '--connections', '2'];
    const duration = ['--runs', '1', '--rounds', '1', '--seconds', '0.05', '--warm-up', '50'];
    const { files, read, text } = await bench('compare', '--store', 'postgres', ...load, ...duration);
    expect(files).toEqual(['postgres.json', 'postgres.md', 'postgres.svg']);
    const { method, cells } = read<Comparison>('postgres.json');
    expect(method.databaseServer).toMatch(/^PostgreSQL \d+\.\d+, `fsync = on`, `synchronous_commit = on`/);
    expect(cells.map(({ server, scenario }) => [server, scenario])).toEqual([
      ['service', 'spread'],
      ['apollo-pg', 'spread'],
    ]);
    for (const { cpuPerRequest, databaseCpuPerRequest } of cells) {
      expect(databaseCpuPerRequest.median).toBeGreaterThan(0);
      expect(databaseCpuPerRequest.median).toBeLessThan(cpuPerRequest.median);
    }
    expect(text('postgres.md')).toContain('](postgres.svg)');
    expect(text('postgres.md')).toContain('| server | 2: requests/s | p50 / p99 ms | CPU µs | of these PostgreSQL |');
  },
);

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

test.runIf(process.getuid?.() === 0)('two processes of the service are compared with one', PATIENCE, async () => {
  const duration = ['--runs', '1', '--rounds', '1', '--seconds', '0.2', '--warm-up', '50', '--connections', '4'];
  const { files, read } = await bench('processes', ...duration);
  expect(files).toEqual(['postgres-processes.json', 'postgres-processes.md', 'postgres-processes.svg']);
  const { cells, ratios } = read<Processes>('postgres-processes.json');
  expect(cells.map(({ server, scenario }) => `${server} ${scenario}`)).toEqual([
    ...['service read', 'service-2 read', 'service list', 'service-2 list'],
  ]);
  expect(ratios.map(({ server, other }) => [server, other])).toEqual(Array(2).fill(['service-2', 'service']));
  // One process, limited to a quarter of a core.
  const [one] = cells;
  const { requestsPerSecond, cpuPerRequest, databaseCpuPerRequest } = one ?? expect.fail('Nothing was measured.');
  expect((requestsPerSecond.median * (cpuPerRequest.median - databaseCpuPerRequest.median)) / 1e6).toBeLessThan(0.5);
});

test('an unknown scenario is refused', async () => {
  await expect(bench('compare', '--scenario', 'planted')).rejects.toThrow(/choices/);
});

test.each([
  ['a server', ['--server', 'raw', '--store', 'postgres'], /raw is not measured with --store postgres/],
  ['a scenario', ['--scenario', 'spread'], /spread needs --store postgres/],
])('%s of another store is refused', async (_case, args, message) => {
  await expect(bench('compare', ...args)).rejects.toThrow(message);
});

test('the patch that takes the chain of hashes out of the service still applies', () => {
  execFileSync('git', ['apply', '--check', 'bench/without-chain.patch'], { stdio: 'pipe' });
});
