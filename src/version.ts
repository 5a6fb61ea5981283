/** Which program this is: name and version from package.json, commit and time of the build. Filled in at build time. */
import manifest from '../package.json' with { type: 'json' };

/** The public response of `/version`. */
export interface Version {
  readonly name: string;
  readonly version: string;
  /** The commit that was built, with `-dirty` after it if files differed from it; null if it is not known. */
  readonly commit: string | null;
  /** The time of the sources, the same for each build of a commit; null if it is not known. */
  readonly builtAt: string | null;
}

/** From scripts/build-stamp.ts. Not defined if the sources run without a build. */
declare const BUILD: Pick<Version, 'commit' | 'builtAt'> | undefined;

const { commit, builtAt } = typeof BUILD === 'undefined' ? { commit: null, builtAt: null } : BUILD;

export const VERSION: Version = { name: manifest.name, version: manifest.version, commit, builtAt };

/** For people. The version is the first word. */
export function versionText(): string {
  const known = [commit && `commit ${commit}`, builtAt && `built ${builtAt}`].filter((part) => part !== null);
  return known.length === 0 ? VERSION.version : `${VERSION.version} (${known.join(', ')})`;
}
