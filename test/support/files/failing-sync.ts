/** Makes fsync fail in a running program, by a small library that is loaded through LD_PRELOAD. */
import { spawnSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface FailingSync {
  /** The environment to start the program with. */
  readonly environment: { readonly LD_PRELOAD: string; readonly SYNC_FAULT_FILE: string };
  /** From now on every fsync and fdatasync fails with EIO. */
  fail(): void;
  /** From now on they work again. */
  mend(): void;
}

const SOURCE = `
#define _GNU_SOURCE
#include <errno.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

static int sync_or_fail(long call, int fd) {
  const char *fault = getenv("SYNC_FAULT_FILE");
  if (fault != NULL && access(fault, F_OK) == 0) {
    errno = EIO;
    return -1;
  }
  return (int)syscall(call, fd);
}

int fsync(int fd) { return sync_or_fail(SYS_fsync, fd); }
int fdatasync(int fd) { return sync_or_fail(SYS_fdatasync, fd); }
`;

/** Compiles the library into the folder. */
export function failingSync(folder: string): FailingSync {
  const [source, library, trigger] = ['sync.c', 'sync.so', 'sync-fails'].map((name) => join(folder, name)) as Paths;
  writeFileSync(source, SOURCE);
  const { error, status, stderr } = spawnSync('cc', ['-shared', '-fPIC', '-o', library, source], { encoding: 'utf8' });
  if (error !== undefined) {
    throw new Error('There is no C compiler "cc". Install one, for example with "apt-get install gcc libc6-dev".');
  }
  if (status !== 0) {
    throw new Error(`"cc" fails. Is the C library there, as with "apt-get install libc6-dev"? It says: ${stderr}`);
  }
  return {
    environment: { LD_PRELOAD: library, SYNC_FAULT_FILE: trigger },
    fail: () => writeFileSync(trigger, ''),
    mend: () => rmSync(trigger),
  };
}

type Paths = [string, string, string];
