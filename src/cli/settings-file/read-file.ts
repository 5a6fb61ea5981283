/** Reads the settings files that are given to commands. */
import {
  type DesiredFile,
  readDesired,
  readSettings,
  type SettingsFile,
} from '../../desired/settings-file/settings-file.js';
import { nameOf, readBytes } from './read-text.js';

/** Reads a file, or standard input if it is `-`. Throws a `DataError` that lists every fault. */
export async function readDesiredFile(file: string): Promise<DesiredFile> {
  return readDesired(await readBytes(file), nameOf(file));
}

/** The same, but a faulty object does not prevent the others from being read. */
export async function readSettingsFile(file: string): Promise<SettingsFile> {
  return readSettings(await readBytes(file), nameOf(file));
}
