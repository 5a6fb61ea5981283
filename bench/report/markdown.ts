/** Markdown tables, and the lines about the conditions of a measurement. */
import { isGeneratorBusy } from '../find-cells.js';
import type { Cell, Method } from '../results.js';
import { milliseconds } from './numbers.js';

/** A table with names in the first column and right-aligned numbers in the others. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const rule = header.map((_, index) => (index === 0 ? '---' : '---:'));
  return [header, rule, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

const BUSY = '†';

/** Marks a figure if the load generator may have been its limit in one of the cells. */
export function unlessBusy(text: string, ...cells: readonly Pick<Cell, 'generatorLoad'>[]): string {
  return cells.some(isGeneratorBusy) ? `${text} ${BUSY}` : text;
}

/** What the mark means; nothing if no cell has it. */
export function busyNote(cells: readonly Pick<Cell, 'generatorLoad'>[]): string[] {
  if (!cells.some(isGeneratorBusy)) return [];
  return [
    `${BUSY} The load generator used more than 80 % of its core and may have been the limit: the server can do more. The CPU time per request is not affected.`,
  ];
}

export function machineLine({
  date,
  machine,
  databaseServer,
}: Pick<Method, 'date' | 'machine' | 'databaseServer'>): string {
  const { processor, cores, memoryGb, system, node, pinned } = machine;
  const servers = databaseServer === null ? 'Servers' : 'Servers and PostgreSQL';
  const places = pinned ? `${servers} on one core, the load generator on another.` : 'Processes not pinned to cores.';
  return `${date}; ${processor}, ${cores} cores, ${Math.round(memoryGb)} GB, ${system}, Node.js ${node}${databaseServer === null ? '' : `, ${databaseServer}`}. ${places}`;
}

export function methodLine(method: Method): string {
  const { runs, rounds, secondsEach } = method;
  return `${machineLine(method)}\nMedians of ${runs} runs with newly started servers, each run the median of ${rounds} interleaved rounds of ${secondsEach} s; in brackets the lowest and the highest run. ${diskLine(method)}`;
}

export function diskLine({ commit }: Pick<Method, 'commit'>): string {
  const disk = `${milliseconds(commit.p50.median)} ms, 99th percentile ${milliseconds(commit.p99.median)} ms`;
  return `A durable transaction of one row on this disk: ${disk}.`;
}
