/** The days of the reader, who may live where clocks change: a day can have 23 or 25 hours. Pure. */

/** From midnight up to but without the next midnight, as the API writes moments. */
export interface Day {
  readonly from: string;
  readonly to: string;
}

/** The day of a moment and those before it, the oldest first. */
export function daysUntil(moment: Date, count: number): readonly Day[] {
  const midnight = (back: number) =>
    new Date(moment.getFullYear(), moment.getMonth(), moment.getDate() - back).toISOString();
  return Array.from({ length: count }, (_, index) => count - 1 - index).map((back) => ({
    from: midnight(back),
    to: midnight(back - 1),
  }));
}

export function isIn({ from, to }: Day, moment: string): boolean {
  const time = Date.parse(moment);
  return time >= Date.parse(from) && time < Date.parse(to);
}

/** As the reader writes a day. */
export function dayName({ from }: Day): string {
  return new Date(from).toLocaleDateString([], { weekday: 'short', day: 'numeric', month: 'short' });
}
