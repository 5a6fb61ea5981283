/** A database file with one tenant of 10,000 objects and 50,000 changes. Reads of it look at many rows. */
import { DEVELOPMENT_TENANT } from '../../../src/auth/local-issuer.js';
import { type Change, type RecordedChange, settingsAfter } from '../../../src/domain/change.js';
import { SqliteStore } from '../../../src/store/sqlite/sqlite-store.js';
import { creation, update, uuid } from '../domain/changes.js';
import { manyObject } from '../graphql/many-changes.js';

export const SETTINGS = 10_000;
const CHANGES = 50_000;
const PER_COMMIT = 100;
// Objects with a long history.
const HISTORIES = 100;
const FIRST = Date.UTC(2026, 0, 1);
/** Half of all changes are earlier. */
export const MIDDLE = new Date(FIRST + CHANGES / 2).toISOString();

/** Writes the objects of the development tenant and their updates to a new file, one millisecond after the other. */
export async function fillLongHistory(file: string): Promise<void> {
  const store = new SqliteStore(file, () => {});
  const latest: RecordedChange[] = [];
  let at = FIRST;
  const write = async (numbers: readonly number[]) => {
    const changes = numbers.map((number): Change => {
      at += 1;
      const settings = latest[number] && settingsAfter(latest[number]);
      if (settings)
        return update(settings, { displayName: `Second name ${number}` }, { tenantId: DEVELOPMENT_TENANT, at });
      const { id: _, ...content } = manyObject(number);
      return creation(
        uuid(number),
        { ...content, helpUrl: `https://example.com/${number}` },
        { tenantId: DEVELOPMENT_TENANT, at },
      );
    });
    const result = await store.commit(changes as [Change, ...Change[]]);
    if (result.outcome !== 'committed') throw new Error('The changes were not committed.');
    for (const [index, change] of result.changes.entries()) latest[numbers[index] ?? -1] = change;
  };
  const numberOf = (change: number) => {
    if (change < SETTINGS) return change;
    return change % 2 === 0 ? (change / 2) % HISTORIES : HISTORIES + (change % (SETTINGS - HISTORIES));
  };
  for (let from = 0; from < CHANGES; from += PER_COMMIT) {
    await write(Array.from({ length: PER_COMMIT }, (_, index) => numberOf(from + index)));
  }
  await store.close();
}
