/** The conditions of a measurement: date, machine, rounds, and the time of a commit on this disk meanwhile. */

import type { Method } from '../results.js';
import type { TestBed } from '../servers/test-bed.js';
import { thisMachine, timeCommits } from './machine.js';
import { latencyFiguresOf } from './statistics.js';

const COMMITS_TIMED = 300;

export interface DiskWatch {
  /** Times some commits now. Call it several times, spread over the measurement. */
  timeDisk(): void;
  /** Call it at the end. */
  method(): Method;
}

export function watchDisk(
  { databaseServer }: Pick<TestBed, 'databaseServer'>,
  { runs, rounds, secondsEach }: Pick<Method, 'runs' | 'rounds' | 'secondsEach'>,
): DiskWatch {
  const commits = [timeCommits(COMMITS_TIMED)];
  return {
    timeDisk: () => void commits.push(timeCommits(COMMITS_TIMED)),
    method: () => ({ ...dateAndMachine(databaseServer), runs, rounds, secondsEach, commit: latencyFiguresOf(commits) }),
  };
}

/** The conditions that do not depend on what is measured. */
export function dateAndMachine(databaseServer: string | null): Pick<Method, 'date' | 'machine' | 'databaseServer'> {
  return { date: new Date().toISOString().slice(0, 10), machine: thisMachine(), databaseServer };
}
