/**
 * Makes THIRD-PARTY-NOTICES: the packages in the bundles and their licences. It is derived from esbuild's metafiles, so that
 * it can neither miss a bundled package nor list one that is not bundled.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Metafile } from 'esbuild';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** Licences that allow redistribution as long as their text is included. */
const ALLOWED = [
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'ISC',
  'MIT',
  'OFL-1.1',
  'Unlicense',
];

const LICENCE_FILE = /^(?:licen[cs]e|copying|notice|third-?party-?notices)(?:[-.].*)?$/i;
const PACKAGE_FOLDER = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/;

const MIT = `MIT License

Copyright (c) {holder}

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation
files (the "Software"), to deal in the Software without restriction, including without limitation the rights to use, copy,
modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the
Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the
Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE
WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR
COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR
OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`;

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
  readonly author?: string | { readonly name: string };
}

export interface BundledPackage {
  readonly name: string;
  readonly version: string;
  /** An SPDX expression. */
  readonly licence: string;
  /** The complete licence files of the package. */
  readonly texts: readonly string[];
}

/** The packages with code in the output of these builds, sorted. Throws if a licence is not in `ALLOWED`. */
export function bundledPackages(metafiles: readonly Metafile[]): BundledPackage[] {
  const folders = metafiles
    .flatMap(({ outputs }) => Object.values(outputs))
    .flatMap(({ inputs }) => Object.entries(inputs))
    .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
    .flatMap(([path]) => PACKAGE_FOLDER.exec(path)?.[0] ?? []);
  const packages = [...new Set(folders)].map(readPackage);
  const unique = new Map(packages.map((found) => [`${found.name}@${found.version}`, found]));
  return [...unique.values()].sort((one, other) => (titleOf(one) < titleOf(other) ? -1 : 1));
}

/** A package's section of THIRD-PARTY-NOTICES. */
export function noticeOf({ texts, ...named }: BundledPackage): string {
  return `${titleOf(named)}\n${'='.repeat(titleOf(named).length)}\n\n${texts.join('\n\n')}\n`;
}

function titleOf({ name, version, licence }: Omit<BundledPackage, 'texts'>): string {
  return `${name} ${version} (${licence})`;
}

function readPackage(folder: string): BundledPackage {
  const manifest: Manifest = JSON.parse(readFileSync(`${ROOT}${folder}/package.json`, 'utf8'));
  const { name, version, license: licence = '' } = manifest;
  if (!ALLOWED.includes(licence))
    throw new Error(`${name} ${version} is bundled, but its licence "${licence}" is not allowed.`);
  const texts = readdirSync(`${ROOT}${folder}`)
    .filter((file) => LICENCE_FILE.test(file))
    .map((file) => readFileSync(`${ROOT}${folder}/${file}`, 'utf8').trim());
  return { name, version, licence, texts: texts.length > 0 ? texts : [standardText(manifest)] };
}

/** The licence text of a package that declares its licence but contains no text of it. */
function standardText({ name, version, license, author }: Manifest): string {
  if (license !== 'MIT') throw new Error(`${name} ${version} is bundled, but contains no licence text.`);
  const holder = typeof author === 'string' ? author : author?.name;
  return MIT.replace('{holder}', holder ?? `the authors of ${name}`);
}
