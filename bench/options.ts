/** The options of the benchmark's commands, and how their values are parsed. */
import { resolve } from 'node:path';
import { InvalidArgumentError, Option } from 'commander';
import { SCENARIO_NAMES } from './load/scenarios.js';
import type { Build } from './measurements/startables.js';
import { SERVER_NAMES, STORE_NAMES, type StoreName } from './stores.js';

export interface OutputOptions {
  readonly store: StoreName;
  readonly quick: boolean;
  readonly output?: string;
}
export interface TimingOptions extends OutputOptions {
  readonly runs?: number;
  readonly rounds?: number;
  readonly seconds?: number;
  readonly warmUp?: number;
}

export const store = () =>
  new Option('--store <name>', 'the database').choices(STORE_NAMES).default('sqlite' satisfies StoreName);
export const quick = () => new Option('--quick', 'a short run that shows only orders of magnitude').default(false);
export const output = () => new Option('--output <folder>', 'write the results to another folder');
export const runs = () =>
  new Option('--runs <number>', 'number of runs, each with newly started servers').argParser(positive);
export const rounds = () => new Option('--rounds <number>', 'number of rounds of each run').argParser(positive);
export const seconds = () => new Option('--seconds <number>', 'duration of each load').argParser(positive);
export const warmUp = () =>
  new Option('--warm-up <requests>', 'requests to each server before it is measured').argParser(positive);

export const scenarios = () => new Option('--scenario <name...>', 'only these scenarios').choices(SCENARIO_NAMES);
export const servers = () => new Option('--server <name...>', 'only these servers').choices(SERVER_NAMES);
export const connections = () =>
  new Option('--connections <number...>', 'only these numbers of connections').argParser(positives);
export const otherBuilds = () =>
  new Option(
    '--build <name=main.js...>',
    'other builds of the service, measured in the same run; ,VARIABLE=value after one sets an option',
  ).argParser(builds);

/** Parses a number that is greater than 0. */
export function positive(text: string): number {
  const value = Number(text);
  if (value > 0) return value;
  throw new InvalidArgumentError('Not a positive number.');
}

function builds(text: string, previous: Build[] = []): Build[] {
  const [build = '', ...variables] = text.split(',');
  const [name = '', file] = build.split('=');
  if (name === '' || file === undefined) throw new InvalidArgumentError('Write it like before=../clone/dist/main.js.');
  const environment = Object.fromEntries(variables.map((each) => each.split(/=(.*)/s).slice(0, 2)));
  return [...previous, { name, program: resolve(file), environment }];
}

function positives(text: string, previous: number[] = []): number[] {
  return [...previous, positive(text)];
}
