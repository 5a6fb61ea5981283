/**
 * `npm run image-root`: makes `image-root`, all files of the container image: the Node.js that runs this script and the libraries
 * that it loads, the program, and the SQLite binding. Needs Linux, the output of `npm run build`, and the program `strip`.
 */
import { execFileSync } from 'node:child_process';
import { chmod, cp, mkdir, realpath, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const TARGET = join(ROOT, 'image-root');
const PROGRAM = join(TARGET, 'app');
const BINDING = 'node_modules/better-sqlite3/build/Release/better_sqlite3.node';
const PARTS = [
  'LICENSE',
  'package.json',
  'schema.graphql',
  'node_modules/better-sqlite3/LICENSE',
  'node_modules/better-sqlite3/lib',
  'node_modules/better-sqlite3/package.json',
  'node_modules/bindings',
  'node_modules/file-uri-to-path',
];
/** Not root, and no user of the host. */
const USER = 65532;

await rm(TARGET, { recursive: true, force: true });
await addStripped(process.execPath, join(TARGET, 'usr/bin/node'));
await addStripped(join(ROOT, BINDING), join(PROGRAM, BINDING));
for (const library of new Set([...librariesOf(process.execPath), ...librariesOf(join(ROOT, BINDING))])) {
  await add(await realpath(library), join(TARGET, library));
}
// The source maps are a sixth of the program, and are used with --enable-source-maps only.
await cp(join(ROOT, 'dist'), join(PROGRAM, 'dist'), { recursive: true, filter: (path) => !path.endsWith('.map') });
for (const part of PARTS) await add(join(ROOT, part), join(PROGRAM, part));
await mkdir(join(TARGET, 'etc'));
await writeFile(join(TARGET, 'etc/passwd'), `service:x:${USER}:${USER}::/data:/none\n`);
await writeFile(join(TARGET, 'etc/group'), `service:x:${USER}:\n`);
// For SQLite's temporary files, if nothing is mounted here.
await mkdir(join(TARGET, 'tmp'));
await chmod(join(TARGET, 'tmp'), 0o1777);

async function add(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true });
  await cp(from, to, { recursive: true, dereference: true });
}

/** Without its symbols, which only a debugger reads. */
async function addStripped(from: string, to: string): Promise<void> {
  await add(from, to);
  execFileSync('strip', ['--strip-unneeded', to]);
}

/** The paths at which the dynamic loader finds them, and the loader's own. */
function librariesOf(program: string): string[] {
  const lines = execFileSync('ldd', [program], { encoding: 'utf8' });
  return [...lines.matchAll(/(?:=> )?(\/\S+) \(0x/g)].map(([, path]) => path ?? '');
}
