/** How much memory a program holds. */
import { readFileSync } from 'node:fs';

/** Its resident set in bytes; 0 where the system does not tell in the way of Linux. */
export function residentMemory(pid: number): number {
  if (process.platform !== 'linux') return 0;
  const [, kilobytes] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kilobytes) * 1024;
}
