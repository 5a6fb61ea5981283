/** A desired-state file: its entries, and words for what is wrong with it that name the place. Knows no tenant. */
import { DataError } from '../../domain/errors.js';
import { harmless } from '../harmless.js';
import { readText } from '../read-text.js';
import { type ParsedText, type Path, type Position, parseText, shownPath } from './parse-text.js';
import { readEntries } from './read-entries.js';
import type { Entry, EntryFault } from './read-entry.js';

export interface DesiredFile {
  /** As it was named on the command line. */
  readonly name: string;
  readonly entries: readonly Entry[];
  /** Where in the file something stands, such as `desired.yaml:12:5: derivedCredentials[3].helpUrl`. */
  placeOf(path: Path): string;
}

const MAX_BYTES = 32 * 1024 * 1024;
const MAX_TOLD = 100;

/** Reads a file, or standard input where it is `-`. Throws a `DataError` that tells everything wrong with it. */
export async function readDesiredFile(file: string): Promise<DesiredFile> {
  const name = file === '-' ? 'standard input' : harmless(file);
  const text = await readText(file);
  if (text.length > MAX_BYTES) throw new DataError(`${name} is larger than 32 MB.`);
  const parsed = parseText(text);
  const placeOf = placesIn(name, parsed);
  if (!parsed.ok) {
    const lines = parsed.faults.map(
      ({ position: { line, col }, message }) => `${name}:${line}:${col}: ${harmless(message)}`,
    );
    throw new DataError(told(lines));
  }
  const { entries, faults } = readEntries(parsed.value);
  if (faults.length > 0) throw new DataError(faultsTold(inOrderOf(parsed.positionOf, faults), placeOf));
  return { name, entries, placeOf };
}

function inOrderOf(positionOf: (path: Path) => Position, faults: readonly EntryFault[]): EntryFault[] {
  const placed = faults.map((fault) => ({ fault, position: positionOf(fault.path) }));
  const sorted = placed.toSorted(
    ({ position: one }, { position: other }) => one.line - other.line || one.col - other.col,
  );
  return sorted.map(({ fault }) => fault);
}

/** Every fault on a line of its own, and what became of the changes. */
export function faultsTold(
  faults: readonly EntryFault[],
  placeOf: DesiredFile['placeOf'],
  outcome = 'Nothing was changed.',
): string {
  return told(
    faults.map(({ path, message }) => `${placeOf(path)}: ${harmless(message)}`),
    outcome,
  );
}

function told(lines: readonly string[], outcome = 'Nothing was changed.'): string {
  const more = lines.length > MAX_TOLD ? [`… and ${lines.length - MAX_TOLD} more.`] : [];
  const sum = lines.length === 1 ? 'One fault.' : `${lines.length} faults.`;
  return [...lines.slice(0, MAX_TOLD), ...more, `${sum} ${outcome}`].join('\n');
}

function placesIn(name: string, parsed: ParsedText): DesiredFile['placeOf'] {
  return (path) => {
    if (!parsed.ok) return name;
    const { line, col } = parsed.positionOf(path);
    return path.length === 0 ? `${name}:${line}:${col}` : `${name}:${line}:${col}: ${shownPath(path)}`;
  };
}
