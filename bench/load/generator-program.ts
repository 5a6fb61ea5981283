/** The program of the load generator: takes plans from its parent, one after the other, and answers with results. */
import { readFileSync } from 'node:fs';
import type { Callers, LoadPlan } from './load-plan.js';
import { runLoad } from './run-load.js';

const known = new Map<string, Callers>();

process.on('message', async (plan: LoadPlan) => {
  try {
    process.send?.({ result: await runLoad(plan, callersOf(plan.target.callersFile)) });
  } catch (error) {
    process.send?.({ fault: error instanceof Error ? error.message : String(error) });
  }
});

function callersOf(file: string): Callers {
  const callers = known.get(file) ?? (JSON.parse(readFileSync(file, 'utf8')) as Callers);
  known.set(file, callers);
  return callers;
}
