/** The servers that a measurement compares, by name: those of this clone, and other builds of the service. */
import type { ServerName, Startable } from '../servers/server.js';

/** Another build of the service; `program` is the path of its `main.js`. */
export interface Build {
  readonly name: string;
  readonly program: string;
}

export interface Compared {
  readonly servers: readonly ServerName[];
  /** Measured in the same run. */
  readonly builds: readonly Build[];
}

export function startablesOf({ servers, builds }: Compared): readonly (readonly [string, Startable])[] {
  return [
    ...servers.map((name) => [name, name] as const),
    ...builds.map(({ name, program }) => [name, { program }] as const),
  ];
}
