/** Looks up cells of the results. */

import { SCENARIO_NAMES, type ScenarioName } from './load/scenarios.js';
import type { Cell, RateCell } from './results.js';

/** The server that the others are compared with. */
export const MAIN = 'service';

/** Above this load of the generator, it may be what limits the throughput. */
const BUSY_GENERATOR = 0.8;

/** Whether the load generator may have been the limit, so that throughput and latency say little about the server. */
export function isGeneratorBusy({ generatorLoad }: Pick<Cell, 'generatorLoad'>): boolean {
  return generatorLoad.max > BUSY_GENERATOR;
}

/** Whether a part of the CPU time is that of a database server. */
export function hasDatabaseServer(cells: readonly Pick<Cell, 'databaseCpuPerRequest'>[]): boolean {
  return cells.some(({ databaseCpuPerRequest }) => databaseCpuPerRequest.max > 0);
}

/** Throws if this load was not measured. */
export function getCell(cells: readonly Cell[], load: Pick<Cell, 'server' | 'scenario' | 'connections'>): Cell {
  const { server, scenario, connections } = load;
  const found = cells.find(
    (cell) => cell.server === server && cell.scenario === scenario && cell.connections === connections,
  );
  if (found === undefined) throw new Error(`${scenario} of ${server} at ${connections} connections is missing.`);
  return found;
}

export function serversOf(cells: readonly Pick<Cell | RateCell, 'server'>[]): string[] {
  return [...new Set(cells.map(({ server }) => server))];
}

export function scenariosOf(cells: readonly Pick<Cell | RateCell, 'scenario'>[]): ScenarioName[] {
  return SCENARIO_NAMES.filter((name) => cells.some(({ scenario }) => scenario === name));
}

export function connectionsOf(cells: readonly Cell[]): number[] {
  return [...new Set(cells.map(({ connections }) => connections))];
}
