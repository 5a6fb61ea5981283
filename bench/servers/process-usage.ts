/** CPU time and memory of a process and of those that it has started, from /proc (Linux only). */
import { readdirSync, readFileSync } from 'node:fs';

// In which the kernel gives the times of ended processes, on every architecture that Node.js runs on.
const TICKS_PER_SECOND = 100;

/** CPU time of all threads of a process and of its descendants, in seconds. Of those that have ended, in whole ticks. */
export function cpuSeconds(pid: number): number {
  return sumOver(treeOf(pid), (each) => secondsOfThreads(each) + secondsOfEnded(each));
}

/** Resident memory of a process and of its descendants in megabytes: now, and the sum of the peaks so far. */
export function memoryOf(pid: number): { readonly nowMb: number; readonly peakMb: number } {
  const sum = (name: string) => sumOver(treeOf(pid), (each) => memoryField(each, name)) / 1024;
  return { nowMb: sum('VmRSS'), peakMb: sum('VmHWM') };
}

/** A process and its descendants. */
export function treeOf(pid: number): number[] {
  const children = threadsOf(pid).flatMap((thread) =>
    read(`${thread}/children`).split(' ').filter(Boolean).map(Number),
  );
  return [pid, ...children.flatMap(treeOf)];
}

function secondsOfThreads(pid: number): number {
  return sumOver(threadsOf(pid), (thread) => Number(read(`${thread}/schedstat`).split(' ')[0])) / 1e9;
}

/** The time of its children that have ended. */
function secondsOfEnded(pid: number): number {
  // The name of the program, which may contain spaces, ends with a parenthesis. The two times are the 16th and 17th field.
  const [user = 0, system = 0] = read(`/proc/${pid}/stat`)
    .replace(/^.*\) /s, '')
    .split(' ')
    .slice(13, 15)
    .map(Number);
  return (user + system) / TICKS_PER_SECOND;
}

function memoryField(pid: number, name: string): number {
  return Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(read(`/proc/${pid}/status`))?.[1] ?? 0);
}

function threadsOf(pid: number): string[] {
  const folder = `/proc/${pid}/task`;
  return ifAlive([], () => readdirSync(folder).map((thread) => `${folder}/${thread}`));
}

function read(file: string): string {
  return ifAlive('', () => readFileSync(file, 'utf8'));
}

/** A process or a thread may end between two reads. */
function ifAlive<Value>(ended: Value, look: () => Value): Value {
  try {
    return look();
  } catch (error) {
    if (['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '')) return ended;
    throw error;
  }
}

function sumOver<Item>(items: readonly Item[], value: (item: Item) => number): number {
  return items.reduce((sum, item) => sum + value(item), 0);
}
