/**
 * Reads a WAL that was not closed, to find out what SQLite would discard: SQLite stops at the first invalid frame and drops the
 * rest silently. Follows SQLite's documented file format and opens nothing but the WAL.
 */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { SetupError } from '../../../domain/errors.js';

export interface LogReading {
  /** With an invalid header SQLite reads nothing. */
  readonly isHeaderValid: boolean;
  /** The number of commits that SQLite reads. */
  readonly commits: number;
  /** The number of frames of those commits. A frame is one page as a commit wrote it. */
  readonly frames: number;
  /** The number of invalid frames after them, without those left over from before the WAL restarted. */
  readonly brokenFrames: number;
  /** The number of valid frames that SQLite does not read because an earlier one is invalid. */
  readonly lostFrames: number;
  /** The number of commits that end in the lost frames. */
  readonly lostCommits: number;
}

interface Sums {
  readonly first: number;
  readonly second: number;
}

const HEADER_BYTES = 32;
const FRAME_HEADER_BYTES = 24;
// The lowest bit is 1 if the checksums read the data as big-endian numbers.
const MAGIC = 0x377f0682;
const VERSION = 3_007_000;
const USUAL_PAGE_SIZE = 4096;
const FRAMES_AT_ONCE = 256;
// A program that writes to the WAL during a read makes it look damaged, but not in every attempt.
const MAX_ATTEMPTS = 3;

/** Null if the WAL is missing or empty. Throws a `SetupError` if it cannot be read. */
export function readLog(path: string): LogReading | null {
  let reading: LogReading | null = null;
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
    reading = readOnce(path);
    if (reading === null || !isDamaged(reading)) return reading;
  }
  return reading;
}

/**
 * Whether the WAL holds commits that SQLite does not read. An incomplete last commit does not count as damage, even with valid
 * frames behind an invalid one: a transaction that writes a page twice overwrites its first frame, and corrects the checksums
 * of the others only when it commits.
 */
export function isDamaged({ isHeaderValid, lostCommits, brokenFrames }: LogReading): boolean {
  return lostCommits > 0 || (!isHeaderValid && brokenFrames > 0);
}

function readOnce(path: string): LogReading | null {
  let file: number | undefined;
  try {
    file = openSync(path, 'r');
    const { size } = fstatSync(file);
    return size === 0 ? null : readFrames(file, size);
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (file === undefined && ['ENOENT', 'ENOTDIR'].includes(code)) return null;
    throw new SetupError(`${path} cannot be read (${code}). Check its permissions and the disk.`, { cause: error });
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

function readFrames(file: number, size: number): LogReading {
  const header = bytesAt(file, 0, HEADER_BYTES);
  const tally = new Tally(header);
  const frameBytes = FRAME_HEADER_BYTES + tally.pageSize;
  const end = size - ((size - HEADER_BYTES) % frameBytes);
  for (let at = HEADER_BYTES; at < end; ) {
    const part = bytesAt(file, at, Math.min(FRAMES_AT_ONCE * frameBytes, end - at));
    for (let start = 0; start + frameBytes <= part.byteLength; start += frameBytes) {
      tally.add(new DataView(part.buffer, part.byteOffset + start, frameBytes));
    }
    at += Math.max(part.byteLength, frameBytes);
  }
  return tally.reading;
}

function bytesAt(file: number, position: number, length: number): DataView {
  const buffer = new ArrayBuffer(Math.max(0, length));
  return new DataView(buffer, 0, readSync(file, new Uint8Array(buffer), 0, buffer.byteLength, position));
}

/** Counts the frames of a WAL, which must be added in order. */
class Tally {
  readonly pageSize: number;
  readonly #isHeaderValid: boolean;
  readonly #isLittleEndian: boolean;
  #salts: readonly [number, number] | null = null;
  #sums: Sums = { first: 0, second: 0 };
  #isReading: boolean;
  #uncommitted = 0;
  #commits = 0;
  #frames = 0;
  #brokenFrames = 0;
  #lostFrames = 0;
  #lostCommits = 0;

  constructor(header: DataView) {
    const word = (index: number) => (header.byteLength < HEADER_BYTES ? 0 : header.getInt32(index * 4));
    const pageSize = word(2);
    const isPageSize = pageSize >= 512 && pageSize <= 65_536 && (pageSize & (pageSize - 1)) === 0;
    this.pageSize = isPageSize ? pageSize : USUAL_PAGE_SIZE;
    this.#isLittleEndian = word(0) !== MAGIC + 1;
    const isWritten = (word(0) === MAGIC || word(0) === MAGIC + 1) && word(1) === VERSION && isPageSize;
    this.#isHeaderValid = isWritten && this.#areSums(this.#sumsOf(header, 0, 24, this.#sums), word(6), word(7));
    if (this.#isHeaderValid) this.#salts = [word(4), word(5)];
    this.#sums = { first: word(6), second: word(7) };
    this.#isReading = this.#isHeaderValid;
  }

  get reading(): LogReading {
    return {
      isHeaderValid: this.#isHeaderValid,
      commits: this.#commits,
      frames: this.#frames,
      brokenFrames: this.#brokenFrames,
      lostFrames: this.#lostFrames,
      lostCommits: this.#lostCommits,
    };
  }

  add(frame: DataView): void {
    // All frames have the same salts: those of the header, or of the first frame if the header is invalid.
    this.#salts ??= [frame.getInt32(8), frame.getInt32(12)];
    const [firstSalt, secondSalt] = this.#salts;
    const isOfThisLog = frame.getInt32(8) === firstSalt && frame.getInt32(12) === secondSalt;
    const [first, second] = [frame.getInt32(16), frame.getInt32(20)];
    const isValid = isOfThisLog && this.#areSums(this.#frameSums(frame), first, second);
    this.#sums = { first, second };
    if (isValid) this.#addValid(frame.getInt32(4) > 0);
    else this.#addInvalid(isOfThisLog || (frame.getInt32(8) === 0 && frame.getInt32(12) === 0));
  }

  #addValid(isCommit: boolean): void {
    if (this.#isReading) {
      this.#uncommitted += 1;
      if (!isCommit) return;
      this.#commits += 1;
      this.#frames += this.#uncommitted;
      this.#uncommitted = 0;
    } else {
      this.#lostFrames += 1;
      if (isCommit) this.#lostCommits += 1;
    }
  }

  #addInvalid(isBroken: boolean): void {
    this.#isReading = false;
    if (isBroken) this.#brokenFrames += 1;
  }

  #frameSums(frame: DataView): Sums {
    const afterHeader = this.#sumsOf(frame, 0, 8, this.#sums);
    return this.#sumsOf(frame, FRAME_HEADER_BYTES, frame.byteLength, afterHeader);
  }

  /** Each checksum continues from the previous one. */
  #sumsOf(bytes: DataView, from: number, to: number, before: Sums): Sums {
    let { first, second } = before;
    for (let at = from; at < to; at += 8) {
      // Signed arithmetic is much faster than unsigned.
      first = (first + bytes.getInt32(at, this.#isLittleEndian) + second) | 0;
      second = (second + bytes.getInt32(at + 4, this.#isLittleEndian) + first) | 0;
    }
    return { first, second };
  }

  #areSums(sums: Sums, first: number, second: number): boolean {
    return sums.first === first && sums.second === second;
  }
}
