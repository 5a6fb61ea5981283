/** Compiles Relay sources against the contract, as an application's build does, and loads the artifacts. */
import { execFile } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { ConcreteRequest, ReaderFragment } from 'relay-runtime';
import { scratchFolder } from '../files/scratch.js';

const CONTRACT = fileURLToPath(new URL('../../../schema.graphql', import.meta.url));
const ARTIFACT = '.graphql.js';
// The path of a program, or null where there is none for the platform.
const COMPILER: string | null = createRequire(import.meta.url)('relay-compiler');
const run = promisify(execFile);

export interface RelayProject {
  /** The names of everything that was generated, in order. */
  readonly names: readonly string[];
  request(name: string): ConcreteRequest;
  fragment(name: string): ReaderFragment;
}

/** Compiles documents of an application. Throws what the compiler says where they do not fit the contract. */
export async function compileWithRelay(documents: string): Promise<RelayProject> {
  const folder = scratchFolder();
  mkdirSync(join(folder, 'src'));
  mkdirSync(join(folder, 'artifacts'));
  writeFileSync(join(folder, 'src/application.js'), oneTagEach(documents));
  const config = {
    src: './src',
    schema: CONTRACT,
    language: 'javascript',
    artifactDirectory: './artifacts',
    customScalarTypes: { DateTime: 'string', URL: 'string' },
    requireCustomScalarTypes: true,
    eagerEsModules: false,
  };
  writeFileSync(join(folder, 'relay.config.json'), JSON.stringify(config));
  if (COMPILER === null) throw new Error('There is no Relay compiler for this platform.');
  await run(COMPILER, ['--noWatchman'], { cwd: folder });
  const names = readdirSync(join(folder, 'artifacts')).map((file) => file.replace(ARTIFACT, ''));
  const load = createRequire(join(folder, 'artifacts', 'index.js'));
  return {
    names: names.toSorted(),
    request: (name) => load(`./${name}${ARTIFACT}`),
    fragment: (name) => load(`./${name}${ARTIFACT}`),
  };
}

/** Relay finds documents in the tags of a program, one definition in each. */
function oneTagEach(documents: string): string {
  return documents
    .split(/\n(?=fragment|query|mutation)/)
    .map((definition) => `graphql\`${definition}\`;\n`)
    .join('');
}
