/** Waits until the clock has advanced, for tests that need two different times. */
import { setTimeout as after } from 'node:timers/promises';

/** Resolves once `Date.now()` returns another value than at the call. */
export async function nextMillisecond(): Promise<void> {
  for (const now = Date.now(); Date.now() === now; ) await after(0);
}
