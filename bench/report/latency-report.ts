/** The report on latency at a constant rate as a Markdown page and as an SVG image. */
import { MAIN, scenariosOf } from '../find-cells.js';
import { SCENARIO_TITLES, type ScenarioName } from '../load/scenarios.js';
import type { Latency, Percentile, Percentiles, RateCell } from '../results.js';
import { bars, barsHeight } from './bars.js';
import { busyNote, diskLine, machineLine, table, unlessBusy } from './markdown.js';
import { milliseconds, whole } from './numbers.js';
import { image, label, moved, type Svg } from './svg.js';

const PANEL_WIDTH = 300;
const GAP = 20;
const TITLE_HEIGHT = 24;
const PERCENTILES = { p50: 'p50', p99: 'p99', p999: 'p99.9' } as const;
const NAMES = Object.keys(PERCENTILES) as (keyof Percentiles)[];

export function latencyPage(latency: Latency): string {
  const { method, cells } = latency;
  const parts = [
    '# Latency at a constant rate',
    `${machineLine(method)} ${diskLine(method)}`,
    methodText(latency),
    ...busyNote(cells),
    '![Percentiles of the latency](latency.svg)',
    ...scenariosOf(cells).map((scenario) => `## ${SCENARIO_TITLES[scenario]}\n\n${scenarioTable(cells, scenario)}`),
  ];
  return `${parts.join('\n\n')}\n`;
}

function methodText({ method: { runs, secondsEach }, connections, cells }: Latency): string {
  const rate = cells.every(({ peak }) => peak === null)
    ? 'at the same rate for all servers'
    : `at half of what each server answers at most with ${connections} connections`;
  return [
    `Requests are sent at fixed times, ${rate}, for ${secondsEach} s per run. Runs, each with newly started servers: ${runs}.`,
    'Milliseconds from the time at which a request was due until it was answered. Percentiles are of the requests of all runs; in brackets the lowest and the highest run.',
    'The last column is by how much the load generator itself was late, which is part of every latency.',
  ].join('\n');
}

function scenarioTable(all: readonly RateCell[], scenario: ScenarioName): string {
  const cells = all.filter((cell) => cell.scenario === scenario);
  const rows = cells.flatMap((cell) => {
    const { server, requestsPerSecond, latency, reads, writes, late } = cell;
    const parts =
      reads !== null && writes !== null
        ? ([
            ['reads', reads],
            ['creates', writes],
          ] as const)
        : [];
    return [
      [
        server,
        whole(requestsPerSecond),
        ...texts(latency).map((text) => unlessBusy(text, cell)),
        milliseconds(late.p99.all),
      ],
      ...parts.map(([name, percentiles]) => [
        `${server}: ${name}`,
        '',
        ...texts(percentiles).map((text) => unlessBusy(text, cell)),
        '',
      ]),
    ];
  });
  return table(['server', 'requests/s', ...Object.values(PERCENTILES), 'generator, p99'], rows);
}

function texts(percentiles: Percentiles): string[] {
  return NAMES.map((name) => {
    const { all, min, max } = percentiles[name];
    return min === max ? milliseconds(all) : `${milliseconds(all)} (${milliseconds(min)}–${milliseconds(max)})`;
  });
}

/** A row for each scenario, and a panel for each percentile. */
export function latencyChart({ cells }: Latency): Svg {
  const rows = scenariosOf(cells).map((scenario) => cells.filter((cell) => cell.scenario === scenario));
  const rowHeight = TITLE_HEIGHT + barsHeight(Math.max(...rows.map((row) => row.length))) + GAP;
  const placed = rows.map((row, index) => {
    const panels = NAMES.map((name, column) =>
      moved(
        column * (PANEL_WIDTH + GAP),
        TITLE_HEIGHT,
        panelOf(PERCENTILES[name], row, ({ latency }) => latency[name]),
      ),
    );
    const [scenario] = scenariosOf(row);
    const title = scenario === undefined ? '' : SCENARIO_TITLES[scenario].toUpperCase();
    return moved(GAP, GAP + index * rowHeight, label(title, 0, 12), ...panels);
  });
  const width = GAP + NAMES.length * (PANEL_WIDTH + GAP);
  return image('Latency at a constant rate', width, GAP + rows.length * rowHeight, ...placed);
}

function panelOf(name: string, row: readonly RateCell[], percentile: (cell: RateCell) => Percentile): Svg {
  const all = row.map((cell) => {
    const { all: median, min, max } = percentile(cell);
    const text = unlessBusy(milliseconds(median), cell);
    return { name: cell.server, figure: { median, min, max }, text, isMain: cell.server === MAIN };
  });
  return bars(`${name}, ms (less is better)`, all, PANEL_WIDTH);
}
