/** One thing wrong with a file of settings, and where. */
import type { Path } from './parse-text.js';

export interface EntryFault {
  readonly path: Path;
  readonly message: string;
}
