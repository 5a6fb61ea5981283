/** Compiles the code of the bundle by running `serve` once, and writes dist/main.js, which loads both. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const COMPILER = fileURLToPath(new URL('program-loader/compile-code.ts', import.meta.url));

/** `bundle` is the path of the bundle, relative to the project. */
export async function buildLoader(bundle: string): Promise<void> {
  const code = bundle.replace(/\.cjs$/, '.code');
  await compileCode(join(ROOT, bundle), join(ROOT, code));
  const codeSha256 = createHash('sha256')
    .update(await readFile(join(ROOT, code)))
    .digest('hex');
  const fromDist = (path: string) => path.replace(/^dist\//, './');
  await build({
    absWorkingDir: ROOT,
    entryPoints: ['scripts/program-loader/main.ts'],
    outdir: 'dist',
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    define: { PROGRAM: JSON.stringify({ bundle: fromDist(bundle), code: fromDist(code), codeSha256 }) },
    logLevel: 'warning',
  });
}

/** Stops the service when it is ready: what a start needs has been compiled then. */
async function compileCode(bundle: string, code: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'derived-credentials-'));
  const { PATH, HOME } = process.env;
  const environment = { PATH, HOME, DATABASE_URL: `file:${folder}/build.sqlite`, PORT: '0', LOG_LEVEL: 'silent' };
  const service = spawn(process.execPath, ['--import', 'tsx', COMPILER, bundle, code, 'serve'], {
    cwd: ROOT,
    env: environment,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  service.stdout.on('data', (text) => String(text).includes('Ready at') && service.kill('SIGTERM'));
  const [exitCode] = await once(service, 'exit');
  await rm(folder, { recursive: true, force: true });
  if (exitCode !== 0) throw new Error(`The service ended with ${exitCode} while its code was compiled.`);
}
