/** The comparison as a Markdown page. */

import { SCENARIO_TITLES, type ScenarioName } from '../load/scenarios.js';
import type { Cell, Comparison } from '../results.js';
import { connectionsOf, getCell, MAIN, scenariosOf, serversOf } from './find-cells.js';
import { methodLine, table } from './markdown.js';
import { milliseconds, times, whole } from './numbers.js';

export function comparisonPage(comparison: Comparison): string {
  const { method, cells } = comparison;
  const parts = [
    '# The service compared with its peers',
    methodLine(method),
    '![Requests per second and CPU time](comparison.svg)',
    ...scenariosOf(cells).map((scenario) => `## ${SCENARIO_TITLES[scenario]}\n\n${scenarioTable(cells, scenario)}`),
    ...ratios(cells),
    ...readsDuringWrites(cells),
    `## Start-up and memory\n\n${serverTable(comparison)}`,
  ];
  return `${parts.join('\n\n')}\n`;
}

function scenarioTable(cells: readonly Cell[], scenario: ScenarioName): string {
  const counts = connectionsOf(cells);
  const header = counts.flatMap((count) => [`${count}: requests/s`, 'p50 / p99 ms', 'CPU µs']);
  const rows = serversOf(cells).map((server) => [
    server,
    ...counts.flatMap((connections) => {
      const { requestsPerSecond, latency, cpuPerRequest } = getCell(cells, { server, scenario, connections });
      const [p50, p99] = [milliseconds(latency.p50.median), milliseconds(latency.p99.median)];
      return [whole(requestsPerSecond.median), `${p50} / ${p99}`, whole(cpuPerRequest.median)];
    }),
  ]);
  return table(['server', ...header], rows);
}

/** Throughput and CPU time of the service as multiples of each peer's. */
function ratios(cells: readonly Cell[]): string[] {
  const peers = serversOf(cells).filter((server) => server !== MAIN);
  if (peers.length === 0 || !serversOf(cells).includes(MAIN)) return [];
  const rows = scenariosOf(cells).flatMap((scenario) =>
    connectionsOf(cells).map((connections) => {
      const ours = getCell(cells, { server: MAIN, scenario, connections });
      return [
        `${scenario}, ${connections}`,
        ...peers.map((server) => {
          const theirs = getCell(cells, { server, scenario, connections });
          const throughput = times(ours.requestsPerSecond.median, theirs.requestsPerSecond.median);
          return `${throughput} / ${times(ours.cpuPerRequest.median, theirs.cpuPerRequest.median)}`;
        }),
      ];
    }),
  );
  const text =
    'Requests per second (more is better) / CPU time per request (less is better), as multiples of the peer’s.';
  return [`## The service relative to each peer\n\n${text}\n\n${table(['load, connections', ...peers], rows)}`];
}

/** The 99th percentile of reads alone, of the same reads in the mix, and of creates alone. */
function readsDuringWrites(cells: readonly Cell[]): string[] {
  const needed: readonly ScenarioName[] = ['reads', 'mix', 'create'];
  if (!needed.every((scenario) => scenariosOf(cells).includes(scenario))) return [];
  const p99 = (load: Pick<Cell, 'server' | 'connections'>, scenario: ScenarioName, part: 'reads' | 'writes') =>
    milliseconds(getCell(cells, { ...load, scenario })[part]?.p99.median ?? Number.NaN);
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
  const rows = servers.map(({ server, startUp, peakMemoryMb }) => [server, whole(startUp.median), whole(peakMemoryMb)]);
  return table(['server', 'first response on an empty database, ms', 'peak memory, MB'], rows);
}
