/** The comparison as a Markdown page. */

import { connectionsOf, getCell, hasDatabaseServer, scenariosOf, serversOf } from '../find-cells.js';
import { SCENARIO_TITLES, type ScenarioName } from '../load/scenarios.js';
import type { Cell, Comparison, Ratio } from '../results.js';
import { busyNote, methodLine, table, unlessBusy } from './markdown.js';
import { milliseconds, ranged, times, whole } from './numbers.js';

export function comparisonPage(comparison: Comparison): string {
  const { method, cells } = comparison;
  const parts = [
    '# The service compared with its peers',
    methodLine(method),
    ...busyNote(cells),
    '![Requests per second and CPU time](comparison.svg)',
    ...scenariosOf(cells).map((scenario) => `## ${SCENARIO_TITLES[scenario]}\n\n${scenarioTable(cells, scenario)}`),
    ...ratios(comparison),
    ...readsDuringWrites(cells),
    `## Start-up and memory\n\n${serverTable(comparison)}`,
  ];
  return `${parts.join('\n\n')}\n`;
}

/** A row for each server, and columns for each number of connections. */
export function scenarioTable(cells: readonly Cell[], scenario: ScenarioName): string {
  const counts = connectionsOf(cells);
  const hasDatabase = hasDatabaseServer(cells);
  const database = hasDatabase ? ['of these PostgreSQL'] : [];
  const header = counts.flatMap((count) => [`${count}: requests/s`, 'p50 / p99 ms', 'CPU µs', ...database]);
  const rows = serversOf(cells).map((server) => [
    server,
    ...counts.flatMap((connections) => {
      const cell = getCell(cells, { server, scenario, connections });
      const { requestsPerSecond, latency, cpuPerRequest, databaseCpuPerRequest } = cell;
      const [p50, p99] = [milliseconds(latency.p50.median), milliseconds(latency.p99.median)];
      return [
        unlessBusy(ranged(requestsPerSecond, whole), cell),
        unlessBusy(`${p50} / ${p99}`, cell),
        ranged(cpuPerRequest, whole),
        ...(hasDatabase ? [ranged(databaseCpuPerRequest, whole)] : []),
      ];
    }),
  ]);
  return table(['server', ...header], rows);
}

/** Throughput and CPU time of the service as multiples of each peer's. */
function ratios({ cells, ratios: all }: Comparison): string[] {
  const peers = [...new Set(all.map(({ other }) => other))];
  if (peers.length === 0) return [];
  const rows = scenariosOf(cells).flatMap((scenario) =>
    connectionsOf(cells).map((connections) => [
      `${scenario}, ${connections}`,
      ...peers.map((peer) => {
        const found = all.find(
          (ratio) => ratio.other === peer && ratio.scenario === scenario && ratio.connections === connections,
        );
        return found === undefined ? '' : ratioText(found, cells);
      }),
    ]),
  );
  const text =
    'Requests per second (more is better) / CPU time per request (less is better), as multiples of the peer’s in the same run.';
  return [`## The service relative to each peer\n\n${text}\n\n${table(['load, connections', ...peers], rows)}`];
}

function ratioText(
  { server, other, requestsPerSecond, cpuPerRequest, ...load }: Ratio,
  cells: readonly Cell[],
): string {
  const compared = [server, other].map((name) => getCell(cells, { ...load, server: name }));
  const throughput = unlessBusy(times(requestsPerSecond), ...compared);
  return `${throughput} / ${times(cpuPerRequest)}`;
}

/** The 99th percentile of reads alone, of the same reads in the mix, and of creates alone. */
function readsDuringWrites(cells: readonly Cell[]): string[] {
  const needed: readonly ScenarioName[] = ['reads', 'mix', 'create'];
  if (!needed.every((scenario) => scenariosOf(cells).includes(scenario))) return [];
  const p99 = (load: Pick<Cell, 'server' | 'connections'>, scenario: ScenarioName, part: 'reads' | 'writes') => {
    const figure = getCell(cells, { ...load, scenario })[part]?.p99;
    return figure === undefined ? '' : ranged(figure, milliseconds);
  };
  const rows = serversOf(cells).flatMap((server) =>
    connectionsOf(cells).map((connections) => {
      const load = { server, connections };
      return [
        `${server}, ${connections}`,
        p99(load, 'reads', 'reads'),
        p99(load, 'mix', 'reads'),
        p99(load, 'create', 'writes'),
      ];
    }),
  );
  const header = ['server, connections', 'reads alone', 'the same reads during creates', 'creates alone'];
  return [`## Reads during writes\n\n99th percentiles in milliseconds.\n\n${table(header, rows)}`];
}

function serverTable({ servers }: Comparison): string {
  const rows = servers.map(({ server, startUp, peakMemoryMb }) => [
    server,
    ranged(startUp, whole),
    ranged(peakMemoryMb, whole),
  ]);
  return table(['server', 'first response on an empty database, ms', 'peak memory, MB'], rows);
}
