/** Says of files with a secret that everybody on the machine can read them. Looks at their permissions, not into them. */
import { realpathSync, statSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import type { Config } from '../../config.js';
import { terminalSafe } from '../../desired/quoting.js';
import type { Finding } from './finding.js';

/** Not of the key of local mode: without strict permissions it is not used at all. */
export function checkSecretFiles({ secretFiles, graph }: Config): readonly Finding[] {
  const credentials = [graph?.common, ...(graph?.byTenant.values() ?? [])].map((tenant) => tenant?.credential);
  const ofGraph = credentials.flatMap((credential) => (credential && 'file' in credential ? [credential.file] : []));
  return [...new Set([...secretFiles, ...ofGraph])]
    .map(readableByAll)
    .filter((text) => text !== null)
    .map((text) => ({ state: 'note', about: 'secrets', text }));
}

/** A sentence with what to run, or null. A group may read: so an administrator gives a file to the service. */
export function readableByAll(file: string): string | null {
  if (process.platform === 'win32' || !isOpen(file) || isVolumeOfKubernetes(file)) return null;
  return `Every user of this machine can read the secret in ${terminalSafe(file)}. Run "chmod o= ${terminalSafe(file)}".`;
}

/** False also for a file that is not there: what reads it reports that. */
function isOpen(file: string): boolean {
  try {
    const path = realpathSync(file);
    return (statSync(path).mode & 0o004) !== 0 && isSearchable(dirname(path));
  } catch {
    return false;
  }
}

/** Whether everybody gets through the folder and those above it. */
function isSearchable(folder: string): boolean {
  if ((statSync(folder).mode & 0o001) === 0) return false;
  return folder === dirname(folder) || isSearchable(dirname(folder));
}

/** Kubernetes mounts secrets with mode 0644 into a container in which nobody else is, behind a link to a folder `..2026_11_27_…`. */
function isVolumeOfKubernetes(file: string): boolean {
  return basename(dirname(realpathSync(file))).startsWith('..');
}
