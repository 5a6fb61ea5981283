/**
 * Runs before `npm start`. Builds the service, or, if development dependencies are not installed (`npm ci --omit=dev`), checks
 * that it has been built. Written in JavaScript, because nothing that runs TypeScript is installed then.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const installed = (name) => existsSync(fileURLToPath(new URL(`../node_modules/${name}`, import.meta.url)));

if (['tsx', 'esbuild', 'typescript'].every(installed)) {
  process.exitCode = spawnSync('npm', ['run', 'build'], { stdio: 'inherit' }).status ?? 1;
} else if (!existsSync(fileURLToPath(new URL('../dist/main.js', import.meta.url)))) {
  process.stderr.write(
    'The service has not been built, and the build tools are not installed.\n' +
      'Run "npm ci && npm run build", then, to remove the build tools again, "npm prune --omit=dev", then "npm start".\n',
  );
  process.exitCode = 1;
}
