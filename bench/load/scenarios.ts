/** Which operations make up each kind of load. */
import { OPERATION_NAMES, type OperationName } from './operations.js';

export const SCENARIO_NAMES = ['create', 'read', 'list', 'page', 'reads', 'mix'] as const;
export type ScenarioName = (typeof SCENARIO_NAMES)[number];

/** `mix` is `reads` with one write to four reads. */
const SHARES: Readonly<Record<ScenarioName, Readonly<Partial<Record<OperationName, number>>>>> = {
  create: { create: 1 },
  read: { read: 1 },
  list: { list: 1 },
  page: { page: 1 },
  reads: { read: 5, list: 2, page: 1 },
  mix: { read: 5, list: 2, page: 1, create: 2 },
};

/** What a reader of the results is told of each. */
export const SCENARIO_TITLES: Readonly<Record<ScenarioName, string>> = {
  create: 'Create',
  read: 'Point read',
  list: 'List of 20',
  page: 'Filtered page of 20',
  reads: 'Reads (5 point reads, 2 lists, 1 filtered page)',
  mix: 'Mix (80 % of these reads, 20 % creates)',
};

/** Every operation as often as it has shares. */
export function sharesOf(scenario: ScenarioName): readonly OperationName[] {
  return OPERATION_NAMES.flatMap((name) => Array<OperationName>(SHARES[scenario][name] ?? 0).fill(name));
}
