/** The slider over the log: its steps stand for moments between the first change and now. Pure. */

export interface Span {
  /** The time of the first change. */
  readonly from: number;
  readonly to: number;
}

/** The number of steps of the slider. */
export const STEPS = 1000;

/** The moment of a step. The last step is the end of the span. */
export function momentAt(step: number, { from, to }: Span): string {
  return new Date(Math.round(from + ((to - from) * step) / STEPS)).toISOString();
}

/** The step nearest to a moment. */
export function stepOf(moment: string, { from, to }: Span): number {
  if (to <= from) return STEPS;
  const share = (Date.parse(moment) - from) / (to - from);
  return Math.round(Math.min(1, Math.max(0, share)) * STEPS);
}

/** The span in equal parts, from the oldest. */
export function partsOf({ from, to }: Span, count: number): { readonly from: string; readonly to: string }[] {
  const edge = (index: number) => new Date(Math.round(from + ((to - from) * index) / count)).toISOString();
  return Array.from({ length: count }, (_, index) => ({ from: edge(index), to: edge(index + 1) }));
}

/** A moment in the form that `<input type="datetime-local">` has: local time, to the second. */
export function toLocalInput(moment: string): string {
  const date = new Date(moment);
  const local = new Date(date.getTime() - date.getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 19);
}

/** The moment that such an input holds; null if it is empty or none. */
export function fromLocalInput(text: string): string | null {
  const date = new Date(text);
  return text === '' || Number.isNaN(date.getTime()) ? null : date.toISOString();
}
