/** What `doctor` finds when it looks at one thing. */
import { SetupError } from '../../domain/errors.js';

export interface Finding {
  /** A `fault` keeps the service from working as it should; a `note` will not. */
  readonly state: 'ok' | 'note' | 'fault';
  readonly about: 'configuration' | 'database' | 'keys' | 'clock' | 'token';
  /** How it stands; of a fault also what mends it. */
  readonly text: string;
}

/** What there is to say, and what was found for others to go by. */
export interface Look<Found> {
  readonly findings: readonly Finding[];
  readonly found: Found;
}

/** A look, or the fault that it ran into, with nothing found. */
export async function lookAt<Found>(
  about: Finding['about'],
  look: () => Promise<Look<Found>>,
): Promise<Look<Found | null>> {
  try {
    return await look();
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    return { findings: error.message.split('\n').map((text) => ({ state: 'fault', about, text })), found: null };
  }
}
