/** Draws a panel of horizontal bars, one per line, scaled to the longest, with a line from the lowest to the highest value. */
import type { Figure } from '../results.js';
import { element, label, type Svg } from './svg.js';

export interface Bar {
  readonly name: string;
  readonly figure: Figure;
  /** The median as text. */
  readonly text: string;
  /** Drawn in the highlight colour. */
  readonly isMain: boolean;
}

const LINE_HEIGHT = 16;
const NAME_WIDTH = 104;
const VALUE_WIDTH = 44;
const TITLE_HEIGHT = 18;

export function barsHeight(count: number): number {
  return TITLE_HEIGHT + count * LINE_HEIGHT;
}

export function bars(title: string, all: readonly Bar[], width: number): Svg {
  const longest = Math.max(...all.map(({ figure }) => figure.max), Number.MIN_VALUE);
  const scale = (width - NAME_WIDTH - VALUE_WIDTH) / longest;
  const lines = all.map(({ name, figure: { median, min, max }, text, isMain }, index) => {
    const y = TITLE_HEIGHT + index * LINE_HEIGHT;
    const box = { x: NAME_WIDTH, y: y + 2, width: (median * scale).toFixed(1), height: LINE_HEIGHT - 4 };
    return [
      label(name, NAME_WIDTH - 6, y + 12, { anchor: 'end', bold: isMain }),
      element('rect', { ...box, fill: isMain ? '#0f6cbd' : '#b4bcc6' }),
      range(min * scale, max * scale, y + LINE_HEIGHT / 2),
      label(text, NAME_WIDTH + max * scale + 4, y + 12, { bold: isMain }),
    ].join('');
  });
  return [label(title, 0, 12, { bold: true }), ...lines].join('');
}

function range(from: number, to: number, y: number): Svg {
  const [x1, x2] = [from, to].map((end) => (NAME_WIDTH + end).toFixed(1));
  return element('line', { x1: x1 ?? '', x2: x2 ?? '', y1: y, y2: y, stroke: '#222' });
}
