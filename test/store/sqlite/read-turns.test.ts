/** Reads that take long together run in several turns of the event loop, in the order of their calls. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { ReadTurns } from '../../../src/store/sqlite/read-turns.js';

/** Blocks the event loop. */
function busy(ms: number): void {
  const until = performance.now() + ms;
  while (performance.now() < until);
}

test('short reads run at once, however many there are', async () => {
  const turns = new ReadTurns();
  for (let count = 0; count < 1000; count += 1) {
    expect(turns.isOver).toBe(false);
    expect(turns.run(() => count)).toBe(count);
    if (count % 10 === 0) await nextTurn();
  }
});

test('reads after the share of a turn run in later turns, in order, and others come between them', async () => {
  const turns = new ReadTurns();
  const events: string[] = [];
  const read = async (name: string) => {
    if (turns.isOver) await turns.next();
    turns.run(() => busy(6));
    events.push(name);
  };
  const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
  const reads = names.map(read);
  expect(events).toEqual(['a']);
  const others: Promise<void>[] = [];
  for (let turn = 1; events.length < names.length; turn += 1) {
    await nextTurn();
    others.push(read(`other ${turn}`));
    if (turn === 1) expect(events.length).toBeLessThan(names.length);
  }
  await Promise.all([...reads, ...others]);
  expect(events.filter((name) => !name.startsWith('other'))).toEqual(names);
});

test('a read that fails counts, and does not keep the others waiting', async () => {
  const turns = new ReadTurns();
  const fail = () => {
    busy(6);
    throw new Error('disk');
  };
  expect(() => turns.run(fail)).toThrow('disk');
  expect(turns.isOver).toBe(true);
  await turns.next();
  expect(turns.run(() => 'read')).toBe('read');
  await nextTurn();
  await nextTurn();
  expect(turns.isOver).toBe(false);
});
