/** Proves what every command has in common: help with examples, errors that say what to type, and a quick start. */
import { spawnSync } from 'node:child_process';
import { openSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { scratchFolder } from '../support/files/scratch.js';
import { closedPortUrl } from '../support/http/answering-server.js';
import { PROGRAM, start } from '../support/service/built-program.js';
import { startKillableService } from '../support/service/killable-service.js';

const CONTRACT = readFileSync(new URL('../../schema.graphql', import.meta.url), 'utf8');
const COMMANDS = [
  'serve',
  'token',
  'import',
  'seed',
  'export',
  'plan',
  'apply',
  'doctor',
  'copy',
  'graph',
  'print-schema',
];

interface Coverage {
  readonly result: readonly {
    readonly url: string;
    readonly functions: readonly {
      readonly functionName: string;
      readonly ranges: readonly { readonly count: number }[];
    }[];
  }[];
}

/**
 * The files that programs have loaded which ended with their coverage in a folder, and the modules of the bundle that have run:
 * each is in a function with its path as name.
 */
function loadedIn(folder: string): { readonly files: string[]; readonly modules: string[] } {
  const reports = readdirSync(folder).map((name): Coverage => JSON.parse(readFileSync(join(folder, name), 'utf8')));
  const scripts = reports.flatMap(({ result }) => result).filter(({ url }) => url.startsWith('file:'));
  const ran = scripts.flatMap(({ functions }) => functions).filter(({ ranges }) => (ranges[0]?.count ?? 0) > 0);
  return {
    files: scripts.map(({ url }) => url),
    modules: ran.map(({ functionName }) => functionName).filter((name) => name.includes('/')),
  };
}

/** The packages to which these files belong. */
function packagesOf(urls: readonly string[]): Set<string> {
  return new Set(urls.flatMap((url) => /(?:^|.*\/)node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(url)?.[1] ?? []));
}

async function packagesFor(...args: readonly string[]): Promise<Set<string>> {
  const [data, coverage] = [scratchFolder(), scratchFolder()];
  await start(args, { DATABASE_URL: `file:${data}/test.sqlite`, NODE_V8_COVERAGE: coverage }).ended;
  const { files, modules } = loadedIn(coverage);
  return packagesOf([...files, ...modules]);
}

describe('the help', () => {
  test.each(COMMANDS)('of %s says what it does and shows examples of commands that there are', async (command) => {
    const { code, stdout, stderr } = await start([command, '--help']).ended;
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(new RegExp(`^Usage: node \\S*dist/main\\.js ${command} `));
    const [, examples = ''] = stdout.split('\nExamples:\n');
    const shown = [...examples.matchAll(/node \S*dist\/main\.js (\S+)/g)].map(([, name]) => name ?? '');
    expect(shown).toContain(command);
    expect(shown.filter((name) => !COMMANDS.includes(name))).toEqual([]);
    expect(await start(['help', command]).ended).toMatchObject({ code: 0, stdout });
  });

  test('of the program names them all', async () => {
    const { code, stdout } = await start(['--help']).ended;
    expect([code, COMMANDS.filter((command) => !stdout.includes(`\n  ${command} `))]).toEqual([0, []]);
  });
});

const MISTAKES: readonly (readonly [args: readonly string[], told: RegExp])[] = [
  [[], /^Usage: node \S+ \[options\] \[command\]\n[\s\S]*Commands:/],
  [
    ['srve'],
    /^error: unknown command 'srve'\n\(Did you mean serve\?\)\nRun "node \S+ --help" to see the commands\.\n$/,
  ],
  [['--verbose'], /^error: unknown option '--verbose'\nRun "node \S+ --help" to see the commands\.\n$/],
  [['token', '--port'], /^error: unknown option '--port'\nRun "node \S+ token --help" to see how it is used\.\n$/],
  [['token', 'now'], /^error: too many arguments .*\nRun "node \S+ token --help"/],
  [['import'], /^error: missing required argument 'file'\nRun "node \S+ import --help"/],
  [['token', '--expires', 'soon'], /Give a number and s, m, h or d, such as 1h\.\nRun "node \S+ token --help"/],
  [['seed', '--tenant', 'mine'], /Give a UUID\.\nRun "node \S+ seed --help"/],
];

test.each(MISTAKES)('wrong usage (%j) ends with 64 and says what to type', async (args, told) => {
  const { code, stdout, stderr } = await start(args).ended;
  expect([code, stdout]).toEqual([64, '']);
  expect(stderr).toMatch(told);
});

test('print-schema prints the contract, and does not mind a reader who has seen enough', async () => {
  expect(await start(['print-schema']).ended).toMatchObject({ code: 0, stdout: CONTRACT, stderr: '' });
  const pipeline = `"${process.execPath}" "${PROGRAM}" print-schema | true; exit "\${PIPESTATUS[0]}"`;
  const { status, stderr } = spawnSync('bash', ['-c', pipeline], { encoding: 'utf8' });
  expect([status, stderr]).toEqual([0, '']);
});

test('a server that does not answer yet ends a command with 75: the same start can succeed later', async () => {
  const DATABASE_URL = (await closedPortUrl()).replace('http:', 'postgres://me@').replace('@//', '@');
  const { code, stderr } = await start(['verify'], { DATABASE_URL }).ended;
  expect({ code, stderr }).toEqual({ code: 75, stderr: 'The server of DATABASE_URL cannot be reached.\n' });
});

describe('the program', () => {
  test('loads only what its command needs', async () => {
    expect(await packagesFor('--help')).toEqual(new Set(['commander']));
    expect(await packagesFor('token')).toEqual(new Set(['commander', 'jose', 'zod', 'yaml']));
    const engines = ['graphql', '@apollo/server', 'fastify', 'kysely'];
    const ofPlan = await packagesFor('plan', '--help');
    expect(engines.filter((name) => ofPlan.has(name))).toEqual(['graphql']);
    const ofServe = await packagesFor('serve', '--help');
    expect(engines.filter((name) => ofServe.has(name))).toEqual(engines);
  });

  test('serves from its bundle, and loads nothing else but the binding of SQLite', async () => {
    const [data, coverage] = [scratchFolder(), scratchFolder()];
    const program = await startKillableService({
      DATABASE_URL: `file:${data}/test.sqlite`,
      NODE_V8_COVERAGE: coverage,
    });
    const { status } = await program.graphql('{ derivedCredentials(first: 1) { nodes { id } } }');
    program.child.kill('SIGTERM');
    expect([status, (await program.ended).code]).toEqual([200, 0]);
    const { files } = loadedIn(coverage);
    expect(packagesOf(files)).toEqual(new Set(['better-sqlite3', 'bindings', 'file-uri-to-path']));
    expect(files.filter((url) => !/\/(?:node_modules|dist\/program)\/|\/dist\/main\.js$/.test(url))).toEqual([]);
  });

  test('has been bundled with graphql once, and with nothing that is meant for browsers', () => {
    const folder = join(dirname(PROGRAM), 'program');
    const maps = readdirSync(folder).filter((name) => name.endsWith('.map'));
    const sources = maps.flatMap((name): string[] => JSON.parse(readFileSync(join(folder, name), 'utf8')).sources);
    const ofGraphql = sources.filter((path) => path.includes('/node_modules/graphql/'));
    expect(new Set(ofGraphql.map((path) => extname(path)))).toEqual(new Set(['.mjs']));
    // What Apollo Server takes for its hashes where it does not find those of Node.js.
    expect(packagesOf(sources)).not.toContain('sha.js');
  });
});

test.skipIf(process.platform !== 'linux')('output that finds no room is reported, and can be tried again', () => {
  const { status, stderr } = spawnSync(process.execPath, [PROGRAM, 'print-schema'], {
    stdio: ['ignore', openSync('/dev/full', 'w'), 'pipe'],
    encoding: 'utf8',
  });
  expect([status, stderr]).toEqual([75, 'Standard output cannot be written (ENOSPC).\n']);
});
