/** Writes results to a folder, each as a Markdown page, an SVG image and JSON, under fixed names. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Comparison, Growth, Latency, Memory } from '../results.js';
import { comparisonChart } from './comparison-chart.js';
import { comparisonPage } from './comparison-page.js';
import { growthChart } from './growth-chart.js';
import { growthPage } from './growth-page.js';
import { latencyChart, latencyPage } from './latency-report.js';
import { memoryChart, memoryPage } from './memory-report.js';

export function writeComparison(folder: string, comparison: Comparison): void {
  write(folder, 'comparison', comparison, comparisonPage(comparison), comparisonChart(comparison));
}

export function writeGrowth(folder: string, growth: Growth): void {
  write(folder, 'growth', growth, growthPage(growth), growthChart(growth));
}

export function writeLatency(folder: string, latency: Latency): void {
  write(folder, 'latency', latency, latencyPage(latency), latencyChart(latency));
}

export function writeMemory(folder: string, memory: Memory): void {
  write(folder, 'memory', memory, memoryPage(memory), memoryChart(memory));
}

function write(folder: string, name: string, results: unknown, page: string, chart: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${name}.json`), `${JSON.stringify(results, null, 1)}\n`);
  writeFileSync(join(folder, `${name}.md`), page);
  writeFileSync(join(folder, `${name}.svg`), chart);
}
