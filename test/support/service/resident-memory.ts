/** The memory of a process. */
import { readFileSync } from 'node:fs';

/** The resident set of a process in bytes, from `/proc`; 0 on systems other than Linux. */
export function residentMemory(pid: number): number {
  if (process.platform !== 'linux') return 0;
  const [, kilobytes] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kilobytes) * 1024;
}
