/** Entry point of the load generator process: receives one plan at a time from its parent and sends back the result. */
import { readFileSync } from 'node:fs';
import type { Callers, LoadPlan, RatePlan } from './load-plan.js';
import { runAtRate } from './run-at-rate.js';
import { runLoad } from './run-load.js';

const cache = new Map<string, Callers>();

process.on('message', async (plan: LoadPlan | RatePlan) => {
  try {
    const callers = callersOf(plan.target.callersFile);
    process.send?.({ result: await ('until' in plan ? runLoad(plan, callers) : runAtRate(plan, callers)) });
  } catch (error) {
    process.send?.({ fault: error instanceof Error ? error.message : String(error) });
  }
});

function callersOf(file: string): Callers {
  const callers = cache.get(file) ?? (JSON.parse(readFileSync(file, 'utf8')) as Callers);
  cache.set(file, callers);
  return callers;
}
