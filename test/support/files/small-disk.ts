/** A small file system in memory that a test can fill up or mount read-only. Needs root. */
import { spawnSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { scratchFolder } from './scratch.js';

export interface SmallDisk {
  readonly folder: string;
  /** Fills it up completely. */
  fill(): void;
  /** Removes what `fill` has written. */
  free(): void;
  remount(mode: 'ro' | 'rw'): void;
  resize(megabytes: number): void;
}

const KILOBYTE = Buffer.alloc(1024);

/** Why a small disk cannot be mounted here; null if it can. */
export function noSmallDisk(): string | null {
  if (process.platform !== 'linux') return 'mounting a tmpfs needs Linux';
  const folder = scratchFolder();
  const { error, status, stderr } = mount('-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', folder);
  if (status === 0) spawnSync('umount', [folder]);
  return status === 0 ? null : `mounting a file system needs root: ${error?.message ?? stderr.trim()}`;
}

/** Mounts one, which has `inodes` for its folder and files; unmounted when the test ends. 0: any number. */
export function smallDisk(megabytes: number, inodes = 0): SmallDisk {
  const folder = scratchFolder();
  must(mount('-t', 'tmpfs', '-o', `size=${megabytes}m,nr_inodes=${inodes}`, 'tmpfs', folder));
  // Lazy: a program may still have a file open there.
  onTestFinished(() => void spawnSync('umount', ['-l', folder]));
  const ballast = join(folder, 'ballast');
  return {
    folder,
    fill: () => {
      try {
        for (;;) writeFileSync(ballast, KILOBYTE, { flag: 'a' });
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
      }
    },
    free: () => rmSync(ballast),
    remount: (mode) => must(mount('-o', `remount,${mode}`, folder)),
    resize: (size) => must(mount('-o', `remount,size=${size}m`, folder)),
  };
}

function mount(...args: readonly string[]) {
  return spawnSync('mount', args, { encoding: 'utf8' });
}

function must({ status, stderr }: { readonly status: number | null; readonly stderr: string }): void {
  if (status !== 0) throw new Error(`mount fails: ${stderr}`);
}
