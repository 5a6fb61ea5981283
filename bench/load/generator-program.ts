/** Entry point of the load generator process: receives one `LoadPlan` at a time from its parent and sends back the result. */
import { readFileSync } from 'node:fs';
import type { Callers, LoadPlan } from './load-plan.js';
import { runLoad } from './run-load.js';

const cache = new Map<string, Callers>();

process.on('message', async (plan: LoadPlan) => {
  try {
    process.send?.({ result: await runLoad(plan, callersOf(plan.target.callersFile)) });
  } catch (error) {
    process.send?.({ fault: error instanceof Error ? error.message : String(error) });
  }
});

function callersOf(file: string): Callers {
  const callers = cache.get(file) ?? (JSON.parse(readFileSync(file, 'utf8')) as Callers);
  cache.set(file, callers);
  return callers;
}
