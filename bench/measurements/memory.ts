/** What many creates leave in the memory of the service. */

import type { Memory } from '../results.js';
import { memoryOf } from '../servers/process-usage.js';
import { type Stage, targetOf } from '../servers/test-bed.js';
import { today } from './method.js';

export interface MemoryOptions {
  readonly creates: number;
  readonly connections: number;
  /** How often to look, spread evenly over the creates. */
  readonly samples: number;
}

export async function watchMemory(
  stage: Stage,
  { creates, connections, samples }: MemoryOptions,
  tell: (progress: string) => void,
): Promise<Memory> {
  const dataset = await stage.dataset({ rows: 1000, tenants: 10 });
  const server = await stage.start('service', dataset);
  const target = targetOf(server, dataset);
  const seen: { creates: number; memoryMb: number }[] = [];
  let done = 0;
  while (done < creates) {
    const until = { requests: Math.ceil(creates / samples) };
    const { requests } = await stage.generator.run({ target, scenario: 'create', connections, until });
    done += requests;
    seen.push({ creates: done, memoryMb: memoryOf(server.pid).nowMb });
    tell(`${done} creates`);
  }
  return { method: today(), connections, samples: seen };
}
