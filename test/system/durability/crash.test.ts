/**
 * A service that is killed at a random moment keeps every acknowledged create, exactly once and complete.
 * `CRASH_ROUNDS=20 npx vitest run test/system/durability/crash.test.ts` is the longer run.
 */
import { describe, expect, test } from 'vitest';
import { scratchFolder } from '../../support/files/scratch.js';
import { crashRound } from '../../support/system/crash-round.js';
import type { StoredContents } from '../../support/system/created-objects.js';

const ROUNDS = Number(process.env['CRASH_ROUNDS'] || 3);
const rounds = Array.from({ length: ROUNDS }, (_, index) => index + 1);

describe('after kill -9 with 16 writers at work', () => {
  test.each(rounds)('every acknowledged create is there, none twice and none half (round %i)', async () => {
    const { acknowledged, unanswered, stored, storedAfterRetry } = await crashRound(scratchFolder());
    expect(acknowledged.length).toBeGreaterThan(0);
    expect(unanswered).toHaveLength(16);
    expect(stored.objects).toEqual(expect.arrayContaining([...acknowledged]));
    expectWhole(stored);

    expectWhole(storedAfterRetry);
    const retried = unanswered.filter(({ id }) => id !== undefined);
    expect(storedAfterRetry.objects).toEqual(expect.arrayContaining([...stored.objects, ...retried]));
    const asked = new Set([...acknowledged, ...unanswered].map(({ displayName }) => displayName));
    expect(storedAfterRetry.objects.filter(({ displayName }) => !asked.has(displayName))).toEqual([]);
  });
});

/** No name exists twice, and the log has exactly one CREATED entry for each object and nothing else. */
function expectWhole({ objects, changes }: StoredContents): void {
  const names = objects.map(({ displayName }) => displayName);
  expect(new Set(names).size).toBe(names.length);
  const created = changes.map(({ id, kind, settingsId }) => `${kind} ${settingsId} ${id}`).sort();
  expect(created).toEqual(objects.map(({ id }) => `CREATED ${id} ${id}:1`).sort());
}
