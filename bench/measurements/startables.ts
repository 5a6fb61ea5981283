/** The servers that a measurement compares, by name: those of this clone, and other builds of the service. */
import type { OtherBuild, Startable } from '../servers/server.js';
import type { ServerName } from '../stores.js';

/** Another build of the service, or this one with other options. */
export interface Build extends OtherBuild {
  readonly name: string;
}

export interface Compared {
  readonly servers: readonly ServerName[];
  /** Measured in the same run. */
  readonly builds: readonly Build[];
}

export function startablesOf({ servers, builds }: Compared): readonly (readonly [string, Startable])[] {
  return [
    ...servers.map((name) => [name, name] as const),
    ...builds.map(({ name, ...build }) => [name, build] as const),
  ];
}
