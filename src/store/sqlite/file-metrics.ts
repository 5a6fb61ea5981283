/** Measures the file, its write-ahead log and the disk that they are on. Opens nothing. */
import { stat } from 'node:fs/promises';
import { NO_LABELS, type Telemetry } from '../../domain/telemetry.js';
import { freeBytes } from '../../files/free-space.js';
import { logOf } from './sqlite-file.js';

export function observeFiles(telemetry: Telemetry | null, path: string): void {
  telemetry?.observe('derived_credentials_database_bytes', async () => [
    [await sizeOf(path), { file: 'database' }],
    [await sizeOf(logOf(path)), { file: 'wal' }],
  ]);
  telemetry?.observe('derived_credentials_disk_free_bytes', () => [[freeBytes(path), NO_LABELS]]);
}

/** 0 for a file that is not there. */
async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 0;
    throw error;
  }
}
