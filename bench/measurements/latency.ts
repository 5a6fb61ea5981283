/** Measures latency at a constant rate: by default half of the throughput that a server reaches, in several runs. */

import type { LoadGenerator } from '../load/load-generator.js';
import type { RateResult } from '../load/load-plan.js';
import type { ScenarioName } from '../load/scenarios.js';
import type { Latency } from '../results.js';
import { type Dataset, measuredServer, type TestBed, type TestServer } from '../servers/test-bed.js';
import { type MeasuredServer, rotated, runLoadOn, warmUp } from './measure.js';
import { watchDisk } from './method.js';
import { cellFromRates } from './rate-cell.js';
import { type Compared, startablesOf } from './startables.js';
import { figureOf } from './statistics.js';

export interface LatencyOptions extends Compared {
  readonly scenarios: readonly ScenarioName[];
  readonly runs: number;
  /** The duration of each load in each run. */
  readonly secondsEach: number;
  /** Requests per second to each server; null for half of its own throughput. */
  readonly rate: number | null;
  readonly secondsForPeak: number;
  readonly warmUpRequests: number;
}

/** A load on a server, and its results in the runs so far. */
interface Rated {
  readonly server: string;
  readonly scenario: ScenarioName;
  readonly peak: number | null;
  readonly requestsPerSecond: number;
  readonly results: RateResult[];
}

const SIZE = { rows: 1000, tenants: 1 };
const CONNECTIONS = 64;
const PEAKS = 3;

/** Measures in several runs, each with newly started servers. The rates are found in the first run and kept in the others. */
export async function measureLatency(
  testBed: TestBed,
  options: LatencyOptions,
  log: (progress: string) => void,
): Promise<Latency> {
  log('filling the database');
  const dataset = await testBed.dataset(SIZE);
  const watch = watchDisk(testBed, { ...options, rounds: 1 });
  const rated: Rated[] = [];
  for (let run = 0; run < options.runs; run += 1) {
    const logRun = (progress: string) => log(`run ${run + 1} of ${options.runs}: ${progress}`);
    const { measuredServers, stop } = await startAll(testBed, options, dataset, logRun);
    if (run === 0) rated.push(...(await findRates(testBed.generator, options, measuredServers, logRun)));
    for (const load of rotated(rated, run)) {
      logRun(`${load.scenario} of ${load.server} at ${Math.round(load.requestsPerSecond)} requests/s`);
      const target = measuredServers.find(({ name }) => name === load.server);
      if (target !== undefined) load.results.push(await runAtRateOn(testBed.generator, target, load, options));
    }
    await stop();
    watch.timeDisk();
  }
  return { method: watch.method(), connections: CONNECTIONS, cells: rated.map(cellFromRates) };
}

async function startAll(testBed: TestBed, options: LatencyOptions, dataset: Dataset, log: (progress: string) => void) {
  const running: TestServer[] = [];
  const measuredServers: MeasuredServer[] = [];
  for (const [name, what] of startablesOf(options)) {
    log(`starting ${name}`);
    const server = await testBed.start(what, dataset);
    const measured = measuredServer(name, server, dataset);
    await warmUp(testBed.generator, measured, options.warmUpRequests);
    running.push(server);
    measuredServers.push(measured);
  }
  return { measuredServers, stop: () => Promise.all(running.map((server) => server.stop())) };
}

/** The loads with their rates. */
async function findRates(
  generator: LoadGenerator,
  { scenarios, rate, secondsForPeak }: LatencyOptions,
  measuredServers: readonly MeasuredServer[],
  log: (progress: string) => void,
): Promise<Rated[]> {
  const rated: Rated[] = [];
  for (const scenario of scenarios) {
    for (const measured of measuredServers) {
      const load = { server: measured.name, scenario, results: [] };
      if (rate !== null) {
        rated.push({ ...load, peak: null, requestsPerSecond: rate });
        continue;
      }
      log(`finding the peak of ${measured.name}, ${scenario}`);
      const peak = await findPeak(generator, measured, scenario, secondsForPeak);
      rated.push({ ...load, peak, requestsPerSecond: peak / 2 });
    }
  }
  return rated;
}

/** The median of the requests per second that a server reached in several closed loops. */
async function findPeak(
  generator: LoadGenerator,
  measured: MeasuredServer,
  scenario: ScenarioName,
  seconds: number,
): Promise<number> {
  const peaks: number[] = [];
  for (let peak = 0; peak < PEAKS; peak += 1) {
    const load = { scenario, connections: CONNECTIONS, until: { seconds } };
    const result = await runLoadOn(generator, measured, load);
    peaks.push(result.requests / result.seconds);
  }
  return figureOf(peaks).median;
}

async function runAtRateOn(
  generator: LoadGenerator,
  { target, restore }: MeasuredServer,
  { scenario, requestsPerSecond }: Rated,
  { secondsEach: seconds }: LatencyOptions,
): Promise<RateResult> {
  const plan = { target, scenario, connections: CONNECTIONS, requestsPerSecond, seconds };
  const result = await generator.runAtRate(plan);
  if (result.writes.length > 0) restore();
  return result;
}
