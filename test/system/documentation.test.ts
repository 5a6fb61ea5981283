/** What the papers say is so: commands run, tables match the code, operations fit the contract and succeed. */
import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { buildSchema, parse, validate } from 'graphql';
import { describe, expect, test } from 'vitest';
import { SETTINGS } from '../../src/config.js';
import { FAULT_CODES } from '../../src/domain/errors.js';
import { GRAPHQL_ERROR_CODES } from '../../src/graphql/execution/errors.js';
import { scratchFolder } from '../support/files/scratch.js';
import { TRANSPORTS } from '../support/graphql/follower.js';
import { rawFollower } from '../support/graphql/raw-follower.js';
import { EXAMPLE, settingsClient } from '../support/graphql/settings-client.js';
import { boot } from '../support/service/boot.js';
import { PROGRAM, serve, start } from '../support/service/built-program.js';
import { type StartedService, startService } from '../support/service/started-service.js';
import { codeBlocks, differences, tableRows } from '../support/system/markdown.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const README = readPaper('README.md');
const SCHEMA = buildSchema(readPaper('schema.graphql'));
const PACKAGE = JSON.parse(readPaper('package.json'));
const OPERATIONS = codeBlocks(README, 'graphql');
const run = promisify(execFile);

function readPaper(name: string): string {
  return readFileSync(join(ROOT, name), 'utf8');
}

function settingRows(): string[][] {
  return SETTINGS.map(({ name, byDefault, meaning }) => [`\`${name}\``, byDefault && `\`${byDefault}\``, meaning]);
}

function faultsOfOperation(text: string): string[] {
  return validate(SCHEMA, parse(text)).map(({ message }) => message);
}

/** Runs a shell block of the README against a service that the test started. */
async function runBlock(block: string, url: string, databaseFile: string): Promise<string> {
  const command = block.replaceAll('http://127.0.0.1:4000', url);
  const service = { ENDPOINT: `${url}/graphql`, SERVICE_URL: url };
  const env = { ...process.env, DATABASE_URL: `file:${databaseFile}`, ...service };
  const { stdout } = await run('bash', ['-c', command], { cwd: ROOT, env });
  return stdout;
}

/** The text under a heading of the README, up to the next. */
function chapter(title: string): string {
  const [, text] = new RegExp(`^## ${title}\\n([\\s\\S]*?)(?=^## )`, 'm').exec(README) ?? [];
  if (text === undefined) throw new Error(`The README has no chapter "${title}".`);
  return text;
}

describe('the README', () => {
  test('links only to files that exist', () => {
    const linked = [...README.matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map(([, path]) => path ?? '');
    const shown = [...README.matchAll(/ src(?:set)?="([^"]+)"/g)].map(([, path]) => path ?? '');
    expect(linked).toContain('examples/nginx.conf');
    expect(shown).toContain('docs/overview-dark.webp');
    expect([...linked, ...shown].filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });

  test('names every exit code and no other, as the program does', async () => {
    const [, codes = ''] = /^const EXIT = \{(.*)\}/m.exec(readPaper('src/main.ts')) ?? [];
    const documented = tableRows(README, '| exit code | meaning | what to do |').map(([code, meaning]) => [
      code,
      meaning,
    ]);
    expect(documented.map(([code]) => code)).toEqual(codes.match(/\d+/g));
    const { stdout } = await start(['--help']).ended;
    const printed = [...stdout.matchAll(/^ {2}(\d+) +(.*)$/gm)].map(([, code, meaning]) => [code, meaning]);
    expect(documented).toEqual(printed);
  });
});

describe('the settings table', () => {
  const rows = tableRows(README, '| setting | default | meaning |');

  test('has a row for every setting and no other', () => {
    expect(differences(rows, settingRows())).toEqual([]);
  });

  test('would be refused with a row missing, added or altered', () => {
    const [first = [], ...others] = rows;
    expect(differences(others, settingRows())).toHaveLength(1);
    expect(differences([...rows, ['`PLANTED`', '', 'Nothing.']], settingRows())).toHaveLength(1);
    expect(differences([[first[0] ?? '', '`elsewhere`', first[2] ?? ''], ...others], settingRows())).toHaveLength(2);
  });
});

describe('the chapter on errors', () => {
  test('names every code of an error and no other', () => {
    const named = tableRows(README, '| code | meaning | what to do |').map(([code]) => code?.replaceAll('`', ''));
    expect(named.toSorted()).toEqual([...GRAPHQL_ERROR_CODES].toSorted());
  });

  test('names every code of a user error', () => {
    const chapter = README.slice(README.indexOf('## Errors'), README.indexOf('| code | meaning'));
    expect(FAULT_CODES.filter((code) => !chapter.includes(`\`${code}\``))).toEqual([]);
  });
});

describe('the commands', () => {
  test('in shell blocks are scripts of the package or files that exist', () => {
    const scripts = [...README.matchAll(/npm (?:run )?(start|test|[a-z]+)\b/g)].map(([, name]) => name ?? '');
    expect(scripts.filter((name) => !['ci', 'pack'].includes(name) && !(name in PACKAGE.scripts))).toEqual([]);
  });

  test('in the table are those of the program and no other', async () => {
    const { stdout } = await start(['--help']).ended;
    const [, commands = ''] = /^Commands:\n((?: .*\n)+)/m.exec(stdout) ?? [];
    const offered = [...commands.matchAll(/^ {2}([a-z-]+)(?= )/gm)]
      .map(([, name]) => name)
      .filter((name) => name !== 'help');
    const documented = tableRows(README, '| command | what it does |').map(
      ([cell]) => /main\.js ([a-z-]+)/.exec(cell ?? '')?.[1],
    );
    expect(documented.toSorted()).toEqual(offered.toSorted());
  });

  test('of the first mutation create an object, by curl and by a client', async () => {
    const databaseFile = join(scratchFolder(), 'readme.sqlite');
    const { url } = await serve({ DATABASE_URL: `file:${databaseFile}`, LOG_LEVEL: 'silent' });
    const [curl = '', client = ''] = codeBlocks(README, 'sh').slice(2);
    const created = { data: { createDerivedCredentialSettings: { userErrors: [] } } };
    expect(JSON.parse(await runBlock(curl, url, databaseFile))).toMatchObject(created);
    expect(JSON.parse(await runBlock(client, url, databaseFile))).toMatchObject({ userErrors: [] });
  });
});

/** The files in `examples/` that a text links to, with this ending. */
function linkedExamples(text: string, ending: string): string[] {
  const links = [...text.matchAll(/\]\((examples\/[\w-]+\.(\w+))\)/g)];
  return links.filter(([, , found]) => found === ending).map(([, path]) => path ?? '');
}

/** Whether a block stands in a file, however deep it is indented there. */
function isPartOf(block: string, example: string): boolean {
  const lines = (text: string) => text.split('\n').map((line) => line.trim());
  return lines(example).join('\n').includes(lines(block).join('\n'));
}

describe('the chapter on typed clients', () => {
  const text = chapter('Typed clients');
  const examples = linkedExamples(text, 'ts');

  test('names what the package exports', () => {
    const named = tableRows(text, '| import | what it is |').map(([cell]) => cell?.replaceAll('`', ''));
    const exported = Object.keys(PACKAGE.exports).map((path) => path.replace('.', PACKAGE.name));
    expect([...named, `${PACKAGE.name}/package.json`].toSorted()).toEqual(exported.toSorted());
  });

  test('has examples that run, each as its shell block runs one', async () => {
    const { url, databaseUrl } = await startService();
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
      const printed = JSON.parse(await runBlock(command, url, databaseUrl.replace('file:', '')));
      expect(printed).toEqual({ userErrors: [], names: [`Field staff (${client})`] });
    }
  }, 180_000);

  test('shows what stands in its file', () => {
    const [block = ''] = codeBlocks(text, 'ts');
    expect(isPartOf(block, readPaper(examples[0] ?? ''))).toBe(true);
    expect(isPartOf(block, readPaper(examples[1] ?? ''))).toBe(false);
  });
});

describe('the chapter on following changes', () => {
  const text = chapter('Following changes');

  test('has examples that run, each as its shell block runs one', async () => {
    const { url, databaseUrl } = await startService();
    const [block = ''] = codeBlocks(text, 'sh');
    const files = ['examples/follow-apollo-client.ts', 'examples/follow-urql.ts', 'examples/follow-sse.ts'];
    expect(linkedExamples(text, 'ts')).toEqual(files);
    await run('bash', ['-c', `node dist/main.js seed`], {
      cwd: ROOT,
      env: { ...process.env, DATABASE_URL: databaseUrl },
    });
    for (const file of files) {
      const command = block.replace('examples/follow-urql.ts', file);
      const told = JSON.parse(await runBlock(command, url, databaseUrl.replace('file:', '')));
      expect(told).toEqual({ cursor: expect.any(String), kind: 'CREATED', displayName: expect.any(String) });
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
    const limits = [...readPaper('src/http/streaming/streams.ts').matchAll(/^const MAX_(\w+) = (\d+);$/gm)];
    expect(limits).toHaveLength(2);
    for (const [, what = '', most] of limits) expect(text).toContain(`${most} ${what.toLowerCase()}`);
  });
});

describe('the guide', () => {
  const pages = readdirSync(join(ROOT, 'docs/guide')).map((name) => [name, readPaper(`docs/guide/${name}`)] as const);

  test('links only to files that exist', () => {
    for (const [name, text] of pages) {
      const linked = [...text.matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, path]) => path ?? '');
      expect(
        linked.filter((path) => !existsSync(join(ROOT, 'docs/guide', path))),
        name,
      ).toEqual([]);
    }
  });

  test('has operations that fit the contract', () => {
    expect(pages.flatMap(([, text]) => codeBlocks(text, 'graphql')).flatMap(faultsOfOperation)).toEqual([]);
  });

  test('shows of following changes what stands in the example for it', () => {
    const [block = ''] = codeBlocks(readPaper('docs/guide/following-changes.md'), 'ts');
    expect(isPartOf(block, readPaper('examples/follow-urql.ts'))).toBe(true);
  });
});

describe('the chapter on PowerShell and the SDKs', () => {
  const text = chapter('From PowerShell and the SDKs');
  const examples = linkedExamples(text, 'mjs').map(readPaper);

  test('has shell blocks that run', async () => {
    const { url, databaseUrl } = await startService();
    const results: unknown[] = [];
    for (const block of codeBlocks(text, 'sh')) {
      results.push(JSON.parse(await runBlock(block, url, databaseUrl.replace('file:', ''))));
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

  test('shows what stands in its files', () => {
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

test('the chapter on a proxy starts a service whose links begin with its public address', async () => {
  const [block = ''] = codeBlocks(chapter('Behind a proxy'), 'sh');
  const [, assignments = '', command] = /^((?:[A-Z_]+=\S+ )*)(.*)\n$/.exec(block) ?? [];
  expect(command).toBe('node dist/main.js serve');
  const service = await startService(
    Object.fromEntries([...assignments.matchAll(/(\w+)=(\S+)/g)].map(([, ...pair]) => pair)),
  );
  const list = await sendJson(service, 'GET', `${service.url}/beta/deviceManagement/derivedCredentials`);
  expect(list['@odata.context']).toMatch(/^https:\/\/settings\.example\.org\/beta\//);
});

test('the chapter on importing takes its file in, and a second time changes nothing', async () => {
  const [file = ''] = codeBlocks(chapter('Importing'), 'json');
  const [block = ''] = codeBlocks(chapter('Importing'), 'sh');
  const folder = scratchFolder();
  writeFileSync(join(folder, 'export.json'), file);
  const command = block.replace('dist/main.js', PROGRAM);
  const env = { ...process.env, DATABASE_URL: `file:${folder}/test.sqlite` };
  const [first, second] = [
    await run('bash', ['-c', command], { cwd: folder, env }),
    await run('bash', ['-c', command], { cwd: folder, env }),
  ];
  expect(first.stdout).toMatch(/^created: Field staff \(\S+\)\n1 created, 0 already there, .*0 refused\n$/);
  expect(second.stdout).toMatch(/^already there: Field staff \(\S+\)\n0 created, 1 already there, .*0 refused\n$/);
});

test('the chapter on settings as a file plans, applies and exports its example', async () => {
  const text = chapter('Settings as a file');
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
  const env = { ...process.env, DATABASE_URL: service.databaseUrl, SERVICE_URL: service.url };
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

/** What the service answers a request with; throws where it is refused. */
async function sendJson({ token }: StartedService, method: string, address: string, body: string | null = null) {
  const headers = { authorization: `Bearer ${token}`, ...(body !== null && { 'content-type': 'application/json' }) };
  const response = await fetch(address, { method, headers, body });
  const answer = (await response.json()) as Readonly<Record<string, unknown>>;
  if (!response.ok) throw new Error(JSON.stringify(answer));
  return answer;
}

describe('the operations', () => {
  test('fit the contract', () => {
    expect(OPERATIONS.length).toBeGreaterThanOrEqual(5);
    expect(OPERATIONS.flatMap(faultsOfOperation)).toEqual([]);
  });

  test('would be refused with a field that is not there', () => {
    expect(faultsOfOperation('{ derivedCredentials { nodes { planted } } }')).toHaveLength(1);
  });

  test('run one after the other without an error', async () => {
    const { graphql } = await boot();
    for (const operation of OPERATIONS.filter((text) => !text.startsWith('subscription'))) {
      const { data, errors } = await graphql<Record<string, { userErrors?: unknown[] }>>(operation);
      expect(errors).toBeUndefined();
      for (const payload of Object.values(data ?? {})) expect(payload.userErrors ?? []).toEqual([]);
    }
  });
});

describe('CONTRIBUTING.md', () => {
  test('gives every dependency its reason', () => {
    const reasoned = tableRows(readPaper('CONTRIBUTING.md'), '| package | reason |').map(([cell]) =>
      cell?.replaceAll('`', ''),
    );
    expect(reasoned.toSorted()).toEqual(Object.keys(PACKAGE.dependencies).toSorted());
  });

  test('names only files that exist', () => {
    const page = readPaper('CONTRIBUTING.md');
    const named = [...page.matchAll(/`((?:src|test)\/[\w./-]+\.ts)`/g)].map(([, path]) => path ?? '');
    expect(named.length).toBeGreaterThan(3);
    for (const path of named) expect(() => readPaper(path)).not.toThrow();
  });
});
