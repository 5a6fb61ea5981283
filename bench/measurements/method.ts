/** How something is measured: when, on which machine, and how long its disk takes to keep a row meanwhile. */

import type { Method } from '../results.js';
import { thisMachine, timeCommits } from './machine.js';
import { latencyFiguresOf } from './statistics.js';

const COMMITS_TIMED = 300;

export interface Watch {
  /** Times some commits now; to be asked at moments spread over the measurement. */
  timeDisk(): void;
  /** To be asked at the end. */
  method(): Method;
}

export function startWatch({ rounds, secondsEach }: Pick<Method, 'rounds' | 'secondsEach'>): Watch {
  const commits = [timeCommits(COMMITS_TIMED)];
  return {
    timeDisk: () => void commits.push(timeCommits(COMMITS_TIMED)),
    method: () => ({ ...today(), rounds, secondsEach, commit: latencyFiguresOf(commits) }),
  };
}

/** The part of a method that does not depend on what is measured. */
export function today(): Pick<Method, 'date' | 'machine'> {
  return { date: new Date().toISOString().slice(0, 10), machine: thisMachine() };
}
