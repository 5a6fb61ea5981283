/** The name and version of the program, from package.json. Bundled at build time. */
import manifest from '../package.json' with { type: 'json' };

/** The name and version of this build. */
export interface Version {
  readonly name: string;
  readonly version: string;
}

export const VERSION: Version = { name: manifest.name, version: manifest.version };
