/**
 * The commit and time of a build, the same for each build of the same sources: the time is `SOURCE_DATE_EPOCH`, or that of the
 * commit. Without a repository, as in an archive of the sources, they are not known.
 */
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

export interface BuildStamp {
  readonly commit: string | null;
  readonly builtAt: string | null;
}

export function buildStamp(root = ROOT, { SOURCE_DATE_EPOCH: given }: NodeJS.ProcessEnv = process.env): BuildStamp {
  // Below the top, the repository is another project's that this folder lies in.
  const isRepository = git(root, 'rev-parse', '--show-prefix') === '';
  const commit = isRepository ? git(root, 'describe', '--always', '--dirty', '--abbrev=40', '--exclude=*') : null;
  const seconds = given || (commit === null ? null : git(root, 'log', '-1', '--format=%ct'));
  if (seconds === null) return { commit, builtAt: null };
  if (!/^\d{1,11}$/.test(seconds)) throw new Error(`SOURCE_DATE_EPOCH is "${seconds}", not a number of seconds.`);
  return { commit, builtAt: new Date(Number(seconds) * 1000).toISOString() };
}

/** Null if there is no git, no repository or no commit. */
function git(root: string, ...args: readonly string[]): string | null {
  try {
    return execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return null;
  }
}
