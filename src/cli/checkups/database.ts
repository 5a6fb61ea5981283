/** Checks whether the database can be used. The store does the work. Creates and changes nothing. */
import { checkStore } from '../../store/open.js';
import type { CheckResult } from './finding.js';

/** `found` is the time of the latest change; null if there is no database yet. Throws a `SetupError` if it cannot be used. */
export async function checkDatabase(databaseUrl: string): Promise<CheckResult<number | null>> {
  const { sentences, latestAt } = await checkStore(databaseUrl);
  return { findings: sentences.map(([state, text]) => ({ state, about: 'database', text })), found: latestAt };
}
