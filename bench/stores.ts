/** The databases that the service can be measured on: for each the servers over it, the service first, and the usual loads. */
import type { ScenarioName } from './load/scenarios.js';

interface StoreLoads {
  readonly servers: readonly string[];
  readonly scenarios: readonly ScenarioName[];
  readonly connections: readonly number[];
  /** How many more tenants the data set of a comparison has, for the scenario `spread`. */
  readonly others: number;
}

export const STORES = {
  sqlite: {
    servers: ['service', 'raw', 'raw-contract', 'apollo-standalone', 'mercurius-jit', 'yoga-jit'],
    scenarios: ['create', 'read', 'list', 'page', 'reads', 'mix'],
    connections: [1, 16, 64],
    others: 0,
  },
  postgres: {
    servers: ['service', 'service-2', 'apollo-pg', 'postgraphile'],
    scenarios: ['create', 'spread', 'read', 'list'],
    connections: [16, 64],
    others: 1000,
  },
} as const satisfies Readonly<Record<string, StoreLoads>>;

export type StoreName = keyof typeof STORES;
export type ServerName = (typeof STORES)[StoreName]['servers'][number];

export const STORE_NAMES = Object.keys(STORES) as StoreName[];
export const SERVER_NAMES: readonly ServerName[] = [
  ...new Set(Object.values(STORES).flatMap(({ servers }) => servers)),
];

/** The peers over a database: all but the service. */
export function peersOn(store: StoreName): readonly ServerName[] {
  return STORES[store].servers.filter((name) => name !== 'service');
}
