/** Makes sbom.cdx.json: everything that the program consists of, in CycloneDX. The same for each build of the same sources. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { BuildStamp } from './build-stamp.js';
import type { BundledPackage } from './third-party-notices.js';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

type Component = Readonly<Record<'name' | 'version' | 'purl' | 'bom-ref', string>> & {
  readonly type: 'library';
  readonly licenses: readonly unknown[];
  readonly properties: readonly unknown[];
};

/** `bundled`: the packages in the bundles. Those that are installed beside them are found by themselves. */
export function sbomOf(bundled: readonly BundledPackage[], { commit, builtAt }: BuildStamp): string {
  const { name, version, license, dependencies } = manifestOf('.');
  const installed = new Map<string, Component>();
  for (const dependency of Object.keys(dependencies ?? {})) addInstalled(dependency, installed);
  const components = [
    ...bundled.map(({ licence, ...named }) => component(named.name, named.version, licence, 'bundled')),
    ...installed.values(),
  ].toSorted((one, other) => (one['bom-ref'] < other['bom-ref'] ? -1 : 1));
  const bom = {
    bomFormat: 'CycloneDX',
    specVersion: '1.5',
    version: 1,
    metadata: {
      ...(builtAt && { timestamp: builtAt }),
      component: {
        type: 'application',
        'bom-ref': purlOf(name, version),
        name,
        version,
        purl: purlOf(name, version),
        licenses: [{ license: { id: license } }],
        ...(commit && { properties: [{ name: 'commit', value: commit }] }),
      },
    },
    components,
  };
  return `${JSON.stringify(bom, null, 1)}\n`;
}

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}

/** A package and all that it depends on. */
function addInstalled(name: string, found: Map<string, Component>): void {
  if (found.has(name)) return;
  const { version, license, dependencies } = manifestOf(`node_modules/${name}`);
  found.set(name, component(name, version, license, 'installed'));
  for (const each of Object.keys(dependencies ?? {})) addInstalled(each, found);
}

function component(name: string, version: string, licence: string, as: 'bundled' | 'installed'): Component {
  return {
    type: 'library',
    // A package can be bundled and installed.
    'bom-ref': `${purlOf(name, version)}#${as}`,
    name,
    version,
    purl: purlOf(name, version),
    licenses: [{ expression: licence }],
    properties: [{ name: 'used', value: as }],
  };
}

function purlOf(name: string, version: string): string {
  return `pkg:npm/${name.replace(/^@/, '%40')}@${version}`;
}

function manifestOf(folder: string): Manifest {
  return JSON.parse(readFileSync(`${ROOT}${folder}/package.json`, 'utf8'));
}
