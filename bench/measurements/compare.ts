/** The service and its peers side by side. */

import type { ScenarioName } from '../load/scenarios.js';
import type { Comparison, Figure, ServerFigures } from '../results.js';
import type { Size } from '../servers/dataset.js';
import { memoryOf } from '../servers/process-usage.js';
import type { RunningServer, ServerName, Startable } from '../servers/server.js';
import { contenderOf, type Dataset, type Stage } from '../servers/test-bed.js';
import { measure } from './measure.js';
import { startWatch } from './method.js';
import { timeStartUp } from './start-up.js';
import { figureOf } from './statistics.js';

export interface CompareOptions {
  readonly servers: readonly ServerName[];
  /** Other builds of the service, to stand beside it. */
  readonly builds: readonly Build[];
  readonly scenarios: readonly ScenarioName[];
  readonly connections: readonly number[];
  readonly rounds: number;
  /** How often each server is started, for the time that it takes. */
  readonly starts: number;
  readonly secondsEach: number;
  readonly warmUpSeconds: number;
}

/** Another build of the service, by its `main.js`. */
export interface Build {
  readonly name: string;
  readonly program: string;
}

/** Peers know one tenant, so there is one. */
const SIZE: Size = { rows: 1000, tenants: 1 };

export async function compare(
  stage: Stage,
  options: CompareOptions,
  tell: (progress: string) => void,
): Promise<Comparison> {
  tell('filling the database');
  const dataset = await stage.dataset(SIZE);
  const running = await startAll(stage, options, dataset, tell);
  const contenders = running.map(({ name, server }) => contenderOf(name, server, dataset));
  const watch = startWatch(options);
  const cells = await measure(stage.generator, { ...options, contenders }, (progress) => {
    watch.timeDisk();
    tell(progress);
  });
  const servers: ServerFigures[] = running.map(({ name, server, startUp }) => ({
    server: name,
    startUp,
    peakMemoryMb: memoryOf(server.pid).peakMb,
  }));
  return { method: watch.method(), servers, cells };
}

/** Starts each server several times on an empty database, to time it, and then once to be measured. */
async function startAll(
  stage: Stage,
  { servers, builds, starts }: CompareOptions,
  dataset: Dataset,
  tell: (progress: string) => void,
) {
  const named: readonly (readonly [string, Startable])[] = [
    ...servers.map((name) => [name, name] as const),
    ...builds.map(({ name, program }) => [name, { program }] as const),
  ];
  const running: { name: string; server: RunningServer; startUp: Figure }[] = [];
  for (const [name, what] of named) {
    tell(`starting ${name}`);
    const times: number[] = [];
    for (let start = 0; start < starts; start += 1) times.push(await timeStartUp(stage, what, dataset));
    running.push({ name, server: await stage.start(what, dataset), startUp: figureOf(times) });
  }
  return running;
}
