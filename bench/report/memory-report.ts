/** The report on memory as a Markdown page and as an SVG image. */
import type { Memory } from '../results.js';
import { LINES_WIDTH, lines, linesHeight } from './lines.js';
import { machineLine, table } from './markdown.js';
import { short, whole } from './numbers.js';
import { image, moved, type Svg } from './svg.js';

const GAP = 20;
const LABELS = 5;
// The first tenth is warm-up: caches fill, and V8 compiles hot functions.
const WARM_UP_SHARE = 0.1;

export function memoryPage({ method, connections, samples }: Memory): string {
  const rows = samples.map(({ creates, memoryMb }) => [whole(creates), whole(memoryMb)]);
  const growth = grownMb({ samples });
  const parts = [
    '# Memory over many creates',
    `${machineLine(method)} ${connections} connections.`,
    '![Resident memory](memory.svg)',
    `After the first tenth, resident memory rose by at most ${whole(growth)} MB.`,
    table(['creates', 'resident memory, MB'], rows),
  ];
  return `${parts.join('\n\n')}\n`;
}

/** The largest rise of memory, in megabytes, above its value after the warm-up; 0 if it never rose. */
export function grownMb({ samples }: Pick<Memory, 'samples'>): number {
  const all = samples.at(-1)?.creates ?? 0;
  const [warm, ...later] = samples.filter(({ creates }) => creates >= all * WARM_UP_SHARE);
  return Math.max(0, ...later.map(({ memoryMb }) => memoryMb - (warm?.memoryMb ?? 0)));
}

export function memoryChart({ samples }: Memory): Svg {
  const every = Math.max(1, Math.floor(samples.length / LABELS));
  const places = samples.map(({ creates }, index) => (index % every === every - 1 ? short(creates) : ''));
  const values = samples.map(({ memoryMb }) => memoryMb);
  const panel = lines({ title: 'resident memory, MB, by creates', places, lines: [{ name: 'service', values }] });
  return image('Memory over many creates', 2 * GAP + LINES_WIDTH, 2 * GAP + linesHeight(1), moved(GAP, GAP, panel));
}
