/** Interleaved rounds: in each round, every load runs on every server in turn. The order of the servers rotates. */
import { cpuPerRequestOf } from '../load/cpu-meter.js';
import type { LoadGenerator } from '../load/load-generator.js';
import type { LatencyPercentiles, LoadPlan, LoadResult, Target } from '../load/load-plan.js';
import type { ScenarioName } from '../load/scenarios.js';
import type { Cell, LatencyFigures } from '../results.js';
import { figureOf, latencyFiguresOf } from './statistics.js';

export interface MeasuredServer {
  readonly name: string;
  readonly target: Target;
  /** Removes what creates have added to the server's database. */
  restore(): void;
}

export interface Schedule {
  readonly measuredServers: readonly MeasuredServer[];
  readonly scenarios: readonly ScenarioName[];
  readonly connections: readonly number[];
  readonly rounds: number;
  readonly secondsEach: number;
  /** The number of the first round, so that the order of the servers rotates over several measurements. */
  readonly firstRound: number;
  /** How many requests each server answers before anything is measured. Not a time, of which a busy server would get too little. */
  readonly warmUpRequests: number;
}

const WARM_UP_CONNECTIONS = 16;
// So many that nearly every caller of the other tenants has sent one.
const FIRST_OF_OTHERS = { scenario: 'spread', connections: WARM_UP_CONNECTIONS, until: { requests: 5000 } } as const;

/** Runs the schedule and logs each round. Returns one cell for each load and server. */
export async function measure(
  generator: Pick<LoadGenerator, 'run'>,
  { measuredServers, scenarios, connections, rounds, secondsEach, firstRound, warmUpRequests }: Schedule,
  log: (progress: string) => void,
): Promise<Cell[]> {
  for (const measuredServer of measuredServers) {
    log(`warming up ${measuredServer.name}`);
    await warmUp(generator, measuredServer, warmUpRequests);
    if (scenarios.includes('spread')) await runLoadOn(generator, measuredServer, FIRST_OF_OTHERS);
  }
  const loads = scenarios.flatMap((scenario) => connections.map((count) => ({ scenario, connections: count })));
  const results = new Map<string, LoadResult[]>();
  for (let round = 0; round < rounds; round += 1) {
    log(`round ${round + 1} of ${rounds}`);
    for (const load of loads) {
      for (const measuredServer of rotated(measuredServers, firstRound + round)) {
        const result = await runLoadOn(generator, measuredServer, { ...load, until: { seconds: secondsEach } });
        const key = loadKey(measuredServer.name, load);
        results.set(key, [...(results.get(key) ?? []), result]);
      }
    }
  }
  return loads.flatMap((load) =>
    measuredServers.map(({ name }) =>
      cellFromRounds({ server: name, ...load }, results.get(loadKey(name, load)) ?? []),
    ),
  );
}

/** Has a server answer some requests of each operation, so that its code is compiled and its caches are filled. */
export async function warmUp(
  generator: Pick<LoadGenerator, 'run'>,
  measuredServer: MeasuredServer,
  requests: number,
): Promise<void> {
  const load = { scenario: 'mix', connections: WARM_UP_CONNECTIONS, until: { requests } } as const;
  await runLoadOn(generator, measuredServer, load);
}

/** Runs one load, then removes what it created: otherwise a server that creates faster would be measured on a larger table. */
export async function runLoadOn(
  generator: Pick<LoadGenerator, 'run'>,
  { target, restore }: MeasuredServer,
  load: Omit<LoadPlan, 'target'>,
): Promise<LoadResult> {
  const result = await generator.run({ ...load, target });
  if (result.writes !== null) restore();
  return result;
}

/** Combines the rounds of one load on one server. */
export function cellFromRounds(
  load: Pick<Cell, 'server' | 'scenario' | 'connections'>,
  results: readonly LoadResult[],
): Cell {
  return {
    ...load,
    requestsPerSecond: figureOf(results.map(({ requests, seconds }) => requests / seconds)),
    cpuPerRequest: figureOf(results.map((result) => cpuPerRequestOf(result).together)),
    databaseCpuPerRequest: figureOf(results.map((result) => cpuPerRequestOf(result).database)),
    latency: latencyFiguresOf(results.map(({ latency }) => latency)),
    reads: figuresOfPresent(results.map(({ reads }) => reads)),
    writes: figuresOfPresent(results.map(({ writes }) => writes)),
    generatorLoad: figureOf(results.map(({ generatorCpuSeconds, seconds }) => generatorCpuSeconds / seconds)),
  };
}

function figuresOfPresent(latencies: readonly (LatencyPercentiles | null)[]): LatencyFigures | null {
  const present = latencies.filter((latency) => latency !== null);
  return present.length === 0 ? null : latencyFiguresOf(present);
}

function loadKey(server: string, { scenario, connections }: Pick<Cell, 'scenario' | 'connections'>): string {
  return `${server} ${scenario} ${connections}`;
}

/** The items in the same order, but beginning with another one. */
export function rotated<Item>(items: readonly Item[], by: number): Item[] {
  const start = by % items.length;
  return [...items.slice(start), ...items.slice(0, start)];
}
