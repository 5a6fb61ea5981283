/**
 * Runs the bundle with the arguments of the program, and writes the code that V8 has compiled when the program ends. Arguments:
 * the bundle, the file of the code, then those of the program.
 */
import { writeFileSync } from 'node:fs';
import { programScript, runScript } from './program-script.js';

const [node = '', , bundle = '', codeFile = '', ...args] = process.argv;
const script = programScript(bundle);
process.once('exit', () => writeFileSync(codeFile, script.createCachedData()));
process.argv = [node, bundle, ...args];
runScript(script, bundle);
