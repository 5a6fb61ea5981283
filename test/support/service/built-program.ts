/** Runs the built program (`dist/main.js`) as a child process, as an operator does. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

export const PROGRAM = fileURLToPath(new URL('../../../dist/main.js', import.meta.url));

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
}

/** Starts `node dist/main.js` with arguments and environment variables. The process is killed when the test ends. */
export function start(args: readonly string[], environment: NodeJS.ProcessEnv = {}): Running {
  if (!existsSync(PROGRAM)) throw new Error('The program is not built. Run "npm run build" first.');
  const { PATH, HOME } = process.env;
  const child = spawn(process.execPath, [PROGRAM, ...args], { env: { PATH, HOME, ...environment } });
  onTestFinished(() => void child.kill('SIGKILL'));
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk) => (stdout += chunk));
  child.stderr.on('data', (chunk) => (stderr += chunk));
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve({ code, signal, stdout, stderr }));
  });
  return { child, ended };
}

/** Starts `serve` on a free port and waits until it prints its address. `options`: further arguments. */
export async function serve(
  environment: NodeJS.ProcessEnv,
  options: readonly string[] = [],
): Promise<Running & { readonly url: string }> {
  const running = start(['serve', ...options], { PORT: '0', ...environment });
  const url = await new Promise<string>((resolve, reject) => {
    let seen = '';
    running.child.stdout?.on('data', (chunk) => {
      seen += chunk;
      const found = /Ready at (\S+)\/graphql/.exec(seen)?.[1];
      if (found !== undefined) resolve(found);
    });
    running.ended.then(({ stderr }) => reject(new Error(`serve ended: ${stderr}`)), reject);
  });
  return { ...running, url };
}
