/** Compares the service with its peers: throughput, latency, CPU time, start-up and memory. */

import { MAIN } from '../find-cells.js';
import type { ScenarioName } from '../load/scenarios.js';
import type { Cell, Comparison, ServerFigures } from '../results.js';
import { memoryOf } from '../servers/process-usage.js';
import { type Dataset, measuredServer, type TestBed, type TestServer } from '../servers/test-bed.js';
import { measure } from './measure.js';
import { watchDisk } from './method.js';
import { combineRuns, ratiosOver } from './runs.js';
import { timeStartUp } from './start-up.js';
import { type Compared, startablesOf } from './startables.js';
import { figureOf } from './statistics.js';

export interface CompareOptions extends Compared {
  readonly scenarios: readonly ScenarioName[];
  readonly connections: readonly number[];
  readonly runs: number;
  readonly rounds: number;
  readonly secondsEach: number;
  readonly warmUpRequests: number;
  /** How many other tenants the data set has. */
  readonly others: number;
}

/** One hot tenant. */
const SIZE = { rows: 1000, tenants: 1 };

/** What one run has found out about the servers that were started for it. */
interface Run {
  readonly cells: readonly Cell[];
  readonly servers: readonly { readonly name: string; readonly startUpMs: number; readonly peakMemoryMb: number }[];
}

/** Measures in several runs, each with newly started servers. */
export async function compare(
  testBed: TestBed,
  options: CompareOptions,
  log: (progress: string) => void,
): Promise<Comparison> {
  log('filling the database');
  const dataset = await testBed.dataset({ ...SIZE, others: options.others });
  const watch = watchDisk(testBed, options);
  const logRun = (run: number) => (progress: string) => {
    watch.timeDisk();
    log(`run ${run + 1} of ${options.runs}: ${progress}`);
  };
  const runs: Run[] = [];
  for (let run = 0; run < options.runs; run += 1) {
    runs.push(await measureRun(testBed, options, dataset, run, logRun(run)));
  }
  const names = startablesOf(options);
  const cells = runs.map((run) => run.cells);
  return {
    method: watch.method(),
    servers: names.map(([server]) => figuresOfServer(server, runs)),
    cells: combineRuns(cells),
    ratios: names.filter(([name]) => name !== MAIN).flatMap(([name]) => ratiosOver(cells, MAIN, name)),
  };
}

async function measureRun(
  testBed: TestBed,
  options: CompareOptions,
  dataset: Dataset,
  run: number,
  log: (progress: string) => void,
): Promise<Run> {
  const running: { name: string; startUpMs: number; server: TestServer }[] = [];
  for (const [name, what] of startablesOf(options)) {
    log(`starting ${name}`);
    const startUpMs = await timeStartUp(testBed, what, dataset);
    running.push({ name, startUpMs, server: await testBed.start(what, dataset) });
  }
  const measuredServers = running.map(({ name, server }) => measuredServer(name, server, dataset));
  const firstRound = run * options.rounds;
  const cells = await measure(testBed.generator, { ...options, measuredServers, firstRound }, log);
  const servers = running.map(({ name, startUpMs, server }) => {
    return { name, startUpMs, peakMemoryMb: memoryOf(server.pid).peakMb };
  });
  await Promise.all(running.map(({ server }) => server.stop()));
  return { cells, servers };
}

function figuresOfServer(server: string, runs: readonly Run[]): ServerFigures {
  const seen = runs.flatMap(({ servers }) => servers.filter(({ name }) => name === server));
  return {
    server,
    startUp: figureOf(seen.map(({ startUpMs }) => startUpMs)),
    peakMemoryMb: figureOf(seen.map(({ peakMemoryMb }) => peakMemoryMb)),
  };
}
