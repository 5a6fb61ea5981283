/** Proves what every command has in common: help with examples, errors that say what to type, and a quick start. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { PROGRAM, start } from '../support/process.js';
import { scratchFolder } from '../support/scratch.js';

const CONTRACT = readFileSync(new URL('../../schema.graphql', import.meta.url), 'utf8');
const COMMANDS = ['serve', 'token', 'import', 'seed', 'export', 'plan', 'apply', 'doctor', 'print-schema'];

/** The modules that the program loads before it ends. */
async function loadedBy(args: readonly string[]): Promise<string[]> {
  const hook = 'export async function load(url, context, next) { process._rawDebug(url); return next(url, context); }';
  const data = (source: string) => `data:text/javascript,${encodeURIComponent(source)}`;
  const register = `import { register } from 'node:module'; register(${JSON.stringify(data(hook))});`;
  const { stderr } = await start(args, {
    DATABASE_URL: `file:${scratchFolder()}/test.sqlite`,
    NODE_OPTIONS: `--import ${data(register)}`,
  }).ended;
  return stderr.split('\n').filter((line) => line.startsWith('file:'));
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

test('a command loads only what it needs', async () => {
  const engines = ['graphql', '@apollo/server', 'fastify', 'kysely'];
  const enginesOf = (urls: readonly string[]) =>
    engines.filter((name) => urls.some((url) => fileURLToPath(url).includes(`/node_modules/${name}/`)));
  const ofToken = await loadedBy(['token']);
  expect(ofToken.some((url) => url.includes('/node_modules/jose/'))).toBe(true);
  expect(enginesOf(ofToken)).toEqual([]);
  expect(enginesOf(await loadedBy(['plan', '--help']))).toEqual(['graphql']);
  expect(enginesOf(await loadedBy(['serve', '--help']))).toEqual(engines);
});
