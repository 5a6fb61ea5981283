/** The pages agree with the code: commands run, tables match, links lead somewhere, operations are valid and succeed. */
import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { buildSchema, parse, validate } from 'graphql';
import { describe, expect, test } from 'vitest';
import { CONFIG_OPTIONS } from '../../src/config.js';
import { FAULT_CODES } from '../../src/domain/errors.js';
import { GRAPHQL_ERROR_CODES } from '../../src/graphql/execution/errors.js';
import { scratchFolder } from '../support/files/scratch.js';
import { TRANSPORTS } from '../support/graphql/follower.js';
import { rawFollower } from '../support/graphql/raw-follower.js';
import { EXAMPLE, settingsClient } from '../support/graphql/settings-client.js';
import { boot } from '../support/service/boot.js';
import { PROGRAM, start } from '../support/service/built-program.js';
import { type StartedService, startService } from '../support/service/started-service.js';
import { environmentIn } from '../support/store/open-store.js';
import { anchorsOf, codeBlocks, differences, linksOf, tableRows } from '../support/system/markdown.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const PAGES = ['.', 'docs', 'bench', 'deploy'].flatMap(pagesIn);
const README = readPage('README.md');
const SCHEMA = buildSchema(readPage('schema.graphql'));
const PACKAGE = JSON.parse(readPage('package.json'));
// In reading order: each operation runs on what those before it leave.
const OPERATIONS = ['README.md', 'docs/guide/graphql-operations.md', 'docs/guide/history-and-safe-change.md'].flatMap(
  (name) => codeBlocks(readPage(name), 'graphql'),
);
const run = promisify(execFile);

function readPage(name: string): string {
  return readFileSync(join(ROOT, name), 'utf8');
}

/** The Markdown pages in a folder and the folders below it; of the root only its own. */
function pagesIn(folder: string): string[] {
  const names = readdirSync(join(ROOT, folder), { recursive: folder !== '.', encoding: 'utf8' });
  return names.filter((name) => name.endsWith('.md')).map((name) => normalize(join(folder, name)));
}

/** The npm packages that the sources import, except those of the pages for browsers. */
function packagesOfService(): string[] {
  const names = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' });
  const sources = names.filter((name) => name.endsWith('.ts') && !name.startsWith('explorer/page/'));
  const imported = sources.flatMap((name) => [
    ...readPage(join('src', name)).matchAll(/(?:^import | from |\bimport\()'((?:@[\w.-]+\/)?[\w.-]+)[^':]*'/gm),
  ]);
  const packages = new Set(imported.map(([, name]) => name ?? '').filter((name) => !name.startsWith('.')));
  return [...packages].filter((name) => !isBuiltin(name));
}

function settingRows(): string[][] {
  return CONFIG_OPTIONS.map(({ name, byDefault, meaning }) => [
    `\`${name}\``,
    byDefault && `\`${byDefault}\``,
    meaning,
  ]);
}

function faultsOfOperation(text: string): string[] {
  return validate(SCHEMA, parse(text)).map(({ message }) => message);
}

/** Runs a shell block of a page against a service that the test started. */
async function runBlock(
  block: string,
  { url, environment }: Pick<StartedService, 'url' | 'environment'>,
): Promise<string> {
  const command = block.replaceAll('http://127.0.0.1:4000', url);
  const service = { ENDPOINT: `${url}/graphql`, SERVICE_URL: url };
  const env = { ...process.env, ...environment, ...service };
  const { stdout } = await run('bash', ['-c', command], { cwd: ROOT, env });
  return stdout;
}

/** The links of a page that lead to no file, or to no heading of a page. */
function deadLinks(name: string, page: string): string[] {
  return linksOf(page).filter((link) => {
    const [path = '', anchor] = link.split('#');
    const target = path === '' ? name : normalize(join(dirname(name), path));
    if (!existsSync(join(ROOT, target))) return true;
    return anchor !== undefined && !anchorsOf(readPage(target)).includes(anchor);
  });
}

describe('the links', () => {
  test('of all pages lead to files and headings that exist', () => {
    expect(linksOf(README)).toContain('docs/explorer-dark.webp');
    expect(linksOf(readPage('docs/operations/reverse-proxy.md'))).toContain('../../examples/nginx.conf');
    expect(linksOf(readPage('docs/guide/browser-pages.md'))).toContain('../overview-dark.webp');
    expect(PAGES.flatMap((name) => deadLinks(name, readPage(name)).map((link) => `${name}: ${link}`))).toEqual([]);
  });

  test('would be refused if a file or a heading is missing', () => {
    const planted = '[a](planted.md) [b](../guide/errors.md#planted) [c](#planted) [d](errors.md#errors-in-the-data)';
    expect(deadLinks('docs/guide/limits.md', planted)).toEqual([
      'planted.md',
      '../guide/errors.md#planted',
      '#planted',
    ]);
  });

  test('lead to every page of docs, from the README, the index of operations or CONTRIBUTING.md', () => {
    const linked = ['README.md', 'docs/operations/README.md', 'CONTRIBUTING.md'].flatMap((name) =>
      linksOf(readPage(name)).map((link) => normalize(join(dirname(name), link))),
    );
    const pages = PAGES.filter((name) => /^docs\/(?!decisions\/\d)/.test(name));
    expect(pages.filter((name) => !linked.includes(name))).toEqual([]);
  });

  test('of the pages in the package lead to files that are in it', () => {
    const [, list = ''] = /^const FILES = \[([^\]]*)\]/m.exec(readPage('scripts/build-package.ts')) ?? [];
    const packed = [...list.matchAll(/'([^']+)'/g)].map(([, path]) => path ?? '');
    const isPacked = (name: string) => packed.some((path) => name === path || name.startsWith(`${path}/`));
    const outside = PAGES.filter(isPacked).flatMap((name) =>
      linksOf(readPage(name))
        .map((link) => link.split('#')[0] ?? '')
        .filter((path) => path !== '' && !isPacked(normalize(join(dirname(name), path))))
        .map((path) => `${name}: ${path}`),
    );
    expect(outside).toEqual([]);
  });
});

describe('the commands page', () => {
  const page = readPage('docs/guide/commands.md');

  test('names every exit code and no other, as the program does', async () => {
    const [, codes = ''] = /^const EXIT = \{(.*)\}/m.exec(readPage('src/main.ts')) ?? [];
    const documented = tableRows(page, '| exit code | meaning | what to do |').map(([code, meaning]) => [
      code,
      meaning,
    ]);
    expect(documented.map(([code]) => code)).toEqual(codes.match(/\d+/g));
    const { stdout } = await start(['--help']).ended;
    const printed = [...stdout.matchAll(/^ {2}(\d+) +(.*)$/gm)].map(([, code, meaning]) => [code, meaning]);
    expect(documented).toEqual(printed);
  });
});

describe('the configuration table', () => {
  const rows = tableRows(readPage('docs/guide/configuration.md'), '| variable | default | meaning |');

  test('has a row for every variable and no other', () => {
    expect(differences(rows, settingRows())).toEqual([]);
  });

  test('would be refused with a row missing, added or altered', () => {
    const [first = [], ...others] = rows;
    expect(differences(others, settingRows())).toHaveLength(1);
    expect(differences([...rows, ['`PLANTED`', '', 'Nothing.']], settingRows())).toHaveLength(1);
    expect(differences([[first[0] ?? '', '`elsewhere`', first[2] ?? ''], ...others], settingRows())).toHaveLength(2);
  });

  test('has every variable that the table of the README names', () => {
    const named = tableRows(README, '| to do this | set |').flatMap(([, cell]) => cell?.match(/`[A-Z_]+`/g) ?? []);
    expect(named.length).toBeGreaterThan(5);
    expect(named.filter((name) => !rows.some(([variable]) => variable === name))).toEqual([]);
  });
});

describe('the page on errors', () => {
  const page = readPage('docs/guide/errors.md');

  test('names every code of an error and no other', () => {
    const named = tableRows(page, '| code | meaning | what to do |').map(([code]) => code?.replaceAll('`', ''));
    expect(named.toSorted()).toEqual([...GRAPHQL_ERROR_CODES].toSorted());
  });

  test('names every code of a user error and no other', () => {
    const named = tableRows(page, '| code | meaning |').map(([code]) => code?.replaceAll('`', ''));
    expect(named.toSorted()).toEqual([...FAULT_CODES].toSorted());
  });
});

describe('the commands', () => {
  test('in shell blocks are scripts of the package or files that exist', () => {
    const text = PAGES.flatMap((name) => readPage(name).match(/```sh\n[\s\S]*?^```$|`[^`\n]+`/gm) ?? []).join('\n');
    const scripts = [...text.matchAll(/\bnpm (?:run )?([a-z:]+)/g)].map(([, name]) => name ?? '');
    expect(scripts.length).toBeGreaterThan(10);
    const ofNpm = ['ci', 'pack', 'install', 'rebuild', 'version'];
    expect(scripts.filter((name) => !ofNpm.includes(name) && !(name in PACKAGE.scripts))).toEqual([]);
  });

  test('in the table are those of the program and no other', async () => {
    const { stdout } = await start(['--help']).ended;
    const [, commands = ''] = /^Commands:\n((?: .*\n)+)/m.exec(stdout) ?? [];
    const offered = [...commands.matchAll(/^ {2}([a-z-]+)(?= )/gm)]
      .map(([, name]) => name)
      .filter((name) => name !== 'help');
    const documented = tableRows(readPage('docs/guide/commands.md'), '| command | what it does |').map(
      ([cell]) => /main\.js ([a-z-]+)/.exec(cell ?? '')?.[1],
    );
    expect(documented.toSorted()).toEqual(offered.toSorted());
  });

  test('of the first mutation create an object, by curl and by a client', async () => {
    const service = await startService();
    const [curl = '', client = ''] = codeBlocks(README, 'sh').slice(2);
    const created = { data: { createDerivedCredentialSettings: { userErrors: [] } } };
    expect(JSON.parse(await runBlock(curl, service))).toMatchObject(created);
    expect(JSON.parse(await runBlock(client, service))).toMatchObject({ userErrors: [] });
  });
});

/** The files in `examples/` that a text links to, with this ending. */
function linkedExamples(text: string, ending: string): string[] {
  const links = [...text.matchAll(/\]\((?:\.\.\/)*(examples\/[\w-]+\.(\w+))\)/g)];
  return links.filter(([, , found]) => found === ending).map(([, path]) => path ?? '');
}

/** Whether a block is in a file, at any indentation. */
function isPartOf(block: string, example: string): boolean {
  const lines = (text: string) => text.split('\n').map((line) => line.trim());
  return lines(example).join('\n').includes(lines(block).join('\n'));
}

describe('the page on typed clients', () => {
  const text = readPage('docs/guide/typed-clients.md');
  const examples = linkedExamples(text, 'ts');

  test('names what the package exports', () => {
    const named = tableRows(text, '| import | what it is |').map(([cell]) => cell?.replaceAll('`', ''));
    const exported = Object.keys(PACKAGE.exports).map((path) => path.replace('.', PACKAGE.name));
    expect([...named, `${PACKAGE.name}/package.json`].toSorted()).toEqual(exported.toSorted());
  });

  test('has examples that run, each as its shell block runs one', async () => {
    const service = await startService();
    const [block = ''] = codeBlocks(text, 'sh');
    const clients = {
      'examples/graphql-request.ts': 'graphql-request',
      'examples/apollo-client.ts': 'Apollo Client',
      'examples/urql.ts': 'urql',
      'examples/fetch.ts': 'fetch',
    };
    expect(examples).toEqual(Object.keys(clients));
    for (const [file, client] of Object.entries(clients)) {
      const command = block.replace('examples/graphql-request.ts', file);
      const printed = JSON.parse(await runBlock(command, service));
      expect(printed).toEqual({ userErrors: [], names: [`Field staff (${client})`] });
    }
  }, 180_000);

  test('shows the content of its file', () => {
    const [block = ''] = codeBlocks(text, 'ts');
    expect(isPartOf(block, readPage(examples[0] ?? ''))).toBe(true);
    expect(isPartOf(block, readPage(examples[1] ?? ''))).toBe(false);
  });
});

describe('the page on following changes', () => {
  const text = readPage('docs/guide/following-changes.md');

  test('has examples that run, each as its shell block runs one', async () => {
    const service = await startService();
    const [block = ''] = codeBlocks(text, 'sh');
    const files = ['examples/follow-apollo-client.ts', 'examples/follow-urql.ts', 'examples/follow-sse.ts'];
    expect(linkedExamples(text, 'ts')).toEqual(files);
    await run('bash', ['-c', `node dist/main.js seed`], {
      cwd: ROOT,
      env: { ...process.env, ...service.environment },
    });
    for (const file of files) {
      const command = block.replace('examples/follow-urql.ts', file);
      const printed = JSON.parse(await runBlock(command, service));
      expect(printed).toEqual({ cursor: expect.any(String), kind: 'CREATED', displayName: expect.any(String) });
    }
  }, 180_000);

  test('shows the addresses at which its operation is answered, and the limits that hold', async () => {
    const [operation = ''] = codeBlocks(text, 'graphql');
    const service = await boot();
    await settingsClient(service).create(EXAMPLE);
    const authorization = `Bearer ${await service.token()}`;
    for (const transport of TRANSPORTS) {
      const query = { query: operation, variables: { after: '' } };
      const stream = rawFollower({ url: service.url, transport, authorization, operation: query });
      expect(await stream.next()).toMatchObject({ data: { changes: { node: { kind: 'CREATED' } } } });
    }
    const limits = [...readPage('src/http/streaming/streams.ts').matchAll(/^const MAX_(\w+) = (\d+);$/gm)];
    expect(limits).toHaveLength(2);
    const contract = readPage('docs/change-feed.md');
    for (const [, what = '', most] of limits) expect(contract).toContain(`${most} ${what.toLowerCase()}`);
  });

  test('shows a part of its example', () => {
    const [block = ''] = codeBlocks(text, 'ts');
    expect(isPartOf(block, readPage('examples/follow-urql.ts'))).toBe(true);
  });
});

describe('the page on REST and Graph clients', () => {
  const text = readPage('docs/guide/rest-and-graph-clients.md');
  const examples = linkedExamples(text, 'mjs').map(readPage);

  test('has shell blocks that run', async () => {
    const service = await startService();
    const results: unknown[] = [];
    for (const block of codeBlocks(text, 'sh')) {
      results.push(JSON.parse(await runBlock(block, service)));
    }
    const example = { displayName: 'Display Name value', helpUrl: 'https://example.com/helpUrl/' };
    const sample = (name: string) => ({ names: [`Field staff (${name})`], renewalThresholdPercentage: 30 });
    expect(results).toMatchObject([
      { ...example, issuer: 'intercede', notificationType: 'email' },
      { value: [example] },
      sample('Kiota'),
      sample('Graph client'),
      sample('PnP'),
    ]);
  });

  test('shows the content of its files', () => {
    const blocks = codeBlocks(text, 'js');
    expect(blocks).toHaveLength(examples.length);
    expect(blocks.filter((block, index) => !isPartOf(block, examples[index] ?? ''))).toEqual([]);
    expect(isPartOf(`${blocks[0]}planted();\n`, examples[0] ?? '')).toBe(false);
  });

  test('has PowerShell send what the service takes', async () => {
    const [script = ''] = codeBlocks(text, 'powershell');
    const body = Object.fromEntries([...script.matchAll(/^ {2}(\w+) += '(.*)'$/gm)].map(([, ...pair]) => pair));
    const [, changes = ''] = /-Body '(\{.*\})'/.exec(script) ?? [];
    const [address = ''] = /http:\S+(?=')/.exec(script) ?? [];
    const [, query = ''] = /'(\?.*)'\)/.exec(script) ?? [];
    const service = await startService();
    const collection = address.replace('http://127.0.0.1:4000', service.url);
    const { id, ...created } = await sendJson(service, 'POST', collection, JSON.stringify(body));
    expect(created).toMatchObject(body);
    expect(await sendJson(service, 'GET', collection + query.replaceAll("''", "'"))).toMatchObject({ value: [{ id }] });
    const patched = await sendJson(service, 'PATCH', `${collection}/${id}`, changes);
    expect(patched).toMatchObject({ renewalThresholdPercentage: 30 });
  });
});

test('the page on a reverse proxy starts a service whose links begin with its public address', async () => {
  const [block = ''] = codeBlocks(readPage('docs/operations/reverse-proxy.md'), 'sh');
  const [, assignments = '', command] = /^((?:[A-Z_]+=\S+ )*)(.*)\n$/.exec(block) ?? [];
  expect(command).toBe('node dist/main.js serve');
  const service = await startService(
    Object.fromEntries([...assignments.matchAll(/(\w+)=(\S+)/g)].map(([, ...pair]) => pair)),
  );
  const list = await sendJson(service, 'GET', `${service.url}/beta/deviceManagement/derivedCredentials`);
  expect(list['@odata.context']).toMatch(/^https:\/\/settings\.example\.org\/beta\//);
});

test('the page on import takes its file in, and a second time changes nothing', async () => {
  const page = readPage('docs/guide/import-and-export.md');
  const [file = ''] = codeBlocks(page, 'json');
  const [block = ''] = codeBlocks(page, 'sh');
  const folder = scratchFolder();
  writeFileSync(join(folder, 'export.json'), file);
  const command = block.replace('dist/main.js', PROGRAM);
  const env = { ...process.env, ...(await environmentIn(folder)) };
  const [first, second] = [
    await run('bash', ['-c', command], { cwd: folder, env }),
    await run('bash', ['-c', command], { cwd: folder, env }),
  ];
  expect(first.stdout).toMatch(/^created: Field staff \(\S+\)\n1 created, 0 already there, .*0 refused\n$/);
  expect(second.stdout).toMatch(/^already there: Field staff \(\S+\)\n0 created, 1 already there, .*0 refused\n$/);
});

test('the page on settings as a file plans, applies and exports its example', async () => {
  const text = readPage('docs/guide/settings-as-a-file.md');
  const [file = ''] = codeBlocks(text, 'yaml');
  const [block = ''] = codeBlocks(text, 'sh');
  const [shown = ''] = codeBlocks(text, 'text');
  const service = await startService();
  const folder = scratchFolder();
  writeFileSync(join(folder, 'desired.yaml'), file);
  const [, fieldStaff = ''] = /^derivedCredentials:\n((?: {2}- .*\n)(?: {4}.*\n)+?)(?= {2}- )/.exec(file) ?? [];
  const body = Object.fromEntries([...fieldStaff.matchAll(/(\w+): (.*)/g)].map(([, ...pair]) => pair));
  const names = { issuer: 'purebred', notificationType: 'companyPortal,email', renewalThresholdPercentage: 25 };
  const settings = `${service.url}/beta/deviceManagement/derivedCredentials`;
  await sendJson(service, 'POST', settings, JSON.stringify({ ...body, ...names }));
  const command = block.replaceAll('dist/main.js', PROGRAM);
  const env = { ...process.env, ...service.environment, SERVICE_URL: service.url };
  const { stdout } = await run('bash', ['-e', '-c', command], { cwd: folder, env });
  const [, planned = '', applied = '', exported = ''] =
    /^([\s\S]*?)(Tenant [\s\S]*?Done: one change made\.\n)([\s\S]*)$/.exec(stdout.replace('Tenant', 'Planned for')) ??
    [];
  expect(planned).toContain(shown);
  expect(applied).toContain(shown);
  expect(exported).toMatch(
    /^derivedCredentials:\n {2}- id: .*\n {4}displayName: Field staff\n[\s\S]*displayName: Visitors\n/,
  );
});

/** The JSON that the service answers; throws if it refuses the request. */
async function sendJson({ token }: StartedService, method: string, address: string, body: string | null = null) {
  const headers = { authorization: `Bearer ${token}`, ...(body !== null && { 'content-type': 'application/json' }) };
  const response = await fetch(address, { method, headers, body });
  const answer = (await response.json()) as Readonly<Record<string, unknown>>;
  if (!response.ok) throw new Error(JSON.stringify(answer));
  return answer;
}

describe('the operations', () => {
  test('of all pages fit the contract', () => {
    const operations = PAGES.flatMap((name) => codeBlocks(readPage(name), 'graphql'));
    expect(operations.length).toBeGreaterThanOrEqual(10);
    expect(operations.flatMap(faultsOfOperation)).toEqual([]);
  });

  test('would be refused with a field that does not exist', () => {
    expect(faultsOfOperation('{ derivedCredentials { nodes { planted } } }')).toHaveLength(1);
  });

  test('run one after the other without an error', async () => {
    const { graphql } = await boot();
    for (const operation of OPERATIONS) {
      const { data, errors } = await graphql<Record<string, { userErrors?: unknown[] }>>(operation);
      expect(errors).toBeUndefined();
      for (const payload of Object.values(data ?? {})) expect(payload.userErrors ?? []).toEqual([]);
    }
  });
});

describe('CONTRIBUTING.md', () => {
  test('gives every package that the service imports its reason', () => {
    const reasoned = tableRows(readPage('CONTRIBUTING.md'), '| package | reason |').map(([cell]) =>
      cell?.replaceAll('`', ''),
    );
    expect(reasoned.toSorted()).toEqual(packagesOfService().toSorted());
  });

  test('names only files that exist, as do all other pages', () => {
    const named = PAGES.flatMap((name) => {
      if (name === 'CHANGELOG.md') return [];
      return [...readPage(name).matchAll(/`((?:src|test|scripts)\/[\w./-]+\.\w+)`/g)].map(([, path]) => path ?? '');
    });
    expect(named.length).toBeGreaterThan(20);
    expect(named.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });
});
