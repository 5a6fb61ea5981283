/** The comparison as an SVG image: for each scenario a row with throughput by connections, then CPU time. */

import { connectionsOf, getCell, MAIN, scenariosOf, serversOf } from '../find-cells.js';
import { SCENARIO_TITLES } from '../load/scenarios.js';
import type { Cell, Comparison } from '../results.js';
import { type Bar, bars, barsHeight } from './bars.js';
import { unlessBusy } from './markdown.js';
import { whole } from './numbers.js';
import { image, label, moved, type Svg } from './svg.js';

const PANEL_WIDTH = 300;
const GAP = 20;
const TITLE_HEIGHT = 24;

export function comparisonChart({ cells }: Pick<Comparison, 'cells'>): Svg {
  const [counts, servers] = [connectionsOf(cells), serversOf(cells)];
  const rowHeight = TITLE_HEIGHT + barsHeight(servers.length) + GAP;
  const most = counts.at(-1) ?? 0;
  const rows = scenariosOf(cells).map((scenario, row) => {
    const panel = (title: string, connections: number, figure: 'requestsPerSecond' | 'cpuPerRequest') =>
      bars(
        title,
        servers.map((server): Bar => {
          const cell = getCell(cells, { server, scenario, connections });
          const median = whole(cell[figure].median);
          const text = figure === 'requestsPerSecond' ? unlessBusy(median, cell) : median;
          return { name: server, figure: cell[figure], text, isMain: server === MAIN };
        }),
        PANEL_WIDTH,
      );
    const panels = [
      ...counts.map((count) => panel(`requests/s, ${plural(count)}`, count, 'requestsPerSecond')),
      panel(`CPU µs per request (less is better), ${plural(most)}`, most, 'cpuPerRequest'),
    ];
    const placed = panels.map((each, column) => moved(column * (PANEL_WIDTH + GAP), TITLE_HEIGHT, each));
    return moved(GAP, GAP + row * rowHeight, label(SCENARIO_TITLES[scenario].toUpperCase(), 0, 12), ...placed);
  });
  const width = GAP + (counts.length + 1) * (PANEL_WIDTH + GAP);
  return image('The service compared with its peers', width, GAP + rows.length * rowHeight, ...rows);
}

function plural(connections: Cell['connections']): string {
  return `${connections} ${connections === 1 ? 'connection' : 'connections'}`;
}
