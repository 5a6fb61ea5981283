/** Draws a panel of horizontal bars, one per line, scaled to the longest. */
import { whole } from './numbers.js';
import { element, label, type Svg } from './svg.js';

export interface Bar {
  readonly name: string;
  readonly value: number;
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
  const longest = Math.max(...all.map(({ value }) => value), Number.MIN_VALUE);
  const scale = (width - NAME_WIDTH - VALUE_WIDTH) / longest;
  const lines = all.map(({ name, value, isMain }, index) => {
    const y = TITLE_HEIGHT + index * LINE_HEIGHT;
    const box = { x: NAME_WIDTH, y: y + 2, width: (value * scale).toFixed(1), height: LINE_HEIGHT - 4 };
    return [
      label(name, NAME_WIDTH - 6, y + 12, { anchor: 'end', bold: isMain }),
      element('rect', { ...box, fill: isMain ? '#0f6cbd' : '#b4bcc6' }),
      label(whole(value), NAME_WIDTH + value * scale + 4, y + 12, { bold: isMain }),
    ].join('');
  });
  return [label(title, 0, 12, { bold: true }), ...lines].join('');
}
