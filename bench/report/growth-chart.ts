/** The report on growth as an SVG image of three panels. */

import { connectionsOf, getCell, scenariosOf, serversOf } from '../find-cells.js';
import { SCENARIO_TITLES } from '../load/scenarios.js';
import type { Cell, Growth } from '../results.js';
import { LINES_WIDTH, type LinesPanel, lines, linesHeight } from './lines.js';
import { short } from './numbers.js';
import { image, moved, type Svg } from './svg.js';

const GAP = 20;

export function growthChart({ sizes, bySize, byConnections }: Growth): Svg {
  const places = sizes.map(({ rows, tenants }) => `${short(rows)} / ${short(tenants)}`);
  const panels = [
    { title: 'CPU µs per request, by rows / tenants', places, lines: linesBySize(bySize) },
    connectionsPanel('requests/s, by connections', byConnections, (cell) => cell.requestsPerSecond.median),
    connectionsPanel('99th percentile, ms, by connections', byConnections, (cell) => cell.latency.p99.median),
  ];
  const placed = panels.map((panel, index) => moved(GAP + index * (LINES_WIDTH + GAP), GAP, lines(panel)));
  const height = 2 * GAP + linesHeight(scenariosOf(bySize).length);
  return image('How cost grows', GAP + panels.length * (LINES_WIDTH + GAP), height, ...placed);
}

function linesBySize(cells: readonly Cell[]): LinesPanel['lines'] {
  const [connections = 0] = connectionsOf(cells);
  return scenariosOf(cells).map((scenario) => ({
    name: SCENARIO_TITLES[scenario],
    values: serversOf(cells).map((server) => getCell(cells, { server, scenario, connections }).cpuPerRequest.median),
  }));
}

function connectionsPanel(title: string, cells: readonly Cell[], value: (cell: Cell) => number): LinesPanel {
  const [counts, [server = '']] = [connectionsOf(cells), serversOf(cells)];
  return {
    title,
    places: counts.map(String),
    lines: scenariosOf(cells).map((scenario) => ({
      name: SCENARIO_TITLES[scenario],
      values: counts.map((connections) => value(getCell(cells, { server, scenario, connections }))),
    })),
  };
}
