/** Measures the service's resident memory while it handles many creates. */

import type { Memory } from '../results.js';
import { memoryOf } from '../servers/process-usage.js';
import { type TestBed, targetOf } from '../servers/test-bed.js';
import { dateAndMachine } from './method.js';

export interface MemoryOptions {
  readonly creates: number;
  readonly connections: number;
  /** How many samples to take, spread evenly over the creates. */
  readonly samples: number;
}

export async function watchMemory(
  testBed: TestBed,
  { creates, connections, samples }: MemoryOptions,
  log: (progress: string) => void,
): Promise<Memory> {
  const dataset = await testBed.dataset({ rows: 1000, tenants: 10 });
  const server = await testBed.start('service', dataset);
  const target = targetOf(server, dataset);
  const seen: { creates: number; memoryMb: number }[] = [];
  let done = 0;
  while (done < creates) {
    const until = { requests: Math.ceil(creates / samples) };
    const { requests } = await testBed.generator.run({ target, scenario: 'create', connections, until });
    done += requests;
    seen.push({ creates: done, memoryMb: memoryOf(server.pid).nowMb });
    log(`${done} creates`);
  }
  return { method: dateAndMachine(testBed.databaseServer), connections, samples: seen };
}
