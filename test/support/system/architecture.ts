/** Reads the imports between modules out of the sources, and lists those that the layering rules forbid. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';

/** Source text by path below `src/`, such as `domain/change.ts`. */
export type Sources = ReadonlyMap<string, string>;

const EVERY_MODULE = [
  'domain',
  'graph',
  'store/open',
  'auth',
  'http',
  'feed',
  'graphql',
  'rest',
  'explorer',
  'connector',
  'telemetry',
];
/** What each module may import. */
export const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  domain: [],
  client: [],
  files: ['domain'],
  graph: ['domain'],
  // Settings files and plans. Runs in the commands and in a browser, so it imports nothing of Node.js.
  desired: ['domain', 'client', 'graph'],
  // What both databases share, each database, and what chooses between them.
  'store/sql': ['domain'],
  'store/sqlite': ['domain', 'files', 'store/sql'],
  'store/postgres': ['domain', 'store/sql'],
  'store/open': ['domain', 'files', 'store/sql', 'store/sqlite', 'store/postgres'],
  auth: ['domain', 'files'],
  feed: ['domain'],
  http: ['domain'],
  telemetry: ['domain'],
  graphql: ['domain', 'feed', 'http'],
  rest: ['domain', 'feed', 'http', 'graph'],
  connector: ['domain', 'feed', 'graph'],
  explorer: ['http'],
  // Runs in a browser, not in the service.
  'explorer/page': ['client', 'contract', 'desired'],
  config: ['domain'],
  version: ['package'],
  app: ['config', 'version', ...EVERY_MODULE],
  cli: ['app', 'client', 'config', 'desired', ...EVERY_MODULE],
  main: ['cli', 'domain', 'version'],
};
const IMPORT = /(?:^|\n)\s*(?:import|export)\s(?:[^'";]*?\sfrom\s+)?['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]/g;

export function readSources(folder: string): Sources {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => /\.tsx?$/.test(name));
  return new Map(names.map((name) => [relative('.', name), readFileSync(join(folder, name), 'utf8')]));
}

/** Every breach of the rules, one sentence for each. */
export function breaches(sources: Sources): string[] {
  return [...sources]
    .flatMap(([path, text]) => [...forbiddenImports(path, text), ...privileges(path, text)])
    .concat(cycles(sources));
}

function forbiddenImports(path: string, text: string): string[] {
  const module = moduleOf(path);
  const allowed = ALLOWED[module];
  if (allowed === undefined) return [`${path} is in no known module.`];
  return importsOf(text).flatMap((target) => {
    if (!target.startsWith('.'))
      return module === 'domain' ? [`${path} imports ${target}, from outside the domain.`] : [];
    const other = moduleOf(resolved(path, target));
    return other === module || allowed.includes(other) ? [] : [`${path} imports ${other}, which ${module} may not.`];
  });
}

function privileges(path: string, text: string): string[] {
  const faults: string[] = [];
  if (/process\.env/.test(withoutComments(text)) && path !== 'config.ts') faults.push(`${path} reads process.env.`);
  if (/process\.exit\(/.test(withoutComments(text)) && path !== 'main.ts') faults.push(`${path} calls process.exit.`);
  if (!/^(?:#!.*\n)?\/\*\*/.test(text) && !path.endsWith('.generated.ts'))
    faults.push(`${path} does not say what it is.`);
  return faults;
}

function cycles(sources: Sources): string[] {
  const done = new Set<string>();
  const found: string[] = [];
  const visit = (path: string, trail: readonly string[]): void => {
    if (trail.includes(path)) found.push(`${[...trail.slice(trail.indexOf(path)), path].join(' → ')} is a cycle.`);
    if (done.has(path) || trail.includes(path)) return;
    const text = sources.get(path) ?? sources.get(`${path}x`) ?? '';
    const targets = importsOf(text).filter((target) => target.startsWith('.'));
    for (const target of targets) visit(resolved(path, target), [...trail, path]);
    done.add(path);
  };
  for (const path of sources.keys()) visit(path, []);
  return found;
}

/** Includes type-only imports: two files that need each other's types cannot be read or moved separately. */
function importsOf(text: string): string[] {
  return [...withoutComments(text).matchAll(IMPORT)].map(([, from, dynamic]) => from ?? dynamic ?? '');
}

function resolved(path: string, target: string): string {
  return normalize(join(dirname(path), target)).replace(/\.js$/, '.ts');
}

function moduleOf(path: string): string {
  if (path === '../schema.graphql') return 'contract';
  if (path === '../package.json') return 'package';
  if (path.startsWith('explorer/page/')) return 'explorer/page';
  if (path.startsWith('store/')) return path.split('/').slice(0, 2).join('/').replace(/\.ts$/, '');
  return path.includes('/') ? path.slice(0, path.indexOf('/')) : path.replace(/\.ts$/, '');
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
}
