/** Starts the load generator, a child process pinned to its own core, and sends it one plan at a time. */

import { GENERATOR_PROGRAM } from '../paths.js';
import { CORES, startNode, stopChild } from '../servers/child-process.js';
import type { LoadPlan, LoadResult } from './load-plan.js';

export interface LoadGenerator {
  /** Throws if a response was wrong. */
  run(plan: LoadPlan): Promise<LoadResult>;
  stop(): Promise<void>;
}

type Message = { readonly result: LoadResult } | { readonly fault: string };

export function startLoadGenerator(): LoadGenerator {
  const child = startNode([GENERATOR_PROGRAM], {
    core: CORES.generator,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  return {
    run: (plan) =>
      new Promise((resolve, reject) => {
        const ended = (code: number | null) => reject(new Error(`The load generator ended with ${code}.`));
        child.once('exit', ended);
        child.once('message', (message: Message) => {
          child.off('exit', ended);
          if ('result' in message) resolve(message.result);
          else reject(new Error(message.fault));
        });
        child.send(plan);
      }),
    stop: () => stopChild(child),
  };
}
