/** Where things are. npm starts the benchmark and its tests in the folder of the package. */
import { resolve } from 'node:path';

export const ROOT = process.cwd();
/** The service as it is installed. */
export const SERVICE_PROGRAM = resolve(ROOT, 'dist/main.js');
/** What `npm run build:bench` makes of this folder. */
const BUILT = resolve(ROOT, 'bench/dist/bench');
export const GENERATOR_PROGRAM = resolve(BUILT, 'load/generator-program.js');
/** Database files lie on the same disk as this folder: a temporary folder may be memory, where syncing costs nothing. */
export const SCRATCH = resolve(ROOT, 'bench/dist/scratch');
/** Where a whole run leaves its results, and a quick one its own. */
export const RESULTS = resolve(ROOT, 'bench/results');
export const QUICK_RESULTS = resolve(RESULTS, 'quick');

/** The program of a peer. */
export function peerProgram(name: string): string {
  return resolve(BUILT, `peers/${name}.js`);
}
