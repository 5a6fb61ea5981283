/** Formats numbers for the reports. */

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

/** The ratio of two values, as `1.25×`. */
export function times(one: number, other: number): string {
  return `${(one / other).toFixed(2)}×`;
}
