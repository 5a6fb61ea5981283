/** Vitest's global set-up: names the folder of the PostgreSQL server that the tests may start, and stops it after the run. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { stop } from './postgres-cluster.js';

declare module 'vitest' {
  interface ProvidedContext {
    postgresFolder: string;
  }
}

export function setup({ provide }: TestProject): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'postgres-'));
  provide('postgresFolder', folder);
  return () => {
    if (existsSync(join(folder, 'ready'))) stop({ folder }, 'immediate');
    rmSync(folder, { recursive: true, force: true });
  };
}
