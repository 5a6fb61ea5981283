import { expect, test } from 'vitest';
import { WritePause } from '../../src/connector/worker/write-pause.js';
import { VirtualClock } from '../support/connector/virtual-clock.js';

test('three tenants that are throttled within ten seconds pause all writes for the longest wait', () => {
  const clock = new VirtualClock();
  const pause = new WritePause(clock);
  pause.haveThrottled('a', 60_000);
  pause.haveThrottled('b', 1_000);
  pause.haveThrottled('b', 1_000);
  expect(pause.remainingMs).toBe(0);
  clock.advance(9_000);
  pause.haveThrottled('c', 2_000);
  expect(pause.remainingMs).toBe(51_000);
  clock.advance(51_000);
  expect(pause.remainingMs).toBe(0);
});

test('tenants that are throttled further apart wait each for itself', () => {
  const clock = new VirtualClock();
  const pause = new WritePause(clock);
  for (const tenant of ['a', 'b', 'c', 'd']) {
    pause.haveThrottled(tenant, 60_000);
    clock.advance(6_000);
  }
  expect(pause.remainingMs).toBe(0);
});
