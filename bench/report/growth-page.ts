/** The report on growth as a Markdown page. */

import { connectionsOf, getCell, scenariosOf, serversOf } from '../find-cells.js';
import { SCENARIO_TITLES } from '../load/scenarios.js';
import type { Cell, Growth } from '../results.js';
import { busyNote, methodLine, table, unlessBusy } from './markdown.js';
import { milliseconds, ranged, times, whole } from './numbers.js';

export function growthPage(growth: Growth): string {
  const { method, bySize, byConnections } = growth;
  const [connections = 0] = connectionsOf(bySize);
  const parts = [
    '# How cost grows',
    methodLine(method),
    ...busyNote([...bySize, ...byConnections]),
    '![CPU time by rows, throughput and latency by connections](growth.svg)',
    `## With rows and tenants, at ${connections} connections\n\nLast line: the largest size as a multiple of the smallest.`,
    sizeTable(growth, connections),
    '## With connections, on the smallest size',
    connectionsTable(byConnections),
  ];
  return `${parts.join('\n\n')}\n`;
}

function sizeTable({ bySize: cells, ratios }: Growth, connections: number): string {
  const scenarios = scenariosOf(cells);
  const header = scenarios.flatMap((scenario) => [`${SCENARIO_TITLES[scenario]}: CPU µs`, 'p50 / p99 ms']);
  const rows = serversOf(cells).map((server) => [
    server,
    ...scenarios.flatMap((scenario) => figures(getCell(cells, { server, scenario, connections }), 'cpuPerRequest')),
  ]);
  const growth = scenarios.flatMap((scenario) => {
    const found = ratios.find((ratio) => ratio.scenario === scenario);
    return [found === undefined ? '' : times(found.cpuPerRequest), ''];
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
  const latency = unlessBusy(`${milliseconds(p50.median)} / ${milliseconds(p99.median)}`, cell);
  const text = ranged(cell[figure], whole);
  return [figure === 'requestsPerSecond' ? unlessBusy(text, cell) : text, latency];
}
