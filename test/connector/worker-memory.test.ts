import { expect, test } from 'vitest';
import { DEFAULT_OPTIONS } from '../../src/connector/options.js';
import { WorkerMemory } from '../../src/connector/worker/worker-memory.js';
import type { GraphAttempt } from '../../src/domain/graph-ledger.js';
import { VirtualClock } from '../support/connector/virtual-clock.js';
import { CONTENT, uuid } from '../support/domain/changes.js';

const OPTIONS = { ...DEFAULT_OPTIONS, mode: 'push', target: 'simulated' } as const;
const WAIT = OPTIONS.timeoutMs + OPTIONS.settleMs;
const FOREIGN: GraphAttempt = {
  seq: 1,
  fence: 1,
  settingsId: uuid(1),
  version: 1,
  operation: 'create',
  reason: 'change',
  content: CONTENT,
  graphId: null,
  idsBefore: [],
  clientRequestId: uuid(2),
  at: 0,
  outcome: null,
  outcomeAt: null,
  problem: null,
};

test('an open attempt of another process is waited for once, however often its lease changes hands', () => {
  const clock = new VirtualClock();
  const memory = new WorkerMemory(clock, OPTIONS);
  memory.haveSeen([FOREIGN]);
  clock.advance(WAIT - 1);
  memory.haveSeen([FOREIGN]);
  memory.haveRead(clock.elapsed());
  expect(memory.isFinal(FOREIGN)).toBe(false);
  clock.advance(1);
  memory.haveSeen([FOREIGN]);
  memory.haveRead(clock.elapsed());
  expect(memory.isFinal(FOREIGN)).toBe(true);
});

test('a read from before another process closed its attempt does not show what that attempt did', () => {
  const clock = new VirtualClock();
  const memory = new WorkerMemory(clock, OPTIONS);
  memory.haveRead(clock.elapsed());
  expect(memory.evidence(0).readAfter(FOREIGN.settingsId)).toBe(true);
  clock.advance(1000);
  memory.haveSeen([{ ...FOREIGN, outcome: 'confirmed', outcomeAt: 1000 }]);
  expect(memory.evidence(0).readAfter(FOREIGN.settingsId)).toBe(false);
  expect(memory.isFresh).toBe(false);
  memory.haveRead(clock.elapsed());
  expect(memory.evidence(0).readAfter(FOREIGN.settingsId)).toBe(true);
});
