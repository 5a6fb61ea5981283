/** Followers that deliver changes at the same time leave the event loop free for others, and none of them waits for another's end. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { RecordedChange } from '../../src/domain/change.js';
import { Tail } from '../../src/feed/tail.js';
import { Turns } from '../../src/feed/turns.js';
import { creation, uuid } from '../support/domain/changes.js';

const CHANGES: readonly RecordedChange[] = Array.from({ length: 4 }, (_, index) => {
  return { ...creation(uuid(index)), position: index + 1, recordedAt: 0, createdAt: 0 };
});

/** Followers by name, each of which takes some time for a change. Returns what they have delivered. */
function followers(names: string, ms: number): string[] {
  // The clock of this test goes on only if a change is said to take time.
  vi.useFakeTimers({ toFake: ['performance'] });
  onTestFinished(() => void vi.useRealTimers());
  const readAfter = async (position: number) => ({ changes: CHANGES.slice(position), upTo: CHANGES.length });
  const tail = new Tail(readAfter, new Turns());
  const delivered: string[] = [];
  for (const name of names) {
    void (async () => {
      for await (const { position } of tail.follow(0, () => {})) {
        await null;
        vi.advanceTimersByTime(ms);
        delivered.push(`${name}${position}`);
      }
    })();
  }
  return delivered;
}

test('the changes of one turn take 5 ms, and followers deliver theirs one after the other', async () => {
  const delivered = followers('abcd', 2);
  const inTurns: string[][] = [];
  for (let before = 0; before < 16; before = delivered.length) {
    await nextTurn();
    inTurns.push(delivered.slice(before));
  }
  expect(inTurns.slice(0, 3)).toEqual([
    ['a1', 'b1', 'c1'],
    ['d1', 'a2', 'b2'],
    ['c2', 'd2', 'a3'],
  ]);
});

test('changes that take no time are delivered in one turn', async () => {
  const delivered = followers('ab', 0);
  await nextTurn();
  expect(delivered).toHaveLength(8);
});
