/** The benchmark's command line: its commands, and how long each measurement takes. */
import { relative } from 'node:path';
import { Command, Option } from 'commander';
import { SCENARIO_NAMES, type ScenarioName } from './load/scenarios.js';
import { compare } from './measurements/compare.js';
import { grow } from './measurements/growth.js';
import { measureLatency } from './measurements/latency.js';
import { watchMemory } from './measurements/memory.js';
import { measureProcesses } from './measurements/processes.js';
import { profile, type SelfTime } from './measurements/profile.js';
import type { Build } from './measurements/startables.js';
import {
  connections,
  type OutputOptions,
  otherBuilds,
  output,
  positive,
  quick,
  rounds,
  runs,
  scenarios,
  seconds,
  servers,
  store,
  type TimingOptions,
  warmUp,
} from './options.js';
import { QUICK_RESULTS, RESULTS, ROOT } from './paths.js';
import { writeComparison, writeGrowth, writeLatency, writeMemory, writeProcesses } from './report/write-results.js';
import { openTestBed, type TestBed } from './servers/test-bed.js';
import { SERVER_NAMES, type ServerName, STORES, type StoreName } from './stores.js';

const SIZES = [
  { rows: 1000, tenants: 1 },
  { rows: 10_000, tenants: 100 },
  { rows: 100_000, tenants: 1000 },
  { rows: 1_000_000, tenants: 10_000 },
];
const MOST_FUNCTIONS = 60;

const program = new Command('bench')
  .description('Measures the service. Results go to bench/results, those of a short run to bench/results/quick.')
  .addCommand(
    new Command('compare')
      .description('Compares the service with its peers.')
      .addOption(store())
      .addOption(quick())
      .addOption(output())
      .addOption(runs())
      .addOption(rounds())
      .addOption(seconds())
      .addOption(warmUp())
      .addOption(scenarios())
      .addOption(servers())
      .addOption(connections())
      .addOption(otherBuilds())
      .action(runCompare),
    { isDefault: true },
  )
  .addCommand(
    new Command('growth')
      .description('Measures how cost grows with rows, tenants and connections.')
      .addOption(store())
      .addOption(quick())
      .addOption(output())
      .addOption(runs())
      .addOption(rounds())
      .addOption(seconds())
      .addOption(warmUp())
      .action(runGrowth),
  )
  .addCommand(
    new Command('latency')
      .description('Measures latency at a constant rate of requests, counted from the time at which each was due.')
      .addOption(store())
      .addOption(quick())
      .addOption(output())
      .addOption(runs())
      .addOption(seconds())
      .addOption(warmUp())
      .addOption(
        new Option('--rate <number>', 'requests/s, instead of half of what each server reaches').argParser(positive),
      )
      .addOption(scenarios())
      .addOption(servers())
      .addOption(otherBuilds())
      .action(runLatency),
  )
  .addCommand(
    new Command('memory')
      .description("Measures the service's memory during many creates.")
      .addOption(store())
      .addOption(quick())
      .addOption(output())
      .addOption(new Option('--creates <number>', 'number of creates').argParser(positive))
      .action(runMemory),
  )
  .addCommand(
    new Command('processes')
      .description('Compares two processes over PostgreSQL with one, each limited to a share of a core. Needs root.')
      .addOption(quick())
      .addOption(output())
      .addOption(runs())
      .addOption(rounds())
      .addOption(seconds())
      .addOption(warmUp())
      .addOption(connections())
      .addOption(new Option('--share <number>', 'of a core, for each process').argParser(positive).default(0.25))
      .action(runProcesses),
  )
  .addCommand(
    new Command('profile')
      .description("Profiles a server's main thread by package and by function, and prints the result.")
      .addOption(store())
      .addOption(new Option('--scenario <name>', 'the scenario').choices(SCENARIO_NAMES).default('read'))
      .addOption(new Option('--server <name>', 'the server').choices(SERVER_NAMES).default('service'))
      .addOption(new Option('--connections <number>', 'number of connections').argParser(positive).default(16))
      .addOption(seconds().default(10))
      .action(runProfile),
  );

await program.parseAsync();

interface CompareArguments extends TimingOptions, ComparedOptions {
  readonly connections?: number[];
}

function runCompare(args: CompareArguments): Promise<void> {
  const options = {
    ...comparedOf(args, STORES[args.store].scenarios),
    connections: args.connections ?? STORES[args.store].connections,
    others: STORES[args.store].others,
    ...scheduleOf(args),
    warmUpRequests: warmUpOf(args),
  };
  return withTestBed(args.store, async (testBed) =>
    writeComparison(folderFor(args), await compare(testBed, options, log)),
  );
}

function runGrowth(args: TimingOptions): Promise<void> {
  const options = {
    sizes: args.quick ? SIZES.slice(0, 2) : SIZES,
    connections: [1, 4, 16, 64, 256],
    ...scheduleOf(args),
    warmUpRequests: args.warmUp ?? (args.quick ? 2000 : 50_000),
  };
  return withTestBed(args.store, async (testBed) => writeGrowth(folderFor(args), await grow(testBed, options, log)));
}

interface ComparedOptions {
  readonly store: StoreName;
  readonly scenario?: ScenarioName[];
  readonly server?: ServerName[];
  readonly build?: Build[];
}

/** What to measure. Exits if the store does not have it. */
function comparedOf({ store, server, scenario, build = [] }: ComparedOptions, usual: readonly ScenarioName[]) {
  const { servers, others }: { readonly servers: readonly ServerName[]; readonly others: number } = STORES[store];
  const [chosen, scenarios] = [server ?? servers, scenario ?? usual];
  const unknown = chosen.find((name) => !servers.includes(name));
  if (unknown !== undefined) {
    program.error(`${unknown} is not measured with --store ${store}. Choose from ${servers.join(', ')}.`);
  }
  if (others === 0 && scenarios.includes('spread')) program.error('The scenario spread needs --store postgres.');
  return { servers: chosen, builds: build, scenarios };
}

/** Several short rounds instead of one long one, because other load on the machine tends to last for seconds. */
function scheduleOf({ quick, runs, rounds, seconds }: Omit<TimingOptions, 'store'>) {
  return {
    runs: runs ?? (quick ? 2 : 5),
    rounds: rounds ?? (quick ? 1 : 3),
    secondsEach: seconds ?? (quick ? 0.2 : 1),
  };
}

function warmUpOf({ quick, warmUp }: Omit<TimingOptions, 'store'>): number {
  return warmUp ?? (quick ? 2000 : 20_000);
}

interface LatencyArguments extends TimingOptions, ComparedOptions {
  readonly rate?: number;
}

/** By default five minutes of each load on each server. */
function runLatency(args: LatencyArguments): Promise<void> {
  const options = {
    ...comparedOf(args, ['reads', 'mix']),
    rate: args.rate ?? null,
    runs: args.runs ?? (args.quick ? 1 : 5),
    secondsEach: args.seconds ?? (args.quick ? 3 : 60),
    secondsForPeak: args.quick ? 0.5 : 3,
    warmUpRequests: warmUpOf(args),
  };
  return withTestBed(args.store, async (testBed) =>
    writeLatency(folderFor(args), await measureLatency(testBed, options, log)),
  );
}

function runMemory(args: OutputOptions & { readonly creates?: number }): Promise<void> {
  const creates = args.creates ?? (args.quick ? 20_000 : 1_000_000);
  const options = { creates, connections: 64, samples: args.quick ? 5 : 20 };
  return withTestBed(args.store, async (testBed) =>
    writeMemory(folderFor(args), await watchMemory(testBed, options, log)),
  );
}

function runProcesses(
  args: Omit<TimingOptions, 'store'> & { readonly share: number; readonly connections?: number[] },
): Promise<void> {
  const options = {
    ...scheduleOf(args),
    share: args.share,
    connections: args.connections ?? STORES.postgres.connections,
    warmUpRequests: warmUpOf(args),
  };
  return withTestBed('postgres', async (testBed) =>
    writeProcesses(folderFor(args), await measureProcesses(testBed, options, log)),
  );
}

function runProfile(options: {
  readonly store: StoreName;
  readonly server: ServerName;
  readonly scenario: ScenarioName;
  readonly connections: number;
  readonly seconds: number;
}): Promise<void> {
  return withTestBed(options.store, async (testBed) => {
    const { file, requests, packages, functions } = await profile(testBed, options);
    log(`${requests} requests; microseconds of the main thread per request. Complete profile: ${relative(ROOT, file)}`);
    log(['', ...packages.map(lineOf), '', ...functions.slice(0, MOST_FUNCTIONS).map(lineOf)].join('\n'));
  });
}

async function withTestBed(store: StoreName, run: (testBed: TestBed) => Promise<void>): Promise<void> {
  const testBed = await openTestBed(store);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    // A database server would run on.
    process.once(signal, () => void testBed.close().finally(() => process.exit(1)));
  }
  try {
    await run(testBed);
  } finally {
    await testBed.close();
  }
}

function folderFor({ quick: isQuick, output: folder }: Omit<OutputOptions, 'store'>): string {
  return folder ?? (isQuick ? QUICK_RESULTS : RESULTS);
}

function lineOf({ name, microseconds }: SelfTime): string {
  return `${microseconds.toFixed(1).padStart(8)}  ${name}`;
}

function log(text: string): void {
  process.stdout.write(`${text}\n`);
}
