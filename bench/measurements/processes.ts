/**
 * Compares two processes of the service with one. Each may use only a share of a core, so that the processes are the limit and not
 * the cores, which they share with PostgreSQL and the load generator.
 */
import { MAIN } from '../find-cells.js';
import type { ScenarioName } from '../load/scenarios.js';
import type { Cell, Processes } from '../results.js';
import { limitCpu, removeLimits } from '../servers/cpu-limit.js';
import { treeOf } from '../servers/process-usage.js';
import { type Dataset, measuredServer, type TestBed, type TestServer } from '../servers/test-bed.js';
import { type MeasuredServer, measure, warmUp } from './measure.js';
import { watchDisk } from './method.js';
import { combineRuns, ratiosOver } from './runs.js';

export interface ProcessesOptions {
  /** Of a core, for each process. */
  readonly share: number;
  readonly connections: readonly number[];
  readonly runs: number;
  readonly rounds: number;
  readonly secondsEach: number;
  readonly warmUpRequests: number;
}

const TWO = 'service-2';
// As few as there are connections.
const WARM_ALREADY = 64;
const SCENARIOS: readonly ScenarioName[] = ['read', 'list'];

/** Measures in several runs, each with newly started servers. */
export async function measureProcesses(
  testBed: TestBed,
  options: ProcessesOptions,
  log: (progress: string) => void,
): Promise<Processes> {
  log('filling the database');
  const dataset = await testBed.dataset({ rows: 1000, tenants: 1 });
  const watch = watchDisk(testBed, options);
  const runs: (readonly Cell[])[] = [];
  for (let run = 0; run < options.runs; run += 1) {
    const logRun = (progress: string) => log(`run ${run + 1} of ${options.runs}: ${progress}`);
    runs.push(await measureRun(testBed, options, dataset, run, logRun));
    watch.timeDisk();
  }
  return {
    method: watch.method(),
    share: options.share,
    cells: combineRuns(runs),
    ratios: ratiosOver(runs, TWO, MAIN),
  };
}

async function measureRun(
  { generator, start }: TestBed,
  { share, ...options }: ProcessesOptions,
  dataset: Dataset,
  run: number,
  log: (progress: string) => void,
): Promise<readonly Cell[]> {
  const servers: TestServer[] = [];
  const measuredServers: MeasuredServer[] = [];
  for (const name of [MAIN, TWO] as const) {
    const server = await start(name, dataset);
    servers.push(server);
    measuredServers.push(measuredServer(name, server, dataset));
  }
  for (const measured of measuredServers) {
    log(`warming up ${measured.name}`);
    await warmUp(generator, measured, options.warmUpRequests);
  }
  // Only now, because a limited process would take several times as long to warm up.
  const pids = servers.flatMap(({ pid }) => treeOf(pid));
  limitCpu(pids, share);
  const schedule = {
    ...options,
    warmUpRequests: WARM_ALREADY,
    measuredServers,
    scenarios: SCENARIOS,
    firstRound: run * options.rounds,
  };
  const cells = await measure(generator, schedule, log);
  await Promise.all(servers.map((server) => server.stop()));
  removeLimits(pids);
  return cells;
}
