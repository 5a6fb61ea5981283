/** The conditions of a measurement: date, machine, rounds, and the time of a commit on this disk meanwhile. */

import type { Method } from '../results.js';
import { thisMachine, timeCommits } from './machine.js';
import { latencyFiguresOf } from './statistics.js';

const COMMITS_TIMED = 300;

export interface DiskWatch {
  /** Times some commits now. Call it several times, spread over the measurement. */
  timeDisk(): void;
  /** Call it at the end. */
  method(): Method;
}

export function watchDisk({ runs, rounds, secondsEach }: Pick<Method, 'runs' | 'rounds' | 'secondsEach'>): DiskWatch {
  const commits = [timeCommits(COMMITS_TIMED)];
  return {
    timeDisk: () => void commits.push(timeCommits(COMMITS_TIMED)),
    method: () => ({ ...dateAndMachine(), runs, rounds, secondsEach, commit: latencyFiguresOf(commits) }),
  };
}

/** The conditions that do not depend on what is measured. */
export function dateAndMachine(): Pick<Method, 'date' | 'machine'> {
  return { date: new Date().toISOString().slice(0, 10), machine: thisMachine() };
}
