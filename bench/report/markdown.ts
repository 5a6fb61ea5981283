/** Markdown tables, and the lines about the conditions of a measurement. */
import type { Method } from '../results.js';
import { milliseconds } from './numbers.js';

/** A table with names in the first column and right-aligned numbers in the others. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const rule = header.map((_, index) => (index === 0 ? '---' : '---:'));
  return [header, rule, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

export function machineLine({ date, machine }: Pick<Method, 'date' | 'machine'>): string {
  const { processor, cores, memoryGb, system, node, pinned } = machine;
  const places = pinned ? 'Servers on one core, the load generator on another.' : 'Processes not pinned to cores.';
  return `${date}; ${processor}, ${cores} cores, ${Math.round(memoryGb)} GB, ${system}, Node.js ${node}. ${places}`;
}

export function methodLine(method: Method): string {
  const { rounds, secondsEach, commit } = method;
  const disk = `${milliseconds(commit.p50.median)} ms, 99th percentile ${milliseconds(commit.p99.median)} ms`;
  return `${machineLine(method)}\nMedians of ${rounds} interleaved rounds of ${secondsEach} s each. A durable transaction of one row on this disk: ${disk}.`;
}
