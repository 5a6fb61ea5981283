/** Interleaved rounds: each load is put on each server in turn, the order rotating, and all of it again each round. */
import type { LoadGenerator } from '../load/load-generator.js';
import type { LatencyPercentiles, LoadPlan, LoadResult, Target } from '../load/load-plan.js';
import type { ScenarioName } from '../load/scenarios.js';
import type { Cell, LatencyFigures } from '../results.js';
import { figureOf, latencyFiguresOf } from './statistics.js';

export interface Contender {
  readonly name: string;
  readonly target: Target;
  /** Takes out what creates have left. */
  restore(): void;
}

export interface Schedule {
  readonly contenders: readonly Contender[];
  readonly scenarios: readonly ScenarioName[];
  readonly connections: readonly number[];
  readonly rounds: number;
  readonly secondsEach: number;
  /** Seconds for which each server is kept busy before anything is measured. */
  readonly warmUpSeconds: number;
}

const WARM_UP_CONNECTIONS = 16;

/** Runs all of it, telling of each round that begins. */
export async function measure(
  generator: LoadGenerator,
  { contenders, scenarios, connections, rounds, secondsEach, warmUpSeconds }: Schedule,
  tell: (progress: string) => void,
): Promise<Cell[]> {
  for (const contender of contenders) {
    tell(`warming up ${contender.name}`);
    const until = { seconds: warmUpSeconds };
    await putOn(generator, contender, { scenario: 'mix', connections: WARM_UP_CONNECTIONS, until });
  }
  const loads = scenarios.flatMap((scenario) => connections.map((count) => ({ scenario, connections: count })));
  const results = new Map<string, LoadResult[]>();
  for (let round = 0; round < rounds; round += 1) {
    tell(`round ${round + 1} of ${rounds}`);
    for (const load of loads) {
      for (const contender of rotated(contenders, round)) {
        const result = await putOn(generator, contender, { ...load, until: { seconds: secondsEach } });
        const key = keyOf(contender.name, load);
        results.set(key, [...(results.get(key) ?? []), result]);
      }
    }
  }
  return loads.flatMap((load) =>
    contenders.map(({ name }) => cellOf({ server: name, ...load }, results.get(keyOf(name, load)) ?? [])),
  );
}

/** Leaves the server's table as it was: else the faster a server creates, the larger a table it would be measured over. */
async function putOn(
  generator: LoadGenerator,
  { target, restore }: Contender,
  load: Omit<LoadPlan, 'target'>,
): Promise<LoadResult> {
  const result = await generator.run({ ...load, target });
  if (result.writes !== null) restore();
  return result;
}

/** One cell of all its rounds. */
export function cellOf(load: Pick<Cell, 'server' | 'scenario' | 'connections'>, results: readonly LoadResult[]): Cell {
  return {
    ...load,
    requestsPerSecond: figureOf(results.map(({ requests, seconds }) => requests / seconds)),
    cpuPerRequest: figureOf(results.map(({ serverCpuSeconds, requests }) => (serverCpuSeconds / requests) * 1e6)),
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

function keyOf(server: string, { scenario, connections }: Pick<Cell, 'scenario' | 'connections'>): string {
  return `${server} ${scenario} ${connections}`;
}

function rotated<Item>(items: readonly Item[], by: number): Item[] {
  const start = by % items.length;
  return [...items.slice(start), ...items.slice(0, start)];
}
