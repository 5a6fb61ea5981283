/** Reads that take long together run in several turns of the event loop, in an order that is fair to tenants. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { ReadTurns } from '../../../../src/store/sqlite/reading/read-turns.js';

// The clock of these tests goes on only if a read is said to take time.
const takes = (ms: number) => void vi.advanceTimersByTime(ms);

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] });
  onTestFinished(() => void vi.useRealTimers());
});

/** Reads by name, and which of them have run. */
function recorded() {
  const turns = new ReadTurns();
  const ran: string[] = [];
  const read = (tenantId: string, name: string, ms: number) =>
    turns.take(tenantId, () => {
      takes(ms);
      ran.push(name);
    });
  /** As many reads of the same length, `a0`, `a1` and so on. */
  const reads = (tenantId: string, count: number, ms: number) =>
    Array.from({ length: count }, (_, index) => read(tenantId, `${tenantId}${index}`, ms));
  /** What runs in the next turn. */
  const inNextTurn = async () => {
    const before = ran.length;
    await nextTurn();
    return ran.slice(before);
  };
  return { turns, ran, read, reads, inNextTurn };
}

test('short reads run at once, however many there are', async () => {
  const { ran, read } = recorded();
  for (let count = 0; count < 1000; count += 1) {
    const taken = read('a', `${count}`, 0.01);
    expect(ran.at(-1)).toBe(`${count}`);
    await taken;
    if (count % 10 === 0) await nextTurn();
  }
});

test('a turn ends after 5 ms, however many reads that are, and the order of a tenant stays', async () => {
  const { ran, read, reads, inNextTurn } = recorded();
  const all = [...reads('a', 3, 6), ...reads('b', 20, 1)];
  expect(ran).toEqual(['a0']);
  expect(await inNextTurn()).toEqual(['a1']);
  expect(await inNextTurn()).toEqual(['b0', 'b1', 'b2', 'b3', 'b4']);
  // Comes while others wait, so it waits too.
  const later = read('b', 'later', 1);
  expect(ran).not.toContain('later');
  await Promise.all([...all, later]);
  expect(ran.filter((name) => !name.startsWith('a'))).toEqual(
    [...Array(20).keys()].map((index) => `b${index}`).concat('later'),
  );
});

test('what a caller does with a read counts as well', async () => {
  const { turns, inNextTurn, ran, reads } = recorded();
  const all = reads('a', 1, 6);
  const encode = async () => {
    await turns.take('a', () => ran.push('read'));
    await null;
    takes(6);
  };
  all.push(encode(), encode(), encode());
  for (let turn = 0; turn < 3; turn += 1) expect(await inNextTurn()).toEqual(['read']);
  await Promise.all(all);
});

test('a short read of another tenant goes ahead of a queue of long ones', async () => {
  const { read, reads, inNextTurn } = recorded();
  const all = reads('a', 50, 20);
  for (let turn = 0; turn < 3; turn += 1) expect(await inNextTurn()).toHaveLength(1);
  all.push(read('b', 'point', 0.01));
  expect(await inNextTurn()).toEqual(['point', 'a4']);
  // And when it comes back.
  all.push(read('b', 'again', 0.01), read('c', 'first', 0.01));
  expect(await inNextTurn()).toEqual(['again', 'first', 'a5']);
  await Promise.all(all);
});

test('a tenant that comes late takes turns with the others, whatever they have had', async () => {
  const { ran, reads, inNextTurn } = recorded();
  const all = reads('a', 50, 10);
  for (let turn = 0; turn < 20; turn += 1) await inNextTurn();
  const before = ran.length;
  all.push(...reads('b', 10, 10));
  await Promise.all(all);
  const shared = ran.slice(before, before + 20);
  expect(shared.filter((name) => name.startsWith('b'))).toHaveLength(10);
  expect(shared.slice(0, 5)).toEqual(['b0', 'b1', `a${before}`, 'b2', `a${before + 1}`]);
});

test('a read that fails counts, and does not keep the others waiting', async () => {
  const { turns, ran, read } = recorded();
  const failing = turns.take('a', () => {
    takes(6);
    throw new Error('disk');
  });
  const next = read('a', 'next', 6);
  const failsToo = turns.take('a', () => {
    throw new Error('disk');
  });
  const last = read('a', 'last', 0);
  await expect(failing).rejects.toThrow('disk');
  expect(ran).toEqual([]);
  await expect(failsToo).rejects.toThrow('disk');
  await Promise.all([next, last]);
  expect(ran).toEqual(['next', 'last']);
});
