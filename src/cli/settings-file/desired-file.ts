/** Reads a settings file, and reports its faults with their places. Does not look at the tenant. */
import { DataError } from '../../domain/errors.js';
import { terminalSafe } from '../terminal/quoting.js';
import type { EntryFault } from './entry-fault.js';
import { adviceForText } from './other-files.js';
import { type ParsedText, type Path, type Position, parseText, shownPath } from './parse-text.js';
import { entriesOf, type ReadObject, readObjects } from './read-entries.js';
import type { Entry } from './read-entry.js';
import { nameOf, readText } from './read-text.js';

interface Placed {
  /** The name given on the command line. */
  readonly name: string;
  /** The place of a value, such as `desired.yaml:12:5: derivedCredentials[3].helpUrl`. */
  placeOf(path: Path): string;
}

/** A file whose objects are used one by one, so that one faulty object does not affect the others. */
export interface SettingsFile extends Placed {
  readonly objects: readonly ReadObject[];
}

/** A file that is used as a whole or not at all. */
export interface DesiredFile extends Placed {
  readonly entries: readonly Entry[];
}

const MAX_BYTES = 32 * 1024 * 1024;
const MAX_LINES = 100;

/** Reads a file, or standard input if it is `-`. Throws a `DataError` that lists every fault. */
export async function readDesiredFile(file: string): Promise<DesiredFile> {
  const read = await readFile(file);
  const { entries, faults } = entriesOf(read);
  refuse(read, faults);
  return { name: read.name, placeOf: read.placeOf, entries };
}

/** The same, but a faulty object does not prevent the others from being read. */
export async function readSettingsFile(file: string): Promise<SettingsFile> {
  const read = await readFile(file);
  refuse(read, read.faults);
  return read;
}

interface ReadFile extends SettingsFile {
  readonly faults: readonly EntryFault[];
  positionOf(path: Path): Position;
}

async function readFile(file: string): Promise<ReadFile> {
  const name = nameOf(file);
  const text = await readText(file);
  if (text.length > MAX_BYTES) throw new DataError(`${name} is larger than 32 MB.`);
  const other = adviceForText(text);
  if (other !== undefined) throw new DataError(formatLines([`${name}: ${other}`]));
  const parsed = parseText(text);
  if (!parsed.ok) {
    const lines = parsed.faults.map(
      ({ position: { line, col }, message }) => `${name}:${line}:${col}: ${terminalSafe(message)}`,
    );
    throw new DataError(formatLines(lines));
  }
  const { positionOf, isAliased } = parsed;
  return { ...readObjects(parsed.value, isAliased), name, positionOf, placeOf: placesIn(name, parsed) };
}

function refuse({ positionOf, placeOf }: ReadFile, faults: readonly EntryFault[]): void {
  if (faults.length > 0) throw new DataError(formatFaults(inOrderOf(positionOf, faults), placeOf));
}

function inOrderOf(positionOf: (path: Path) => Position, faults: readonly EntryFault[]): EntryFault[] {
  const placed = faults.map((fault) => ({ fault, position: positionOf(fault.path) }));
  const sorted = placed.toSorted(
    ({ position: one }, { position: other }) => one.line - other.line || one.col - other.col,
  );
  return sorted.map(({ fault }) => fault);
}

/** One line for each fault, and whether anything was changed. */
export function formatFaults(
  faults: readonly EntryFault[],
  placeOf: DesiredFile['placeOf'],
  outcome = 'Nothing was changed.',
): string {
  return formatLines(
    faults.map(({ path, message }) => `${placeOf(path)}: ${terminalSafe(message)}`),
    outcome,
  );
}

function formatLines(lines: readonly string[], outcome = 'Nothing was changed.'): string {
  const more = lines.length > MAX_LINES ? [`… and ${lines.length - MAX_LINES} more.`] : [];
  const sum = lines.length === 1 ? 'One fault.' : `${lines.length} faults.`;
  return [...lines.slice(0, MAX_LINES), ...more, `${sum} ${outcome}`].join('\n');
}

function placesIn(name: string, parsed: Extract<ParsedText, { ok: true }>): DesiredFile['placeOf'] {
  return (path) => {
    const { line, col } = parsed.positionOf(path);
    return path.length === 0 ? `${name}:${line}:${col}` : `${name}:${line}:${col}: ${shownPath(path)}`;
  };
}
