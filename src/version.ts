/** Which program this is, as the package says. Bundled when it is built, so that it is known wherever the program lies. */
import manifest from '../package.json' with { type: 'json' };

/** What the build knows of the program. */
export interface Version {
  readonly name: string;
  readonly version: string;
}

export const VERSION: Version = { name: manifest.name, version: manifest.version };
