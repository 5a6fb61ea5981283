/**
 * Run before `npm start`: builds the service. Where only what runs it is installed (`npm ci --omit=dev`), makes sure that
 * it has been built. JavaScript, since nothing that reads TypeScript is installed then.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const installed = (name) => existsSync(fileURLToPath(new URL(`../node_modules/${name}`, import.meta.url)));

if (['tsx', 'esbuild', 'typescript'].every(installed)) {
  process.exitCode = spawnSync('npm', ['run', 'build'], { stdio: 'inherit' }).status ?? 1;
} else if (!existsSync(fileURLToPath(new URL('../dist/main.js', import.meta.url)))) {
  process.stderr.write(
    'The service has not been built, and what builds it is not installed.\n' +
      'Run "npm ci && npm run build", then "npm prune --omit=dev" if you want only what runs it, then "npm start".\n',
  );
  process.exitCode = 1;
}
