/** Waits for the clock to move, for tests in which it matters whether two times are the same. */
import { setTimeout as after } from 'node:timers/promises';

/** Resolves once the system's clock shows another millisecond than it does now. */
export async function nextMillisecond(): Promise<void> {
  for (const now = Date.now(); Date.now() === now; ) await after(0);
}
