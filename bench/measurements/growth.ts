/** How the service's cost grows with the rows and tenants that it keeps, and with the connections that it serves. */

import type { ScenarioName } from '../load/scenarios.js';
import type { Growth } from '../results.js';
import type { Size } from '../servers/dataset.js';
import { contenderOf, type Stage } from '../servers/test-bed.js';
import { type Contender, measure } from './measure.js';
import { startWatch } from './method.js';

export interface GrowthOptions {
  readonly sizes: readonly Size[];
  readonly connections: readonly number[];
  readonly rounds: number;
  readonly secondsEach: number;
  /** Long enough that each caller's token has been seen before anything is measured. */
  readonly warmUpSeconds: number;
}

const SCENARIOS: readonly ScenarioName[] = ['create', 'read', 'list', 'page'];
const CONNECTIONS_BY_SIZE = 16;

/** All sizes side by side, so that whatever else the machine does touches each alike. */
export async function grow(stage: Stage, options: GrowthOptions, tell: (progress: string) => void): Promise<Growth> {
  const contenders: Contender[] = [];
  for (const size of options.sizes) {
    tell(`filling ${nameOf(size)}`);
    const dataset = await stage.dataset(size);
    contenders.push(contenderOf(nameOf(size), await stage.start('service', dataset), dataset));
  }
  const watch = startWatch(options);
  const schedule = { ...options, scenarios: SCENARIOS };
  const bySize = await measure(
    stage.generator,
    { ...schedule, contenders, connections: [CONNECTIONS_BY_SIZE] },
    (progress) => tell(`sizes: ${progress}`),
  );
  watch.timeDisk();
  const byConnections = await measure(
    stage.generator,
    { ...schedule, contenders: contenders.slice(0, 1) },
    (progress) => tell(`connections: ${progress}`),
  );
  watch.timeDisk();
  const sizes = options.sizes.map((size) => ({ name: nameOf(size), ...size }));
  return { method: watch.method(), sizes, bySize, byConnections };
}

function nameOf({ rows, tenants }: Size): string {
  return `${rows} rows, ${tenants} ${tenants === 1 ? 'tenant' : 'tenants'}`;
}
