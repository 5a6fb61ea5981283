/**
 * Combines several runs, each with servers that were started for it, because a process is up to an eighth faster or slower than
 * the next one of the same program for as long as it lives. Pure.
 */
import { getCell } from '../find-cells.js';
import type { Cell, Figure, LatencyFigures, Ratio } from '../results.js';
import { figureOf } from './statistics.js';

type Run = readonly Cell[];

/** The medians of the runs, and the range between them. All runs must have the same loads. */
export function combineRuns(runs: readonly Run[]): Cell[] {
  const [first = []] = runs;
  return first.map(({ server, scenario, connections }) => {
    const load = { server, scenario, connections };
    const cells = runs.map((run) => getCell(run, load));
    const over = (figure: (cell: Cell) => Figure) => figureOf(cells.map((cell) => figure(cell).median));
    return {
      ...load,
      requestsPerSecond: over((cell) => cell.requestsPerSecond),
      cpuPerRequest: over((cell) => cell.cpuPerRequest),
      databaseCpuPerRequest: over((cell) => cell.databaseCpuPerRequest),
      latency: combineLatencies(cells.map(({ latency }) => latency)),
      reads: combinePresent(cells.map(({ reads }) => reads)),
      writes: combinePresent(cells.map(({ writes }) => writes)),
      generatorLoad: over((cell) => cell.generatorLoad),
    };
  });
}

/** One server as a multiple of another, under each load. None if one of them was not measured. */
export function ratiosOver(runs: readonly Run[], server: string, other: string): Ratio[] {
  const [first = []] = runs;
  if (!first.some((cell) => cell.server === other)) return [];
  return first
    .filter((cell) => cell.server === server)
    .map(({ scenario, connections }) => {
      const load = { scenario, connections };
      const over = (figure: 'requestsPerSecond' | 'cpuPerRequest') =>
        figureOf(
          runs.map(
            (run) =>
              getCell(run, { ...load, server })[figure].median /
              getCell(run, { ...load, server: other })[figure].median,
          ),
        );
      const figures = { requestsPerSecond: over('requestsPerSecond'), cpuPerRequest: over('cpuPerRequest') };
      return { server, other, ...load, ...figures };
    });
}

function combineLatencies(latencies: readonly LatencyFigures[]): LatencyFigures {
  return {
    p50: figureOf(latencies.map(({ p50 }) => p50.median)),
    p99: figureOf(latencies.map(({ p99 }) => p99.median)),
  };
}

function combinePresent(latencies: readonly (LatencyFigures | null)[]): LatencyFigures | null {
  const present = latencies.filter((latency) => latency !== null);
  return present.length === 0 ? null : combineLatencies(present);
}
