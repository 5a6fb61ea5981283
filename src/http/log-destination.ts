/** The log: lines of JSON on standard error, buffered. If it cannot be written, lines are lost, but the service continues. */
import { type Logger, pino } from 'pino';

// One write for many lines: one for each would take a tenth of the time of a small request.
const MIN_BYTES = 16_000;
const MAX_DELAY_MS = 100;
const MAX_BYTES_A_CHARACTER = 3;
// Longer lines are written at once.
const MAX_BUFFERED_LENGTH = 16_000;
// With `minLength`, `flush` waits for the write. `maxLength` limits the memory for lines that cannot be written.
const DESTINATION = { fd: 2, sync: false, minLength: 1, maxLength: 4_000_000 };

/** `process` is the number of this process if it is one of several. */
export function openLog(level: string, process?: number): Logger {
  const log = pino({ level }, logDestination());
  return process === undefined ? log : log.child({ process });
}

/** For lines about security that nothing else records. They have `audit`, and are written at every level except `silent`. */
export function auditLog(log: Logger): Logger {
  return log.child({ audit: true }, { level: log.level === 'silent' ? 'silent' : 'warn' });
}

/** Between the level `configured` and `trace`, which is everything. */
export function switchLevel(log: Logger, configured: string): void {
  log.level = log.level === configured ? 'trace' : configured;
  log.warn({ logLevel: log.level }, 'the log level has changed');
}

/** The rest is flushed when the process ends. */
function logDestination() {
  const destination = pino.destination(DESTINATION);
  const { flush, flushSync } = destination;
  const buffer = new LineBuffer(destination.write.bind(destination));
  let isWritable = true;
  // An error without a listener, such as that of a full disk, would end the process.
  destination.on('error', () => (isWritable = false));
  destination.on('write', () => (isWritable = true));
  destination.write = (line) => buffer.add(line);
  destination.flush = (done) => {
    buffer.passOn();
    flush.call(destination, done);
  };
  // Pino calls it when the process exits. It repeats a failing write for ever.
  destination.flushSync = () => {
    buffer.passOn();
    if (isWritable) flushSync.call(destination);
  };
  return destination;
}

/**
 * Collects lines as bytes. Pino's destination would append them to a text, and count the bytes of the whole text at each line;
 * and a text that is made of many parts is slow to write, and to move in memory.
 */
export class LineBuffer {
  readonly #write: (lines: string) => boolean;
  readonly #bytes = Buffer.allocUnsafe(MIN_BYTES + MAX_BUFFERED_LENGTH * MAX_BYTES_A_CHARACTER);
  #used = 0;
  #timer: NodeJS.Timeout | null = null;

  constructor(write: (lines: string) => boolean) {
    this.#write = write;
  }

  add(line: string): boolean {
    if (line.length > MAX_BUFFERED_LENGTH) {
      this.passOn();
      return this.#write(line);
    }
    this.#used += this.#bytes.write(line, this.#used);
    if (this.#used >= MIN_BYTES) this.passOn();
    else this.#timer ??= setTimeout(() => this.passOn(), MAX_DELAY_MS).unref();
    return true;
  }

  passOn(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    if (this.#used > 0) this.#write(this.#bytes.toString('utf8', 0, this.#used));
    this.#used = 0;
  }
}

/** Waits until the buffered lines are written or have failed, so that the flush at the exit does not meet the error first. */
export function flushLog(log: Logger): Promise<void> {
  return new Promise((resolve) => log.flush(() => resolve()));
}
