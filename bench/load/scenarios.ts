/** The scenarios: which operations a load consists of, and in which proportion. */
import { OPERATION_NAMES, type OperationName } from './operations.js';

export const SCENARIO_NAMES = ['create', 'spread', 'read', 'list', 'page', 'reads', 'mix'] as const;
export type ScenarioName = (typeof SCENARIO_NAMES)[number];

/** Operations by weight. `spread` is for the other tenants of the data set. `mix` is `reads` plus one write to four reads. */
const SHARES: Readonly<Record<ScenarioName, Readonly<Partial<Record<OperationName, number>>>>> = {
  create: { create: 1 },
  spread: { create: 1 },
  read: { read: 1 },
  list: { list: 1 },
  page: { page: 1 },
  reads: { read: 5, list: 2, page: 1 },
  mix: { read: 5, list: 2, page: 1, create: 2 },
};

/** Titles in the reports. */
export const SCENARIO_TITLES: Readonly<Record<ScenarioName, string>> = {
  create: 'Create',
  spread: 'Create over 1,000 tenants',
  read: 'Point read',
  list: 'List of 20',
  page: 'Filtered page of 20',
  reads: 'Reads (5 point reads, 2 lists, 1 filtered page)',
  mix: 'Mix (80 % of these reads, 20 % creates)',
};

/** A list with each operation as often as its weight, to choose from at random. */
export function sharesOf(scenario: ScenarioName): readonly OperationName[] {
  return OPERATION_NAMES.flatMap((name) => Array<OperationName>(SHARES[scenario][name] ?? 0).fill(name));
}
