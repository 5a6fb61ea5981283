/**
 * What can be read of a write-ahead log that nobody has closed. SQLite reads it up to the first frame that is not valid and
 * throws away the rest without a word. Read by the format that SQLite documents; opens nothing but the log.
 */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { SetupError } from '../../../domain/errors.js';

export interface LogReading {
  /** Without its header SQLite reads nothing of a log. */
  readonly isHeaderValid: boolean;
  /** The commits that SQLite reads. */
  readonly commits: number;
  /** The frames of those commits. A frame is one page as a commit left it. */
  readonly frames: number;
  /** Frames that follow and are not valid. Those left over from before the log began again are not counted. */
  readonly brokenFrames: number;
  /** Valid frames that SQLite does not read, because one before them is not valid. */
  readonly lostFrames: number;
  /** The commits that end in these. */
  readonly lostCommits: number;
}

interface Sums {
  readonly first: number;
  readonly second: number;
}

const HEADER_BYTES = 32;
const FRAME_HEADER_BYTES = 24;
// The lowest bit says whether checksums are of numbers that begin with their highest byte.
const MAGIC = 0x377f0682;
const VERSION = 3_007_000;
const USUAL_PAGE_SIZE = 4096;
const FRAMES_AT_ONCE = 256;
// A program that uses the log writes to it meanwhile, which looks like damage once, but not each time.
const READINGS = 3;

/** Null if there is no log, or an empty one. Throws a `SetupError` if it cannot be read. */
export function readLog(path: string): LogReading | null {
  let reading: LogReading | null = null;
  for (let attempt = 0; attempt < READINGS; attempt += 1) {
    reading = readOnce(path);
    if (reading === null || !isDamaged(reading)) return reading;
  }
  return reading;
}

/** Whether something was in the log that SQLite does not read. A last commit that was cut short is no such thing. */
export function isDamaged({ isHeaderValid, lostFrames, brokenFrames }: LogReading): boolean {
  return lostFrames > 0 || (!isHeaderValid && brokenFrames > 0);
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

/** Takes the frames of a log in their order. */
class Tally {
  readonly pageSize: number;
  readonly #isHeaderValid: boolean;
  readonly #isLittleEndian: boolean;
  #salts: readonly [number, number] | null = null;
  #sums: Sums = { first: 0, second: 0 };
  #isReading: boolean;
  #unfinished = 0;
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
    // The first frame tells the salts that all frames have in common, if the header does not.
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
      this.#unfinished += 1;
      if (!isCommit) return;
      this.#commits += 1;
      this.#frames += this.#unfinished;
      this.#unfinished = 0;
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

  /** Each checksum goes on from the one before it. */
  #sumsOf(bytes: DataView, from: number, to: number, before: Sums): Sums {
    let { first, second } = before;
    for (let at = from; at < to; at += 8) {
      // Signed, which adds much faster than unsigned.
      first = (first + bytes.getInt32(at, this.#isLittleEndian) + second) | 0;
      second = (second + bytes.getInt32(at + 4, this.#isLittleEndian) + first) | 0;
    }
    return { first, second };
  }

  #areSums(sums: Sums, first: number, second: number): boolean {
    return sums.first === first && sums.second === second;
  }
}
