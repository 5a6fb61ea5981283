/** Writes the log to standard error, buffered. If it cannot be written, lines are lost, but the service continues. */
import { type Logger, pino } from 'pino';

// Buffered: one write per line would take a tenth of the time of a small request. `maxLength` limits the memory for lines that
// cannot be written.
const BUFFERED = { fd: 2, sync: false, minLength: 16_000, periodicFlush: 100, maxLength: 4_000_000 };

/** The rest is flushed when the process ends. */
export function logDestination() {
  const destination = pino.destination(BUFFERED);
  const flushSync = destination.flushSync.bind(destination);
  let isWritable = true;
  // An error without a listener, such as that of a full disk, would end the process.
  destination.on('error', () => (isWritable = false));
  destination.on('write', () => (isWritable = true));
  // Pino calls it when the process exits. It repeats a failing write for ever.
  destination.flushSync = () => {
    if (isWritable) flushSync();
  };
  return destination;
}

/** Waits until the buffered lines are written or have failed, so that the flush at the exit does not meet the error first. */
export function flushLog(log: Logger): Promise<void> {
  return new Promise((resolve) => log.flush(() => resolve()));
}
