/** The bundle of the program as a script of V8, in the same form when its code is compiled for the build and when it is used. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { constants, Script } from 'node:vm';

/** `code` is what V8 has compiled of the same file. V8 rejects the code of another version of itself. */
export function programScript(file: string, code?: Buffer): Script {
  // The function in which Node.js runs a CommonJS module.
  const text = `(function (exports, require, module, __filename, __dirname) {${readFileSync(file, 'utf8')}\n})`;
  return new Script(text, {
    filename: file,
    cachedData: code,
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  });
}

export function runScript(script: Script, file: string): void {
  const module = { exports: {} };
  script.runInThisContext()(module.exports, createRequire(file), module, file, dirname(file));
}
