/** Entry point of the load generator process: receives one plan at a time from its parent and sends back the result. */
import { readFileSync } from 'node:fs';
import type { Callers, CallersFile, LoadPlan, RatePlan } from './load-plan.js';
import { runAtRate } from './run-at-rate.js';
import { runLoad } from './run-load.js';

const cache = new Map<string, CallersFile>();

process.on('message', async (plan: LoadPlan | RatePlan) => {
  try {
    const callers = callersOf(plan);
    process.send?.({ result: await ('until' in plan ? runLoad(plan, callers) : runAtRate(plan, callers)) });
  } catch (error) {
    process.send?.({ fault: error instanceof Error ? error.message : String(error) });
  }
});

function callersOf({ target: { callersFile: file }, scenario }: LoadPlan | RatePlan): Callers {
  const content = cache.get(file) ?? (JSON.parse(readFileSync(file, 'utf8')) as CallersFile);
  cache.set(file, content);
  return scenario === 'spread' ? content.spread : content.usual;
}
