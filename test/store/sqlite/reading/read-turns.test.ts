/** Reads that take long together run in several turns of the event loop, in the order of their calls. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { ReadTurns } from '../../../../src/store/sqlite/reading/read-turns.js';

/** Blocks the event loop. */
function busy(ms: number): void {
  const until = performance.now() + ms;
  while (performance.now() < until);
}

test('short reads run at once, however many there are', async () => {
  const turns = new ReadTurns();
  for (let count = 0; count < 1000; count += 1) {
    let ran = false;
    const taken = turns.take(() => {
      ran = true;
      return count;
    });
    expect(ran).toBe(true);
    expect(await taken).toBe(count);
    if (count % 10 === 0) await nextTurn();
  }
});

test('reads after the share of a turn run in later turns, in order, and others come between them', async () => {
  const turns = new ReadTurns();
  const events: string[] = [];
  const read = (name: string) =>
    turns.take(() => {
      busy(6);
      events.push(name);
    });
  const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
  const reads = names.map(read);
  expect(events).toEqual(['a']);
  await nextTurn();
  expect(events.length).toBeGreaterThan(1);
  expect(events.length).toBeLessThan(names.length);
  const later = read('later');
  await Promise.all([...reads, later]);
  expect(events).toEqual([...names, 'later']);
});

test('a read that fails counts, and does not keep the others waiting', async () => {
  const turns = new ReadTurns();
  const failing = turns.take(() => {
    busy(6);
    throw new Error('disk');
  });
  let ran = false;
  const next = turns.take(() => {
    ran = true;
    return 'read';
  });
  await expect(failing).rejects.toThrow('disk');
  expect(ran).toBe(false);
  expect(await next).toBe('read');
});
