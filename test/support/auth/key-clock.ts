/** Time as the keeping of keys sees it: it stands still until a test moves it, while sockets go on in real time. */
import { onTestFinished, vi } from 'vitest';

/** Stops the clock until the test ends; gives the way to move it on. */
export function stoppedKeyClock(): (milliseconds: number) => void {
  vi.useFakeTimers({ toFake: ['Date', 'performance'] });
  onTestFinished(() => void vi.useRealTimers());
  return (milliseconds) => void vi.advanceTimersByTime(milliseconds);
}
