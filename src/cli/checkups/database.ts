/** Checks whether the database can be used. The store does the work. Creates and changes nothing. */
import { checkStore } from '../../store/open.js';
import type { CheckResult } from './finding.js';

/** What other checks need of the database. */
export interface FoundDatabase {
  /** The time of the latest change; null if there is none. */
  readonly latestAt: number | null;
  /** The tenants that have recorded a change. */
  readonly tenants: readonly string[];
}

/** Throws a `SetupError` if the database cannot be used. */
export async function checkDatabase(
  databaseUrl: string,
  readUrl: string | null = null,
): Promise<CheckResult<FoundDatabase>> {
  const { sentences, latestAt, tenants } = await checkStore(databaseUrl, readUrl);
  return {
    findings: sentences.map(([state, text]) => ({ state, about: 'database', text })),
    found: { latestAt, tenants },
  };
}
