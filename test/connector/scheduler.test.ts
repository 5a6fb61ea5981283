/** The scheduler's promises: bounded, one step a tenant, in turn, and nobody waits for a tenant that hangs. */
import { expect, test } from 'vitest';
import { Scheduler, type Task } from '../../src/connector/scheduler.js';
import { VirtualClock } from '../support/connector/virtual-clock.js';

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

function countingTask(log: string[], name: string, steps: number): Task {
  let left = steps;
  return {
    step: async () => {
      log.push(name);
      left -= 1;
      return left > 0 ? 0 : null;
    },
  };
}

test('tenants take steps in turn', async () => {
  const scheduler = new Scheduler(new VirtualClock(), () => {}, 1);
  const log: string[] = [];
  for (const name of ['a', 'b', 'c']) scheduler.wake(countingTask(log, name, 2));
  await turn();
  expect(log).toEqual(['a', 'b', 'c', 'a', 'b', 'c']);
});

test('a tenant that hangs holds one slot and delays no other', async () => {
  const scheduler = new Scheduler(new VirtualClock(), () => {}, 2);
  const log: string[] = [];
  scheduler.wake({ step: () => new Promise(() => {}) });
  for (const name of ['a', 'b']) scheduler.wake(countingTask(log, name, 1));
  await turn();
  expect(log).toEqual(['a', 'b']);
});

test('a task never runs twice at once, and runs again if it was woken meanwhile', async () => {
  const scheduler = new Scheduler(new VirtualClock(), () => {}, 8);
  let running = 0;
  let runs = 0;
  const task: Task = {
    step: async () => {
      running += 1;
      expect(running).toBe(1);
      await turn();
      running -= 1;
      runs += 1;
      return null;
    },
  };
  scheduler.wake(task);
  scheduler.wake(task);
  for (let count = 0; count < 5; count += 1) await turn();
  expect(runs).toBe(2);
});

test('a fault is reported, and the task runs again later', async () => {
  const clock = new VirtualClock();
  const faults: unknown[] = [];
  const scheduler = new Scheduler(clock, (error) => faults.push(error));
  let runs = 0;
  scheduler.wake({
    step: async () => {
      runs += 1;
      if (runs === 1) throw new Error('The disk is full.');
      return null;
    },
  });
  await turn();
  expect(faults).toHaveLength(1);
  clock.advance(10_000);
  await turn();
  expect(runs).toBe(2);
});

test('stops once the steps under way have ended', async () => {
  const scheduler = new Scheduler(new VirtualClock(), () => {});
  const log: string[] = [];
  scheduler.wake({
    step: async () => {
      await turn();
      log.push('ended');
      return 0;
    },
  });
  await scheduler.stop();
  expect(log).toEqual(['ended']);
});
