/** Measures how the service's CPU time and latency grow with rows, tenants and connections. */

import type { ScenarioName } from '../load/scenarios.js';
import type { Growth } from '../results.js';
import type { Size } from '../servers/dataset.js';
import { measuredServer, type TestBed } from '../servers/test-bed.js';
import { type MeasuredServer, measure } from './measure.js';
import { watchDisk } from './method.js';

export interface GrowthOptions {
  readonly sizes: readonly Size[];
  readonly connections: readonly number[];
  readonly rounds: number;
  readonly secondsEach: number;
  /** Long enough that every caller's token is in the service's cache before anything is measured. */
  readonly warmUpSeconds: number;
}

const SCENARIOS: readonly ScenarioName[] = ['create', 'read', 'list', 'page'];
const CONNECTIONS_BY_SIZE = 16;

/** Measures all sizes in interleaved rounds, so that other load on the machine affects each alike. */
export async function grow(testBed: TestBed, options: GrowthOptions, log: (progress: string) => void): Promise<Growth> {
  const measuredServers: MeasuredServer[] = [];
  for (const size of options.sizes) {
    log(`filling ${nameOf(size)}`);
    const dataset = await testBed.dataset(size);
    measuredServers.push(measuredServer(nameOf(size), await testBed.start('service', dataset), dataset));
  }
  const watch = watchDisk(options);
  const schedule = { ...options, scenarios: SCENARIOS };
  const bySize = await measure(
    testBed.generator,
    { ...schedule, measuredServers, connections: [CONNECTIONS_BY_SIZE] },
    (progress) => log(`sizes: ${progress}`),
  );
  watch.timeDisk();
  const byConnections = await measure(
    testBed.generator,
    { ...schedule, measuredServers: measuredServers.slice(0, 1) },
    (progress) => log(`connections: ${progress}`),
  );
  watch.timeDisk();
  const sizes = options.sizes.map((size) => ({ name: nameOf(size), ...size }));
  return { method: watch.method(), sizes, bySize, byConnections };
}

function nameOf({ rows, tenants }: Size): string {
  return `${rows} rows, ${tenants} ${tenants === 1 ? 'tenant' : 'tenants'}`;
}
