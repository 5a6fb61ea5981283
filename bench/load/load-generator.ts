/** Starts the load generator, a child process pinned to its own core, and sends it one plan at a time. */

import { GENERATOR_PROGRAM } from '../paths.js';
import { CORES, startNode, stopChild } from '../servers/child-process.js';
import type { LoadPlan, LoadResult, RatePlan, RateResult } from './load-plan.js';

/** Each plan throws if a response was wrong. */
export interface LoadGenerator {
  run(plan: LoadPlan): Promise<LoadResult>;
  runAtRate(plan: RatePlan): Promise<RateResult>;
  stop(): Promise<void>;
}

type Message<Result> = { readonly result: Result } | { readonly fault: string };

export function startLoadGenerator(): LoadGenerator {
  const child = startNode([GENERATOR_PROGRAM], {
    core: CORES.generator,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const resultOf = <Result>(plan: LoadPlan | RatePlan) =>
    new Promise<Result>((resolve, reject) => {
      const ended = (code: number | null) => reject(new Error(`The load generator ended with ${code}.`));
      child.once('exit', ended);
      child.once('message', (message: Message<Result>) => {
        child.off('exit', ended);
        if ('result' in message) resolve(message.result);
        else reject(new Error(message.fault));
      });
      child.send(plan);
    });
  return {
    run: (plan) => resultOf<LoadResult>(plan),
    runAtRate: (plan) => resultOf<RateResult>(plan),
    stop: () => stopChild(child),
  };
}
