/** A fault in a settings file, with its place. */
import type { Path } from './parse-text.js';

export interface EntryFault {
  readonly path: Path;
  readonly message: string;
}
