/** The command with which the program was started, so that printed commands can be copied. */
import { basename, relative } from 'node:path';

const [, script = ''] = process.argv;

/** `node dist/main.js` in a clone; the program's name if it is installed. */
export const INVOCATION = basename(script) === 'main.js' ? `node ${relative('.', script)}` : basename(script);

/** The examples at the end of a command's help: the arguments, and what they do. */
export function examples(...lines: readonly (readonly [args: string, what: string])[]): string {
  return ['', 'Examples:', ...lines.map(([args, what]) => `  ${INVOCATION} ${args}\n      ${what}`)].join('\n');
}
