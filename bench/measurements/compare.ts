/** Compares the service with its peers: throughput, latency, CPU time, start-up and memory. */

import type { ScenarioName } from '../load/scenarios.js';
import type { Comparison, Figure, ServerFigures } from '../results.js';
import type { Size } from '../servers/dataset.js';
import { memoryOf } from '../servers/process-usage.js';
import type { RunningServer, ServerName, Startable } from '../servers/server.js';
import { type Dataset, measuredServer, type TestBed } from '../servers/test-bed.js';
import { measure } from './measure.js';
import { watchDisk } from './method.js';
import { timeStartUp } from './start-up.js';
import { figureOf } from './statistics.js';

export interface CompareOptions {
  readonly servers: readonly ServerName[];
  /** Other builds of the service, measured in the same run. */
  readonly builds: readonly Build[];
  readonly scenarios: readonly ScenarioName[];
  readonly connections: readonly number[];
  readonly rounds: number;
  /** How often each server is started to time its start. */
  readonly starts: number;
  readonly secondsEach: number;
  readonly warmUpSeconds: number;
}

/** Another build of the service; `program` is the path of its `main.js`. */
export interface Build {
  readonly name: string;
  readonly program: string;
}

/** One tenant, because peers have no tenants. */
const SIZE: Size = { rows: 1000, tenants: 1 };

export async function compare(
  testBed: TestBed,
  options: CompareOptions,
  log: (progress: string) => void,
): Promise<Comparison> {
  log('filling the database');
  const dataset = await testBed.dataset(SIZE);
  const running = await startAll(testBed, options, dataset, log);
  const measuredServers = running.map(({ name, server }) => measuredServer(name, server, dataset));
  const watch = watchDisk(options);
  const cells = await measure(testBed.generator, { ...options, measuredServers }, (progress) => {
    watch.timeDisk();
    log(progress);
  });
  const servers: ServerFigures[] = running.map(({ name, server, startUp }) => ({
    server: name,
    startUp,
    peakMemoryMb: memoryOf(server.pid).peakMb,
  }));
  return { method: watch.method(), servers, cells };
}

/** Starts each server several times on an empty database to time its start, then once on the data set. */
async function startAll(
  testBed: TestBed,
  { servers, builds, starts }: CompareOptions,
  dataset: Dataset,
  log: (progress: string) => void,
) {
  const named: readonly (readonly [string, Startable])[] = [
    ...servers.map((name) => [name, name] as const),
    ...builds.map(({ name, program }) => [name, { program }] as const),
  ];
  const running: { name: string; server: RunningServer; startUp: Figure }[] = [];
  for (const [name, what] of named) {
    log(`starting ${name}`);
    const times: number[] = [];
    for (let start = 0; start < starts; start += 1) times.push(await timeStartUp(testBed, what, dataset));
    running.push({ name, server: await testBed.start(what, dataset), startUp: figureOf(times) });
  }
  return running;
}
