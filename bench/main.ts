/** The benchmark's command line: what is measured, for how long, and where the results go. */
import { relative, resolve } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import { SCENARIO_NAMES, type ScenarioName } from './load/scenarios.js';
import { type Build, compare } from './measurements/compare.js';
import { grow } from './measurements/growth.js';
import { watchMemory } from './measurements/memory.js';
import { profile, type Spent } from './measurements/profile.js';
import { QUICK_RESULTS, RESULTS, ROOT } from './paths.js';
import { writeComparison, writeGrowth, writeMemory } from './report/write-results.js';
import { SERVER_NAMES, type ServerName } from './servers/server.js';
import { openStage, type Stage } from './servers/test-bed.js';

interface Extent {
  readonly quick: boolean;
  readonly output?: string;
}
interface Timing extends Extent {
  readonly rounds?: number;
  readonly seconds?: number;
}

const CONNECTIONS = [1, 16, 64];
const SIZES = [
  { rows: 1000, tenants: 1 },
  { rows: 10_000, tenants: 100 },
  { rows: 100_000, tenants: 1000 },
  { rows: 1_000_000, tenants: 10_000 },
];
const MOST_FUNCTIONS = 60;

const quick = () => new Option('--quick', 'a short run, which shows orders of magnitude only').default(false);
const output = () => new Option('--output <folder>', 'where the results go instead');
const rounds = () => new Option('--rounds <number>', 'how often everything is measured').argParser(positive);
const seconds = () => new Option('--seconds <number>', 'how long each load lasts').argParser(positive);

const program = new Command('bench')
  .description('Measures the service. Results go to bench/results, those of a short run to a folder below it.')
  .addCommand(
    new Command('compare')
      .description('The service beside its peers.')
      .addOption(quick())
      .addOption(output())
      .addOption(rounds())
      .addOption(seconds())
      .addOption(new Option('--scenario <name...>', 'only these loads').choices(SCENARIO_NAMES))
      .addOption(new Option('--server <name...>', 'only these servers').choices(SERVER_NAMES))
      .addOption(new Option('--connections <number...>', 'only so many connections').argParser(positives))
      .addOption(
        new Option('--build <name=main.js...>', 'other builds of the service, to stand beside it').argParser(builds),
      )
      .action(runCompare),
    { isDefault: true },
  )
  .addCommand(
    new Command('growth')
      .description('How cost grows with rows, tenants and connections.')
      .addOption(quick())
      .addOption(output())
      .addOption(rounds())
      .addOption(seconds())
      .action(runGrowth),
  )
  .addCommand(
    new Command('memory')
      .description('The memory of the service over many creates.')
      .addOption(quick())
      .addOption(output())
      .addOption(new Option('--creates <number>', 'how many').argParser(positive))
      .action(runMemory),
  )
  .addCommand(
    new Command('profile')
      .description("Where the time of a server's main thread goes. Printed, not kept.")
      .addOption(new Option('--scenario <name>', 'the load').choices(SCENARIO_NAMES).default('read'))
      .addOption(new Option('--server <name>', 'the server').choices(SERVER_NAMES).default('service'))
      .addOption(new Option('--connections <number>', 'how many').argParser(positive).default(16))
      .addOption(seconds().default(10))
      .action(runProfile),
  );

await program.parseAsync();

interface CompareArguments extends Timing {
  readonly scenario?: ScenarioName[];
  readonly server?: ServerName[];
  readonly connections?: number[];
  readonly build?: Build[];
}

function runCompare(given: CompareArguments): Promise<void> {
  const options = {
    servers: given.server ?? SERVER_NAMES,
    builds: given.build ?? [],
    scenarios: given.scenario ?? SCENARIO_NAMES,
    connections: given.connections ?? CONNECTIONS,
    ...scheduleOf(given),
    starts: given.quick ? 1 : 5,
    warmUpSeconds: given.quick ? 1 : 8,
  };
  return onStage(async (stage) => writeComparison(folderFor(given), await compare(stage, options, tell)));
}

function runGrowth(given: Timing): Promise<void> {
  const options = {
    sizes: given.quick ? SIZES.slice(0, 2) : SIZES,
    connections: [1, 4, 16, 64, 256],
    ...scheduleOf(given),
    warmUpSeconds: given.quick ? 2 : 30,
  };
  return onStage(async (stage) => writeGrowth(folderFor(given), await grow(stage, options, tell)));
}

/** More rounds rather than longer ones, because what disturbs the machine lasts for seconds. */
function scheduleOf({ quick, rounds, seconds }: Timing) {
  return { rounds: rounds ?? (quick ? 3 : 9), secondsEach: seconds ?? (quick ? 0.2 : 1) };
}

function runMemory(given: Extent & { readonly creates?: number }): Promise<void> {
  const creates = given.creates ?? (given.quick ? 20_000 : 1_000_000);
  const options = { creates, connections: 64, samples: given.quick ? 5 : 20 };
  return onStage(async (stage) => writeMemory(folderFor(given), await watchMemory(stage, options, tell)));
}

function runProfile(options: {
  readonly server: ServerName;
  readonly scenario: ScenarioName;
  readonly connections: number;
  readonly seconds: number;
}): Promise<void> {
  return onStage(async (stage) => {
    const { file, requests, packages, functions } = await profile(stage, options);
    tell(`${requests} requests; microseconds of the main thread a request. Whole profile: ${relative(ROOT, file)}`);
    tell(['', ...packages.map(lineOf), '', ...functions.slice(0, MOST_FUNCTIONS).map(lineOf)].join('\n'));
  });
}

async function onStage(run: (stage: Stage) => Promise<void>): Promise<void> {
  const stage = await openStage();
  try {
    await run(stage);
  } finally {
    await stage.close();
  }
}

function folderFor({ quick: isQuick, output: folder }: Extent): string {
  return folder ?? (isQuick ? QUICK_RESULTS : RESULTS);
}

function lineOf({ name, microseconds }: Spent): string {
  return `${microseconds.toFixed(1).padStart(8)}  ${name}`;
}

function tell(text: string): void {
  process.stdout.write(`${text}\n`);
}

function positive(text: string): number {
  const value = Number(text);
  if (value > 0) return value;
  throw new InvalidArgumentError('It is not a positive number.');
}

function builds(text: string, previous: Build[] = []): Build[] {
  const [name = '', file] = text.split('=');
  if (name === '' || file === undefined) throw new InvalidArgumentError('It is not like before=../clone/dist/main.js.');
  return [...previous, { name, program: resolve(file) }];
}

function positives(text: string, previous: number[] = []): number[] {
  return [...previous, positive(text)];
}
