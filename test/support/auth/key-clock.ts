/** A clock for the cache of keys: it stands still until a test advances it, while sockets use real time. */
import { onTestFinished, vi } from 'vitest';

/** Stops the clock until the test ends. Returns a function that advances it. */
export function stoppedKeyClock(): (milliseconds: number) => void {
  vi.useFakeTimers({ toFake: ['Date', 'performance'] });
  onTestFinished(() => void vi.useRealTimers());
  return (milliseconds) => void vi.advanceTimersByTime(milliseconds);
}
