/** The report on growth as a Markdown page. */

import { SCENARIO_TITLES } from '../load/scenarios.js';
import type { Cell, Growth } from '../results.js';
import { connectionsOf, getCell, scenariosOf, serversOf } from './find-cells.js';
import { methodLine, table } from './markdown.js';
import { milliseconds, times, whole } from './numbers.js';

export function growthPage({ method, bySize, byConnections }: Growth): string {
  const [connections = 0] = connectionsOf(bySize);
  const parts = [
    '# How cost grows',
    methodLine(method),
    '![CPU time by rows, throughput and latency by connections](growth.svg)',
    `## With rows and tenants, at ${connections} connections\n\nLast line: the largest size as a multiple of the smallest.`,
    sizeTable(bySize, connections),
    '## With connections, on the smallest size',
    connectionsTable(byConnections),
  ];
  return `${parts.join('\n\n')}\n`;
}

function sizeTable(cells: readonly Cell[], connections: number): string {
  const scenarios = scenariosOf(cells);
  const header = scenarios.flatMap((scenario) => [`${SCENARIO_TITLES[scenario]}: CPU µs`, 'p50 / p99 ms']);
  const sizes = serversOf(cells);
  const rows = sizes.map((server) => [
    server,
    ...scenarios.flatMap((scenario) => figures(getCell(cells, { server, scenario, connections }), 'cpuPerRequest')),
  ]);
  const [first = '', last = ''] = [sizes[0], sizes.at(-1)];
  const growth = scenarios.flatMap((scenario) => {
    const [small, large] = [first, last].map((server) => getCell(cells, { server, scenario, connections }));
    return [times(large?.cpuPerRequest.median ?? 0, small?.cpuPerRequest.median ?? 0), ''];
  });
  return table(['', ...header], [...rows, ['', ...growth]]);
}

function connectionsTable(cells: readonly Cell[]): string {
  const [scenarios, [server = '']] = [scenariosOf(cells), serversOf(cells)];
  const header = scenarios.flatMap((scenario) => [`${SCENARIO_TITLES[scenario]}: requests/s`, 'p50 / p99 ms']);
  const rows = connectionsOf(cells).map((connections) => [
    String(connections),
    ...scenarios.flatMap((scenario) => figures(getCell(cells, { server, scenario, connections }), 'requestsPerSecond')),
  ]);
  return table(['connections', ...header], rows);
}

function figures(cell: Cell, figure: 'cpuPerRequest' | 'requestsPerSecond'): [string, string] {
  const { p50, p99 } = cell.latency;
  return [whole(cell[figure].median), `${milliseconds(p50.median)} / ${milliseconds(p99.median)}`];
}
