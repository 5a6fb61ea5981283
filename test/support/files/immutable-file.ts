/** Makes files unwritable even for programs that have them open: the immutable flag of ext4 and similar file systems. */
import { spawnSync } from 'node:child_process';
import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { scratchFolder } from './scratch.js';

/** Why the flag cannot be set here; null if it can. */
export function noImmutableFiles(): string | null {
  const file = join(scratchFolder(), 'probe');
  const open = openSync(file, 'w');
  try {
    const refusal = change('+i', [file]);
    if (refusal !== null) return `the immutable flag needs root and a file system that has it: ${refusal}`;
    writeSync(open, 'x');
    return 'this file system lets a program write to an immutable file that it has open';
  } catch {
    return null;
  } finally {
    closeSync(open);
    change('-i', [file]);
  }
}

/** Makes the files immutable until the test ends. Returns a function that undoes it earlier. */
export function makeImmutable(files: readonly string[]): () => void {
  const refusal = change('+i', files);
  if (refusal !== null) throw new Error(`chattr fails: ${refusal}`);
  const mend = () => void change('-i', files);
  onTestFinished(mend);
  return mend;
}

function change(flag: '+i' | '-i', files: readonly string[]): string | null {
  const { error, status, stderr } = spawnSync('chattr', [flag, ...files], { encoding: 'utf8' });
  return status === 0 ? null : (error?.message ?? stderr.trim());
}
