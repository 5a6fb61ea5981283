/** Measures how the service's CPU time and latency grow with rows, tenants and connections. */

import type { ScenarioName } from '../load/scenarios.js';
import type { Cell, Growth } from '../results.js';
import type { Size } from '../servers/dataset.js';
import { type Dataset, measuredServer, type TestBed, type TestServer } from '../servers/test-bed.js';
import { type MeasuredServer, measure, type Schedule } from './measure.js';
import { watchDisk } from './method.js';
import { combineRuns, ratiosOver } from './runs.js';

export interface GrowthOptions {
  readonly sizes: readonly Size[];
  readonly connections: readonly number[];
  readonly runs: number;
  readonly rounds: number;
  readonly secondsEach: number;
  /** So many that nearly every caller's token is in the service's cache before anything is measured. */
  readonly warmUpRequests: number;
}

const SCENARIOS: readonly ScenarioName[] = ['create', 'read', 'list', 'page'];
const CONNECTIONS_BY_SIZE = 16;

interface Sized {
  readonly name: string;
  readonly dataset: Dataset;
}
interface Run {
  readonly bySize: readonly Cell[];
  readonly byConnections: readonly Cell[];
}

/** Measures in several runs, each with newly started servers. */
export async function grow(testBed: TestBed, options: GrowthOptions, log: (progress: string) => void): Promise<Growth> {
  const sized: Sized[] = [];
  for (const size of options.sizes) {
    log(`filling ${nameOf(size)}`);
    sized.push({ name: nameOf(size), dataset: await testBed.dataset(size) });
  }
  const watch = watchDisk(testBed, options);
  const runs: Run[] = [];
  for (let run = 0; run < options.runs; run += 1) {
    const logRun = (progress: string) => log(`run ${run + 1} of ${options.runs}: ${progress}`);
    runs.push(await measureRun(testBed, { ...options, firstRound: run * options.rounds }, sized, logRun));
    watch.timeDisk();
  }
  const bySize = runs.map((run) => run.bySize);
  const [smallest = '', largest = ''] = [sized[0]?.name, sized.at(-1)?.name];
  return {
    method: watch.method(),
    sizes: options.sizes.map((size) => ({ name: nameOf(size), ...size })),
    bySize: combineRuns(bySize),
    ratios: ratiosOver(bySize, largest, smallest),
    byConnections: combineRuns(runs.map((run) => run.byConnections)),
  };
}

/** Measures all sizes in interleaved rounds, so that other load on the machine affects each alike. */
async function measureRun(
  { generator, start }: TestBed,
  options: Pick<Schedule, 'connections' | 'rounds' | 'secondsEach' | 'firstRound' | 'warmUpRequests'>,
  sized: readonly Sized[],
  log: (progress: string) => void,
): Promise<Run> {
  const servers: TestServer[] = [];
  const measuredServers: MeasuredServer[] = [];
  for (const { name, dataset } of sized) {
    const server = await start('service', dataset);
    servers.push(server);
    measuredServers.push(measuredServer(name, server, dataset));
  }
  const schedule = { ...options, scenarios: SCENARIOS };
  const allSizes = { ...schedule, measuredServers, connections: [CONNECTIONS_BY_SIZE] };
  const bySize = await measure(generator, allSizes, (progress) => log(`sizes: ${progress}`));
  const smallest = { ...schedule, measuredServers: measuredServers.slice(0, 1) };
  const byConnections = await measure(generator, smallest, (progress) => log(`connections: ${progress}`));
  await Promise.all(servers.map((server) => server.stop()));
  return { bySize, byConnections };
}

function nameOf({ rows, tenants }: Size): string {
  return `${rows} rows, ${tenants} ${tenants === 1 ? 'tenant' : 'tenants'}`;
}
