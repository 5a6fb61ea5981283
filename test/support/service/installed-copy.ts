/** Copies of the built program in another folder, whose `node_modules` lacks packages or the native SQLite module. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PROGRAM } from './built-program.js';

const PACKAGES = fileURLToPath(new URL('../../../node_modules', import.meta.url));
const BINDING = 'better-sqlite3/build/Release/better_sqlite3.node';

/** Copies the program and the packages that it loads, without the native module. Returns the path of its main file. */
export function copyWithoutBinding(folder: string): string {
  copyWithoutPackages(folder);
  for (const part of ['better-sqlite3/lib', 'better-sqlite3/package.json', 'bindings', 'file-uri-to-path']) {
    cpSync(join(PACKAGES, part), join(folder, 'node_modules', part), { recursive: true });
  }
  return join(folder, 'dist/main.js');
}

/** Copies the program without any package. Returns the path of its main file. */
export function copyWithoutPackages(folder: string): string {
  cpSync(dirname(PROGRAM), join(folder, 'dist'), { recursive: true });
  cpSync(join(PACKAGES, '../schema.graphql'), join(folder, 'schema.graphql'));
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  return join(folder, 'dist/main.js');
}

/** Copies the native module into the folder, as `npm rebuild` would. */
export function putBinding(folder: string): void {
  cpSync(join(PACKAGES, BINDING), placeOfBinding(folder));
}

// The struct that a native module registers with Node.js when it is loaded. The first field is the ABI version.
const SOURCE = `
struct module { int version; unsigned flags; void *handle; const char *file; void *a, *b; const char *name; void *c, *d; };
extern void node_module_register(void *);
static struct module self = { 1, 0, 0, "old.cc", 0, 0, "better_sqlite3", 0, 0 };
__attribute__((constructor)) static void tell(void) { node_module_register(&self); }
`;

/** Compiles a native module for a long outdated ABI version of Node.js into the folder. */
export function putOldBinding(folder: string): void {
  const source = join(folder, 'old.c');
  writeFileSync(source, SOURCE);
  const { status, stderr } = spawnSync('cc', ['-shared', '-fPIC', '-o', placeOfBinding(folder), source]);
  if (status !== 0) throw new Error(`"cc" fails: ${stderr}`);
}

function placeOfBinding(folder: string): string {
  const place = join(folder, 'node_modules', BINDING);
  mkdirSync(dirname(place), { recursive: true });
  return place;
}
