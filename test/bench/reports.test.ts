/** The reports show the figures of the results. */
import { describe, expect, test } from 'vitest';
import { ratiosOver } from '../../bench/measurements/runs.js';
import { comparisonChart } from '../../bench/report/comparison-chart.js';
import { comparisonPage } from '../../bench/report/comparison-page.js';
import { growthChart } from '../../bench/report/growth-chart.js';
import { growthPage } from '../../bench/report/growth-page.js';
import { latencyChart, latencyPage } from '../../bench/report/latency-report.js';
import { grownMb, memoryChart, memoryPage } from '../../bench/report/memory-report.js';
import { processesPage } from '../../bench/report/processes-page.js';
import type { Growth, Latency, Memory, Percentiles, RateCell } from '../../bench/results.js';
import { cell, comparisonOf, figure, METHOD } from '../support/bench/sample-results.js';
import { parseXml, type XmlElement } from '../support/rest/parse-xml.js';
import { tableRows } from '../support/system/markdown.js';

const BY_SIZE = [
  cell({ server: '1000 rows, 1 tenant', scenario: 'read', connections: 16 }, 5000, 100),
  cell({ server: '1000000 rows, 10000 tenants', scenario: 'read', connections: 16 }, 4000, 125),
];
const GROWTH: Growth = {
  method: METHOD,
  sizes: [
    { name: '1000 rows, 1 tenant', rows: 1000, tenants: 1 },
    { name: '1000000 rows, 10000 tenants', rows: 1_000_000, tenants: 10_000 },
  ],
  bySize: BY_SIZE,
  ratios: ratiosOver([BY_SIZE], '1000000 rows, 10000 tenants', '1000 rows, 1 tenant'),
  byConnections: [1, 256].map((connections) =>
    cell({ server: '1000 rows, 1 tenant', scenario: 'read', connections }, 1000 * connections, 100),
  ),
};
const MEMORY: Memory = {
  method: METHOD,
  connections: 64,
  samples: [80, 120, 130, 125].map((memoryMb, index) => ({ creates: [50, 100, 500, 1000][index] ?? 0, memoryMb })),
};

/** The elements of an SVG image with a name. Its texts are ignored. Throws if it is not well-formed. */
function elementsOf(svg: string, name: string): XmlElement[] {
  const root = parseXml(`<?xml version="1.0" encoding="utf-8"?>${svg.replace(/>[^<>]+</g, '><')}`);
  const all = (element: XmlElement): XmlElement[] => [element, ...element.children.flatMap(all)];
  return all(root).filter((element) => element.name === name);
}

describe('the page of the comparison', () => {
  const page = comparisonPage(comparisonOf(['create', 'reads', 'mix']));

  test('has a table for each load with a row for each server', () => {
    const header = '| server | 1: requests/s | p50 / p99 ms | CPU µs | 16: requests/s | p50 / p99 ms | CPU µs |';
    expect(page.match(/^## /gm)).toHaveLength(3 + 3);
    expect(tableRows(page, header)).toEqual([
      ['service', '2,000', '1.50 / 12.3', '100', '32,000', '1.50 / 12.3', '100'],
      ['raw', '1,000', '1.50 / 12.3', '200', '16,000', '1.50 / 12.3', '200'],
    ]);
  });

  test('shows throughput and CPU time as multiples of each peer', () => {
    const rows = tableRows(page, '| load, connections | raw |');
    expect(rows).toHaveLength(6);
    expect(rows[0]).toEqual(['create, 1', '2.00× / 0.50×']);
  });

  test('compares reads alone with the same reads during creates, and with creates', () => {
    const rows = tableRows(page, '| server, connections | reads alone |');
    expect(rows[0]).toEqual(['service, 1', '6.00', '7.00', '8.00']);
  });

  test('shows the conditions of the measurement, start-up times and memory', () => {
    expect(page).toContain(
      'Medians of 5 runs with newly started servers, each run the median of 3 interleaved rounds of 2 s;',
    );
    expect(page).toContain('this disk: 0.50 ms, 99th percentile 4.00 ms.');
    expect(tableRows(page, '| server | first response')[0]).toEqual(['service', '612', '149']);
  });

  test('shows the lowest and the highest run beside each median', () => {
    const { cells, ratios, ...rest } = comparisonOf(['read']);
    const requestsPerSecond = { median: 2000, min: 1800, max: 2300 };
    const ranges = comparisonPage({
      ...rest,
      cells: cells.map((each) => ({ ...each, requestsPerSecond })),
      ratios: ratios.map((each) => ({ ...each, requestsPerSecond: { median: 2, min: 1.75, max: 2.25 } })),
    });
    expect(ranges).toContain('| service | 2,000 (1,800–2,300) | 1.50 / 12.3 | 100 |');
    expect(tableRows(ranges, '| load, connections | raw |')[0]).toEqual(['read, 1', '2.00× (1.75–2.25) / 0.50×']);
  });

  test('marks the figures that the load generator may have limited, and no others', () => {
    const { cells, ...rest } = comparisonOf(['read']);
    const busy = cells.map((each, index) => ({ ...each, generatorLoad: figure(index === 1 ? 0.81 : 0.8) }));
    const marked = comparisonPage({ ...rest, cells: busy });
    expect(marked).toContain('† The load generator used more than 80 % of its core');
    expect(marked).toContain('| raw | 1,000 † | 1.50 / 12.3 † | 200 | 16,000 | 1.50 / 12.3 | 200 |');
    expect(tableRows(marked, '| load, connections | raw |')).toEqual([
      ['read, 1', '2.00× † / 0.50×'],
      ['read, 16', '2.00× / 0.50×'],
    ]);
    expect(page).not.toContain('†');
  });

  test('shows the part of a database server, and names it', () => {
    const { method, cells, ...rest } = comparisonOf(['read']);
    const databaseServer = 'PostgreSQL 15.18, `fsync = on`';
    const over = comparisonPage({
      ...rest,
      method: { ...method, databaseServer },
      cells: cells.map((each) => ({ ...each, databaseCpuPerRequest: figure(30) })),
    });
    expect(over).toContain(`Node.js v20.19.0, ${databaseServer}. Servers and PostgreSQL on one core,`);
    expect(over).toContain('| server | 1: requests/s | p50 / p99 ms | CPU µs | of these PostgreSQL | 16: requests/s |');
    expect(over).toContain('| service | 2,000 | 1.50 / 12.3 | 100 | 30 | 32,000 |');
  });

  test('leaves out what was not measured', () => {
    expect(comparisonPage(comparisonOf(['read']))).not.toContain('Reads during writes');
  });
});

test('the image of the comparison draws each bar as long as its value', () => {
  const bars = elementsOf(comparisonChart(comparisonOf(['read'])), 'rect').filter(({ attributes }) => attributes['x']);
  const lengths = bars.map(({ attributes }) => Number(attributes['width']));
  // Throughput with one connection, with sixteen, then CPU time.
  expect(lengths.map((length) => length / Math.max(...lengths))).toEqual([1, 0.5, 1, 0.5, 0.5, 1]);
});

describe('the report on growth', () => {
  test('shows the largest size as a multiple of the smallest', () => {
    const rows = tableRows(growthPage(GROWTH), '|  | Point read: CPU µs |');
    expect(rows.map(([, cpu]) => cpu)).toEqual(['100', '125', '1.25×']);
  });

  test('has a row for each number of connections', () => {
    const rows = tableRows(growthPage(GROWTH), '| connections | Point read: requests/s |');
    expect(rows.map(([connections, throughput]) => [connections, throughput])).toEqual([
      ['1', '1,000'],
      ['256', '256,000'],
    ]);
  });

  test('draws a line through every value', () => {
    const lines = elementsOf(growthChart(GROWTH), 'polyline').map(({ attributes }) => attributes['points']);
    // From zero at the bottom, 200, to the top of the scale at 0.
    expect(lines).toEqual(['0.0,100.0 420.0,75.0', '0.0,199.5 420.0,72.0', '0.0,77.5 420.0,77.5']);
  });
});

describe('the report on latency', () => {
  function percentiles(all: number): Percentiles {
    const percentile = (share: number) => ({ all: all * share, min: all * share - 0.5, max: all * share + 4 });
    return { p50: percentile(1), p99: percentile(2), p999: percentile(4) };
  }
  const rateCell = (server: string, scenario: RateCell['scenario'], all: number): RateCell => ({
    ...{ server, scenario, requestsPerSecond: 1500, peak: 3000, requests: 450_000, latency: percentiles(all) },
    ...{ reads: percentiles(all), writes: scenario === 'reads' ? null : percentiles(all + 5), late: percentiles(0.1) },
    ...{
      cpuPerRequest: figure(300),
      databaseCpuPerRequest: figure(0),
      generatorLoad: figure(server === 'raw' ? 0.9 : 0.4),
    },
  });
  const cells = (['reads', 'mix'] as const).flatMap((name) => [rateCell('service', name, 1), rateCell('raw', name, 2)]);
  const LATENCY: Latency = { method: { ...METHOD, secondsEach: 60 }, connections: 64, cells };
  const page = latencyPage(LATENCY);

  test('shows percentiles of all runs with the range of the runs', () => {
    const rows = tableRows(page, '| server | requests/s | p50 |');
    expect(rows[0]).toEqual([
      ...['service', '1,500', '1.00 (0.50–5.00)', '2.00 (1.50–6.00)', '4.00 (3.50–8.00)', '0.20'],
    ]);
    expect(page).toContain(
      'at half of what each server answers at most with 64 connections, for 60 s per run. Runs, each with newly started servers: 5.',
    );
  });

  test('shows reads and creates of the mix separately', () => {
    const rows = tableRows(page.slice(page.indexOf('## Mix')), '| server | requests/s | p50 |');
    expect(rows.map(([name, , p50]) => [name, p50])).toEqual([
      ['service', '1.00 (0.50–5.00)'],
      ['service: reads', '1.00 (0.50–5.00)'],
      ['service: creates', '6.00 (5.50–10.0)'],
      ['raw', '2.00 (1.50–6.00) †'],
      ['raw: reads', '2.00 (1.50–6.00) †'],
      ['raw: creates', '7.00 (6.50–11.0) †'],
    ]);
  });

  test('says if all servers had the same rate', () => {
    const same = latencyPage({ ...LATENCY, cells: cells.map((each) => ({ ...each, peak: null })) });
    expect(same).toContain('at fixed times, at the same rate for all servers, for 60 s');
  });

  test('draws a bar for each server and percentile of each load', () => {
    const bars = elementsOf(latencyChart(LATENCY), 'rect').filter(({ attributes }) => attributes['x']);
    expect(bars).toHaveLength(2 * 3 * 2);
  });
});

test('the report on processes shows two as a multiple of one, and how busy the load generator was', () => {
  const load = { scenario: 'read', connections: 64 } as const;
  const cells = [cell({ server: 'service', ...load }, 1000, 200), cell({ server: 'service-2', ...load }, 1900, 220)];
  const page = processesPage({
    method: METHOD,
    share: 0.25,
    cells,
    ratios: ratiosOver([cells], 'service-2', 'service'),
  });
  expect(tableRows(page, '| load, connections | requests/s |')).toEqual([['Point read, 64', '1.90×', '1.10×']]);
  expect(page).toContain(
    'Each process may use 25 % of a core. The load generator used at most 40 % with 64 connections.',
  );
});

describe('the report on memory', () => {
  test('measures growth from the end of the warm-up', () => {
    expect(grownMb(MEMORY)).toBe(10);
    expect(grownMb({ samples: MEMORY.samples.map((sample) => ({ ...sample, memoryMb: -sample.memoryMb })) })).toBe(0);
  });

  test('shows every sample', () => {
    expect(tableRows(memoryPage(MEMORY), '| creates | resident memory, MB |')).toHaveLength(4);
    const [line] = elementsOf(memoryChart(MEMORY), 'polyline');
    expect(line?.attributes['points']?.split(' ')).toHaveLength(4);
  });
});
