/** Numbers as people read them. */

export function whole(value: number): string {
  return Math.round(value).toLocaleString('en-GB');
}

/** Milliseconds to the hundredth below ten, then to the tenth. */
export function milliseconds(value: number): string {
  return value.toFixed(value < 10 ? 2 : 1);
}

/** 1500 as `1.5k`. */
export function short(value: number): string {
  if (value >= 1e6) return `${Number((value / 1e6).toFixed(2))}M`;
  return value >= 1000 ? `${Number((value / 1000).toFixed(1))}k` : String(Number(value.toFixed(2)));
}

/** How many times as much one is as the other. */
export function times(one: number, other: number): string {
  return `${(one / other).toFixed(2)}×`;
}
