/** Child processes of the benchmark, each on a processor core of its own where the machine has two and can pin. */
import { type ChildProcess, type StdioOptions, spawn, spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';

/** Servers share one core, the load generator has another. */
export const CORES = { server: 0, generator: 1 } as const;

/** Whether processes can be kept to a core here. */
export const CAN_PIN = availableParallelism() > 1 && spawnSync('taskset', ['--version']).status === 0;

export interface ChildOptions {
  readonly core: number;
  readonly environment?: Readonly<Record<string, string>>;
  readonly stdio: StdioOptions;
}

/** Starts Node.js in production mode with these arguments, and with nothing of this process's own settings. */
export function startNode(args: readonly string[], { core, environment = {}, stdio }: ChildOptions): ChildProcess {
  const pin = CAN_PIN ? ['taskset', '--cpu-list', String(core)] : [];
  const [program = '', ...rest] = [...pin, process.execPath, ...args];
  const { PATH = '' } = process.env;
  return spawn(program, rest, { stdio, env: { PATH, NODE_ENV: 'production', ...environment } });
}

/** Asks a process to end and waits until it has. */
export async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await ended;
}
