/** How the program was started, so that what it prints can be typed as it stands. */
import { basename, relative } from 'node:path';

const [, script = ''] = process.argv;

/** `node dist/main.js` in a clone, the program's own name where it is installed. */
export const INVOCATION = basename(script) === 'main.js' ? `node ${relative('.', script)}` : basename(script);

/** The examples at the end of a command's help: what to type after the program's name, and what it does. */
export function examples(...lines: readonly (readonly [args: string, what: string])[]): string {
  return ['', 'Examples:', ...lines.map(([args, what]) => `  ${INVOCATION} ${args}\n      ${what}`)].join('\n');
}
