/** Follows the README and then the pages it links to: every block that can be run, in order, with one service in one folder. */
import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { scratchFolder } from '../support/files/scratch.js';
import { rawFollower } from '../support/graphql/raw-follower.js';
import { serve } from '../support/service/built-program.js';
import { type StartedService, startService } from '../support/service/started-service.js';
import { SQLITE } from '../support/store/open-store.js';
import { linksOf } from '../support/system/markdown.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
// What a clone has after `npm ci` and a build, as far as the blocks use it.
const CLONE = ['dist', 'examples', 'node_modules', 'package.json', 'schema.graphql', 'src', 'tsconfig.json'];
const run = promisify(execFile);

interface Block {
  readonly language: string;
  readonly text: string;
  /** The file that it is to be saved as; undefined if the page names none. */
  readonly file: string | undefined;
}

type RunBlock = (block: Block, place: { readonly service: StartedService; readonly folder: string }) => Promise<string>;

/** How the blocks of a language are run; the output of each is checked for errors. */
const RUNS: Readonly<Record<string, RunBlock>> = {
  sh: async ({ text }, { service, folder }) => {
    const { environment, url } = service;
    if (/^npm ci && npm (?:start|test)\n$/.test(text)) return 'The service has been started, and this is a test.';
    if (/ dist\/main\.js serve\n$/.test(text)) return runServe(text, environment);
    const env = { ...process.env, ...environment, SERVICE_URL: url, ENDPOINT: `${url}/graphql` };
    const command = text.replaceAll('http://127.0.0.1:4000', url);
    return (await run('bash', ['-e', '-c', command], { cwd: folder, env })).stdout;
  },
  graphql: async ({ text }, { service: { url, token } }) => {
    const authorization = `Bearer ${token}`;
    if (text.startsWith('subscription')) {
      const operation = { query: text, variables: { after: '' } };
      return JSON.stringify(await rawFollower({ url, transport: 'WebSocket', authorization, operation }).next());
    }
    const headers = { authorization, 'content-type': 'application/json' };
    const response = await fetch(`${url}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query: text }) });
    return response.text();
  },
  json: saveFile,
  yaml: saveFile,
};
// Parts of files, output of commands, and a shell that is not installed everywhere.
const NOT_RUN = ['ts', 'js', 'text', 'ini', 'powershell'];

async function saveFile({ file, text }: Block, { folder }: { readonly folder: string }): Promise<string> {
  if (file === undefined) throw new Error('The page does not say what to save this as.');
  writeFileSync(join(folder, file), text);
  return '';
}

/** Starts another service with the variables before the command, waits until it is ready and stops it. */
async function runServe(text: string, environment: NodeJS.ProcessEnv): Promise<string> {
  const settings = [...text.matchAll(/([A-Z_]+)=(\S+)/g)].map(([, ...pair]) => pair);
  const { child, ended, url } = await serve({ ...environment, ...Object.fromEntries(settings) });
  child.kill('SIGTERM');
  expect((await ended).code).toBe(0);
  return url;
}

/** The README, the pages of `docs` that it links to, and those that the index of operations links to, in order of the links. */
function pagesInReadingOrder(): string[] {
  const linked = ['README.md', 'docs/operations/README.md'].flatMap((name) =>
    linksOf(readPage(name)).map((link) => normalize(join(dirname(name), link.split('#')[0] ?? ''))),
  );
  return [...new Set(['README.md', ...linked.filter((path) => /^docs\/(?!decisions\/).*\.md$/.test(path))])];
}

function readPage(name: string): string {
  return readFileSync(join(ROOT, name), 'utf8');
}

function blocksOf(page: string): Block[] {
  const found = page.matchAll(/(?:`([\w-]+\.(?:json|yaml))`:\n\n)?^```(\w+)\n([\s\S]*?)^```$/gm);
  return [...found].map(([, file, language = '', text = '']) => ({ language, text, file }));
}

function cloneIn(folder: string): void {
  mkdirSync(folder);
  for (const part of CLONE) symlinkSync(join(ROOT, part), join(folder, part));
}

test('Following the README from the top, and then the pages it links to, every block succeeds', async () => {
  // The pages make and restore backups of the file.
  const service = await startService({}, scratchFolder(), SQLITE);
  const folder = join(scratchFolder(), 'clone');
  cloneIn(folder);
  const blocks = pagesInReadingOrder().map(readPage).flatMap(blocksOf);
  expect(blocks.length).toBeGreaterThan(25);
  let planned = '';
  for (const block of blocks) {
    if (NOT_RUN.includes(block.language)) continue;
    const runBlock = RUNS[block.language];
    if (runBlock === undefined)
      throw new Error(`This test cannot run blocks of ${block.language}. Add the language to RUNS or NOT_RUN.`);
    const given = await runBlock(block, { service, folder }).catch((error) => {
      throw new Error(`This block failed:\n${block.text}`, { cause: error });
    });
    expect(given, block.text).not.toMatch(/"errors?":|"userErrors":\[\{/);
    if (block.text.includes(' plan ')) planned = given;
  }
  const shown = blocks.find(({ language }) => language === 'text')?.text ?? '';
  expect(shown).not.toBe('');
  // The tenant has more objects by now, so the last line has a longer ending.
  expect(planned).toContain(shown.replace(/\.\n$/, ''));
});
