/** Draws a panel of line charts over the same evenly spaced places, on a scale from zero. */
import { short } from './numbers.js';
import { element, label, moved, type Svg } from './svg.js';

export interface Line {
  readonly name: string;
  /** One for each place. */
  readonly values: readonly number[];
}

export interface LinesPanel {
  readonly title: string;
  /** Labels below the panel, one for each place. */
  readonly places: readonly string[];
  readonly lines: readonly Line[];
}

const WIDTH = 420;
const HEIGHT = 200;
const LEFT = 48;
const COLOURS = ['#0f6cbd', '#b4471f', '#2e7d32', '#7b3fa0', '#6b6b6b'];
const STEPS = 4;

export const LINES_WIDTH = LEFT + WIDTH + 16;
/** The height of a panel with `count` lines; the name of each line is below the panel. */
export function linesHeight(count: number): number {
  return 20 + HEIGHT + 24 + count * 16;
}

export function lines({ title, places, lines: all }: LinesPanel): Svg {
  const top = roundedUp(Math.max(...all.flatMap(({ values }) => values)));
  const x = (place: number) => (places.length === 1 ? WIDTH / 2 : (place / (places.length - 1)) * WIDTH);
  const y = (value: number) => HEIGHT - (value / top) * HEIGHT;
  const rules = Array.from({ length: STEPS + 1 }, (_, step) => {
    const value = (top / STEPS) * step;
    const rule = element('line', { x1: 0, x2: WIDTH, y1: y(value), y2: y(value), stroke: '#ddd' });
    return rule + label(short(value), -6, y(value) + 4, { anchor: 'end' });
  });
  const names = places.map((place, index) => label(place, x(index), HEIGHT + 16, { anchor: 'middle' }));
  const drawn = all.map(({ name, values }, index) => {
    const stroke = COLOURS[index % COLOURS.length] ?? '#000';
    const points = values.map((value, place) => `${x(place).toFixed(1)},${y(value).toFixed(1)}`).join(' ');
    const height = HEIGHT + 32 + index * 16;
    return [
      element('polyline', { points, fill: 'none', stroke, 'stroke-width': 2 }),
      element('rect', { x: 0, y: height, width: 12, height: 4, fill: stroke }),
      label(name, 18, height + 6),
    ].join('');
  });
  return moved(LEFT, 20, label(title, -LEFT, -8, { bold: true }), ...rules, ...names, ...drawn);
}

/** The next number that is 1, 2, 4, 5 or 8 times a power of ten. */
function roundedUp(value: number): number {
  const unit = 10 ** Math.floor(Math.log10(Math.max(value, Number.MIN_VALUE)));
  return (([1, 2, 4, 5, 8] as const).find((step) => step * unit >= value) ?? 10) * unit;
}
