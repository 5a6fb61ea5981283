/**
 * Describes for the operator a WAL that was left behind by an unclean stop: what could be read of it and what could not. It never
 * says that nothing is missing, because a truncated WAL looks like a shorter one.
 */
import { copyFileSync, statSync } from 'node:fs';
import { diskFull, isDiskFull } from '../../../files/free-space.js';
import { isDamaged, type LogReading } from './log-reading.js';

/** One or two sentences about the content of the WAL. */
export function describeLog(path: string, log: LogReading): string {
  const read = `${count(log.commits, 'commit')} in ${count(log.frames, 'page')}`;
  const lost = `${count(log.lostFrames, 'valid page')} with ${count(log.lostCommits, 'commit')}`;
  if (!log.isHeaderValid)
    return `Its write-ahead log ${path} has a damaged header, so nothing of it can be used. It holds ${lost}.`;
  if (isDamaged(log)) {
    return `Its write-ahead log ${path} is damaged: only ${read} can be used. Behind a damaged page follow ${lost} that cannot.`;
  }
  if (log.brokenFrames > 0) {
    const rest = count(log.brokenFrames + log.lostFrames, 'page');
    return `Of its write-ahead log ${path}, ${read} could be read. The ${rest} behind them could not: a commit cut short, or damage.`;
  }
  return `Its write-ahead log ${path} was read to its end: ${read}. It may have been longer before: this cannot be detected.`;
}

/**
 * Copies a damaged WAL to a file beside it, because SQLite deletes what it cannot read. Returns the message for the operator;
 * null if the WAL is not damaged. Throws a `PassingSetupError` if there is no room for the copy.
 */
export function keepDamagedLog(path: string, log: LogReading): string | null {
  if (!isDamaged(log)) return null;
  const copy = `${path}.damaged-${Math.floor(statSync(path).mtimeMs)}`;
  const message = `${describeLog(path, log)} Changes in it that were not in the database file yet are lost.`;
  try {
    copyFileSync(path, copy);
    return `${message} A copy of the log is kept as ${copy}. Restore a backup if those changes are needed.`;
  } catch (error) {
    // Otherwise SQLite discards it. With free space the next start keeps it.
    if (isDiskFull(error)) throw diskFull(copy, error);
    const { code } = error as NodeJS.ErrnoException;
    return `${message} It could not be copied to ${copy} (${code}). Restore a backup if those changes are needed.`;
  }
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}
