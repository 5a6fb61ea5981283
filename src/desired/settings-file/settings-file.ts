/** Reads a settings file, and reports its faults with their places. Does not look at the tenant. */
import { DataError } from '../../domain/errors.js';
import { decodeText } from './decode-text.js';
import type { EntryFault } from './entry-fault.js';
import { FileFaults } from './file-faults.js';
import { adviceForText } from './other-files.js';
import { type ParsedText, type Path, type Position, parseText, shownPath } from './parse-text.js';
import { entriesOf, type ReadObject, readObjects } from './read-entries.js';
import type { Entry } from './read-entry.js';

interface Placed {
  /** The name in messages. */
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

/** The largest file that is read. */
export const MAX_FILE_BYTES = 32 * 1024 * 1024;

/** Reads the bytes of a file. Throws a `DataError` that lists every fault. */
export function readDesired(bytes: Uint8Array, name: string): DesiredFile {
  const read = readBytes(bytes, name);
  const { entries, faults } = entriesOf(read);
  refuse(read, faults);
  return { name, placeOf: read.placeOf, entries };
}

/** The same, but a faulty object does not prevent the others from being read. */
export function readSettings(bytes: Uint8Array, name: string): SettingsFile {
  const read = readBytes(bytes, name);
  refuse(read, read.faults);
  return read;
}

/** The faults as the error to throw. */
export function faultsAt(faults: readonly EntryFault[], placeOf: DesiredFile['placeOf'], outcome?: string): FileFaults {
  return new FileFaults(
    faults.map(({ path, message }) => ({ place: placeOf(path), message })),
    outcome,
  );
}

interface ReadFile extends SettingsFile {
  readonly faults: readonly EntryFault[];
  positionOf(path: Path): Position;
}

function readBytes(bytes: Uint8Array, name: string): ReadFile {
  if (bytes.length > MAX_FILE_BYTES) throw new DataError(`${name} is larger than 32 MB.`);
  const text = decodeText(bytes, name);
  const other = adviceForText(text);
  if (other !== undefined) throw new FileFaults([{ place: name, message: other }]);
  const parsed = parseText(text);
  if (!parsed.ok)
    throw new FileFaults(
      parsed.faults.map(({ position: { line, col }, message }) => ({ place: `${name}:${line}:${col}`, message })),
    );
  const { positionOf, isAliased } = parsed;
  return { ...readObjects(parsed.value, isAliased), name, positionOf, placeOf: placesIn(name, parsed) };
}

function refuse({ positionOf, placeOf }: ReadFile, faults: readonly EntryFault[]): void {
  if (faults.length > 0) throw faultsAt(inOrderOf(positionOf, faults), placeOf);
}

function inOrderOf(positionOf: (path: Path) => Position, faults: readonly EntryFault[]): EntryFault[] {
  const placed = faults.map((fault) => ({ fault, position: positionOf(fault.path) }));
  const sorted = placed.toSorted(
    ({ position: one }, { position: other }) => one.line - other.line || one.col - other.col,
  );
  return sorted.map(({ fault }) => fault);
}

function placesIn(name: string, parsed: Extract<ParsedText, { ok: true }>): DesiredFile['placeOf'] {
  return (path) => {
    const { line, col } = parsed.positionOf(path);
    return path.length === 0 ? `${name}:${line}:${col}` : `${name}:${line}:${col}: ${shownPath(path)}`;
  };
}
