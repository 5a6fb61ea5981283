#!/usr/bin/env node
/**
 * The source of dist/main.js: runs the bundle of the program, with the code that V8 compiled of it during the build, which halves
 * the time of a start. If the code is missing, damaged or of another version of Node.js, the program starts without it.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { programScript, runScript } from './program-script.js';

/** Filled in by the build: the bundle's file, and the SHA-256 of the code of it. */
declare const PROGRAM: { readonly bundle: string; readonly code: string; readonly codeSha256: string };

const bundle = fileURLToPath(new URL(PROGRAM.bundle, import.meta.url));

// Node.js finds source maps only for files that it loads itself.
if (process.sourceMapsEnabled) createRequire(import.meta.url)(bundle);
else runScript(programScript(bundle, compiledCode()), bundle);

/** Checked, because V8 would run damaged code. */
function compiledCode(): Buffer | undefined {
  try {
    const code = readFileSync(new URL(PROGRAM.code, import.meta.url));
    return createHash('sha256').update(code).digest('hex') === PROGRAM.codeSha256 ? code : undefined;
  } catch {
    return undefined;
  }
}
