/** Paths of programs and results, relative to the repository's root, in which npm starts the benchmark and its tests. */
import { resolve } from 'node:path';

export const ROOT = process.cwd();
/** The built service. */
export const SERVICE_PROGRAM = resolve(ROOT, 'dist/main.js');
/** The output of `npm run build:bench`. */
const BUILT = resolve(ROOT, 'bench/dist/bench');
export const GENERATOR_PROGRAM = resolve(BUILT, 'load/generator-program.js');
/** A thread of the load generator. */
export const PACER_PROGRAM = resolve(BUILT, 'load/pacer-program.js');
/** Folder for database files. Not the system's temporary folder, which may be in memory, where an fsync costs nothing. */
export const SCRATCH = resolve(ROOT, 'bench/dist/scratch');
/** Results of complete runs; those of quick runs go to a folder below. */
export const RESULTS = resolve(ROOT, 'bench/results');
export const QUICK_RESULTS = resolve(RESULTS, 'quick');

/** The program of a peer. */
export function peerProgram(name: string): string {
  return resolve(BUILT, `peers/${name}.js`);
}
