/** Formats numbers for the reports. */
import type { Figure } from '../results.js';

export function whole(value: number): string {
  return Math.round(value).toLocaleString('en-GB');
}

/** Two decimals below ten, one above. */
export function milliseconds(value: number): string {
  return value.toFixed(value < 10 ? 2 : 1);
}

/** 1500 as `1.5k`. */
export function short(value: number): string {
  if (value >= 1e6) return `${Number((value / 1e6).toFixed(2))}M`;
  return value >= 1000 ? `${Number((value / 1000).toFixed(1))}k` : String(Number(value.toFixed(2)));
}

/** The median and the range, as `1,500 (1,450–1,600)`. */
export function ranged({ median, min, max }: Figure, format: (value: number) => string, unit = ''): string {
  const text = format(median) + unit;
  return min === max ? text : `${text} (${format(min)}–${format(max)})`;
}

/** A multiple and its range, as `1.25× (1.21–1.30)`. */
export function times(multiple: Figure): string {
  return ranged(multiple, (value) => value.toFixed(2), '×');
}
