/** The result of one check of `doctor`. */
import { SetupError } from '../../domain/errors.js';

export interface Finding {
  /** A `fault` keeps the service from working as it should; a `note` will not. */
  readonly state: 'ok' | 'note' | 'fault';
  readonly about: 'configuration' | 'secrets' | 'TLS' | 'database' | 'keys' | 'clock' | 'graph' | 'token';
  /** What was found; for a fault also how to fix it. */
  readonly text: string;
}

/** The findings to print, and the value that later checks need. */
export interface CheckResult<Found> {
  readonly findings: readonly Finding[];
  readonly found: Found;
}

/** Runs a check. A `SetupError` becomes faults, one for each line, with `found` null. */
export async function runCheck<Found>(
  about: Finding['about'],
  look: () => Promise<CheckResult<Found>>,
): Promise<CheckResult<Found | null>> {
  try {
    return await look();
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    return { findings: error.message.split('\n').map((text) => ({ state: 'fault', about, text })), found: null };
  }
}
