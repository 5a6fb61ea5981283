/** Child processes of the benchmark, pinned to a CPU core if the machine has two and `taskset` exists. */
import { type ChildProcess, type StdioOptions, spawn, spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { treeOf } from './process-usage.js';

/** All servers share one core, with PostgreSQL if they use it; the load generator has the other. */
export const CORES = { server: 0, generator: 1 } as const;

/** Whether processes can be pinned to a core on this machine. */
export const CAN_PIN = availableParallelism() > 1 && spawnSync('taskset', ['--version']).status === 0;

export interface ChildOptions {
  readonly core: number;
  readonly environment?: Readonly<Record<string, string>>;
  readonly stdio: StdioOptions;
}

/** Starts Node.js with `NODE_ENV=production`, passing on only PATH from this process's environment. */
export function startNode(args: readonly string[], { core, environment = {}, stdio }: ChildOptions): ChildProcess {
  const pin = CAN_PIN ? ['taskset', '--cpu-list', String(core)] : [];
  const [program = '', ...rest] = [...pin, process.execPath, ...args];
  const { PATH = '' } = process.env;
  return spawn(program, rest, { stdio, env: { PATH, NODE_ENV: 'production', ...environment } });
}

/** Pins a process that runs already, and those that it has started, to a core. What they start later is on it too. */
export function pinTree(pid: number, core: number): void {
  if (!CAN_PIN) return;
  for (const each of treeOf(pid))
    spawnSync('taskset', ['--all-tasks', '--cpu-list', '--pid', String(core), String(each)]);
}

/** Sends SIGTERM and waits until the process has ended. */
export async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await ended;
}
