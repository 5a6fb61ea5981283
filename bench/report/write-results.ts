/** Writes results to a folder, each as a Markdown page, an SVG image and JSON, under a name for each measurement and database. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Comparison, Growth, Latency, Memory, Method, Processes } from '../results.js';
import { comparisonChart } from './comparison-chart.js';
import { comparisonPage } from './comparison-page.js';
import { growthChart } from './growth-chart.js';
import { growthPage } from './growth-page.js';
import { latencyChart, latencyPage } from './latency-report.js';
import { memoryChart, memoryPage } from './memory-report.js';
import { processesPage } from './processes-page.js';

export function writeComparison(folder: string, comparison: Comparison): void {
  const name = comparison.method.databaseServer === null ? 'comparison' : 'postgres';
  write(folder, name, comparison, comparisonPage(comparison), comparisonChart(comparison));
}

export function writeGrowth(folder: string, growth: Growth): void {
  write(folder, nameOf('growth', growth), growth, growthPage(growth), growthChart(growth));
}

export function writeLatency(folder: string, latency: Latency): void {
  write(folder, nameOf('latency', latency), latency, latencyPage(latency), latencyChart(latency));
}

export function writeMemory(folder: string, memory: Memory): void {
  write(folder, nameOf('memory', memory), memory, memoryPage(memory), memoryChart(memory));
}

export function writeProcesses(folder: string, processes: Processes): void {
  const chart = comparisonChart(processes);
  write(folder, nameOf('processes', processes), processes, processesPage(processes), chart);
}

const IMAGE = /\]\(\w+\.svg\)/;

function nameOf(measurement: string, { method }: { readonly method: Pick<Method, 'databaseServer'> }): string {
  return method.databaseServer === null ? measurement : `postgres-${measurement}`;
}

/** The page shows an image of its own name. */
function write(folder: string, name: string, results: unknown, page: string, chart: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${name}.json`), `${JSON.stringify(results, null, 1)}\n`);
  writeFileSync(join(folder, `${name}.md`), page.replace(IMAGE, `](${name}.svg)`));
  writeFileSync(join(folder, `${name}.svg`), chart);
}
