/** Measures the pools of connections. */
import type { Telemetry } from '../../../domain/telemetry.js';
import type { PoolUsage } from './connections.js';

export function observePools(telemetry: Telemetry | null, usage: () => readonly PoolUsage[]): void {
  telemetry?.observe('derived_credentials_pool_connections', () =>
    usage().flatMap(({ name: pool, inUse, idle }) => [
      [inUse, { pool, state: 'in_use' }] as const,
      [idle, { pool, state: 'idle' }] as const,
    ]),
  );
  telemetry?.observe('derived_credentials_pool_waiting', () =>
    usage().map(({ name: pool, waiting }) => [waiting, { pool }] as const),
  );
  telemetry?.observe('derived_credentials_pool_max_connections', () =>
    usage().map(({ name: pool, max }) => [max, { pool }] as const),
  );
}
