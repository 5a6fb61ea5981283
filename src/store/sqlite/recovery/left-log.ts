/**
 * Tells the operator what is known of a write-ahead log that a program has left behind. Says what could be read and what could
 * not, and never that nothing is missing: a log that lost its end looks like one that was never longer.
 */
import { copyFileSync, statSync } from 'node:fs';
import { isDamaged, type LogReading } from './log-reading.js';

/** One or two sentences on what the log of this path holds. */
export function describeLog(path: string, log: LogReading): string {
  const read = `${count(log.commits, 'commit')} in ${count(log.frames, 'page')}`;
  const lost = `${count(log.lostFrames, 'valid page')} with ${count(log.lostCommits, 'commit')}`;
  if (!log.isHeaderValid)
    return `Its write-ahead log ${path} has a damaged header, so nothing of it can be used. It holds ${lost}.`;
  if (isDamaged(log)) {
    return `Its write-ahead log ${path} is damaged: only ${read} can be used. Behind a damaged page follow ${lost} that cannot.`;
  }
  if (log.brokenFrames > 0) {
    const rest = count(log.brokenFrames, 'page');
    return `Of its write-ahead log ${path}, ${read} could be read. The ${rest} behind them could not: a commit cut short, or damage.`;
  }
  return `Its write-ahead log ${path} was read to its end: ${read}. Whether it was longer once cannot be told.`;
}

/**
 * Keeps a copy of a damaged log beside it, because SQLite throws away what it does not read. Returns what there is to tell;
 * null if the log is not damaged.
 */
export function keepDamagedLog(path: string, log: LogReading): string | null {
  if (!isDamaged(log)) return null;
  const copy = `${path}.damaged-${Math.floor(statSync(path).mtimeMs)}`;
  const told = `${describeLog(path, log)} Changes in it that were not in the database file yet are lost.`;
  try {
    copyFileSync(path, copy);
    return `${told} A copy of the log is kept as ${copy}. Restore a backup if those changes are needed.`;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return `${told} It could not be copied to ${copy} (${code}). Restore a backup if those changes are needed.`;
  }
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}
