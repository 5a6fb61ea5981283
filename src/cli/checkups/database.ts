/** Whether the database can be used. The store knows; makes and changes nothing. */
import { checkStore } from '../../store/open.js';
import type { CheckResult } from './finding.js';

/** Finds when the latest change was recorded; null if there is none. Throws a `SetupError` if it cannot be used. */
export async function checkDatabase(databaseUrl: string): Promise<CheckResult<number | null>> {
  const { sentences, latestAt } = await checkStore(databaseUrl);
  return { findings: sentences.map(([state, text]) => ({ state, about: 'database', text })), found: latestAt };
}
