/** The Kubernetes manifests are what the API of Kubernetes accepts: fields, their types and formats. */
import { execFileSync } from 'node:child_process';
import { readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { scratchFolder } from '../support/files/scratch.js';

interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
}

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const MANIFESTS = ['deploy/kubernetes/derived-credential-settings.yaml', 'deploy/postgres/kubernetes.yaml'];
const moduleOf = ({ apiVersion, kind }: Manifest) => `kubernetes-models/${apiVersion}/${kind}`;

test.each(MANIFESTS)('every value in %s has the type and format of its field', async (file) => {
  for (const manifest of manifestsIn(file)) {
    const { [manifest.kind]: Model } = await import(moduleOf(manifest));
    expect(() => new Model(manifest).validate()).not.toThrow();
  }
});

test.each(MANIFESTS)('%s has only fields that exist', (file) => {
  expect(typeFaults(manifestsIn(file))).toBe('');
});

test('a field that does not exist is found', () => {
  const [manifest] = manifestsIn(MANIFESTS[0] ?? '');
  const misspelt = JSON.parse(JSON.stringify(manifest).replace('"replicas"', '"replicaz"'));
  expect(typeFaults([misspelt])).toContain('\'"replicaz"\' does not exist');
});

function manifestsIn(file: string): readonly Manifest[] {
  return parseAllDocuments(readFileSync(join(ROOT, file), 'utf8')).map((document) => document.toJSON());
}

/** What the compiler says if each manifest is a constant of the type of its kind: it refuses fields that the type does not have. */
function typeFaults(manifests: readonly Manifest[]): string {
  const folder = scratchFolder();
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  const source = join(folder, 'manifests.ts');
  const lines = manifests.flatMap((manifest, index) => [
    `import type { I${manifest.kind} as Kind${index} } from '${moduleOf(manifest)}';`,
    `export const manifest${index}: Kind${index} = ${JSON.stringify(manifest)};`,
  ]);
  writeFileSync(source, lines.join('\n'));
  const compiler = join(ROOT, 'node_modules/typescript/bin/tsc');
  const options = [
    '--ignoreConfig',
    '--noEmit',
    '--strict',
    '--skipLibCheck',
    '--module',
    'nodenext',
    '--target',
    'es2022',
  ];
  try {
    return execFileSync(process.execPath, [compiler, ...options, source], { encoding: 'utf8', cwd: folder });
  } catch (error) {
    return String((error as { readonly stdout: unknown }).stdout);
  }
}
