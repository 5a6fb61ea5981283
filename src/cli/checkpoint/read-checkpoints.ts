/** Reads the checkpoints of a file: signed notes, of which each is by a known key. */
import { DataError } from '../../domain/errors.js';
import { nameOf, readText } from '../settings-file/read-text.js';
import { type Checkpoint, readCheckpointText } from './checkpoint-text.js';
import type { Verifier } from './note-keys.js';
import { notesIn, verifiedText } from './signed-note.js';

/** `-` is standard input. Throws a `DataError` that names the line if anything in the file is no checkpoint of a verifier. */
export async function readCheckpoints(file: string, verifiers: readonly Verifier[]): Promise<readonly Checkpoint[]> {
  return notesIn(await readText(file), nameOf(file)).map((note) => {
    const checkpoint = readCheckpointText(verifiedText(note, verifiers));
    if (checkpoint === null)
      throw new DataError(`${note.place}: This note is signed, but it is no checkpoint of a log.`);
    return checkpoint;
  });
}
