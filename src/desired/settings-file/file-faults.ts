/** The error for a file that cannot be used: every fault with its place. Does not find faults. */
import { DataError } from '../../domain/errors.js';
import { terminalSafe } from '../quoting.js';

/** A fault at a place such as `desired.yaml:12:5: derivedCredentials[3].helpUrl`. */
export interface PlacedFault {
  readonly place: string;
  readonly message: string;
}

const MAX_LINES = 100;

/** Its message has one line for each fault, and a last one that says whether anything was changed. */
export class FileFaults extends DataError {
  readonly faults: readonly PlacedFault[];
  /** How many faults there are, and whether anything was changed. */
  readonly summary: string;

  constructor(faults: readonly PlacedFault[], outcome = 'Nothing was changed.') {
    const summary = `${faults.length === 1 ? 'One fault.' : `${faults.length} faults.`} ${outcome}`;
    super([...linesOf(faults), summary].join('\n'));
    this.faults = faults;
    this.summary = summary;
  }
}

function linesOf(faults: readonly PlacedFault[]): string[] {
  const lines = faults.slice(0, MAX_LINES).map(({ place, message }) => `${place}: ${terminalSafe(message)}`);
  return faults.length > MAX_LINES ? [...lines, `… and ${faults.length - MAX_LINES} more.`] : lines;
}
