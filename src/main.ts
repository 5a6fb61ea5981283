/** Runs the command given by the arguments and maps its result to an exit code. The only file that calls `process.exit`. */
import { Command, CommanderError } from 'commander';
import { ChangesPending } from './cli/changes-pending.js';
import { NotInSync, SyncNotKnown } from './cli/graph/sync-verdict.js';
import { ProcessEnded } from './cli/processes/process-ended.js';
import { INVOCATION } from './cli/terminal/invocation.js';
import { DataError, PassingSetupError, Refusal, SetupError } from './domain/errors.js';
import { versionText } from './version.js';

/** The program's exit codes. */
const EXIT = { success: 0, failure: 1, changes: 2, usage: 64, data: 65, unavailable: 75, setup: 78 } as const;
const EXIT_CODES = `Exit codes:
  0   success
  1   internal error; graph: not known whether Intune agrees
  2   the plan has changes; graph: a person has to decide
  64  wrong usage
  65  bad data
  75  not to be done for now
  78  faulty set-up`;

/** All commands. A command's file is loaded only when it runs, so that the others start faster. */
const COMMANDS = {
  serve: ['Run the service until it is stopped.', async () => (await import('./cli/commands/serve.js')).serveCommand()],
  token: ['Print a bearer token of local mode.', async () => (await import('./cli/commands/token.js')).tokenCommand()],
  import: ['Import settings from an export.', async () => (await import('./cli/commands/import.js')).importCommand()],
  seed: ['Add demo data to a tenant.', async () => (await import('./cli/commands/seed.js')).seedCommand()],
  export: ['Print the settings of a tenant.', async () => (await import('./cli/commands/export.js')).exportCommand()],
  plan: ['Show what apply would change.', async () => (await import('./cli/commands/plan.js')).planCommand()],
  apply: [
    'Change a tenant to the state in a file.',
    async () => (await import('./cli/commands/apply.js')).applyCommand(),
  ],
  doctor: [
    'Report what prevents the service from working and how to fix it.',
    async () => (await import('./cli/commands/doctor.js')).doctorCommand(),
  ],
  backup: [
    'Copy the database to a file while the service runs.',
    async () => (await import('./cli/commands/backup.js')).backupCommand(),
  ],
  restore: [
    'Put a backup in the place of the database.',
    async () => (await import('./cli/commands/restore.js')).restoreCommand(),
  ],
  healthcheck: [
    'Ask the service here whether it is ready.',
    async () => (await import('./cli/commands/healthcheck.js')).healthcheckCommand(),
  ],
  copy: [
    'Copy all tenants from one database to another.',
    async () => (await import('./cli/commands/copy.js')).copyCommand(),
  ],
  verify: [
    'Prove that the history was not altered.',
    async () => (await import('./cli/commands/verify.js')).verifyCommand(),
  ],
  checkpoint: [
    'Sign where the logs end.',
    async () => (await import('./cli/commands/checkpoint.js')).checkpointCommand(),
  ],
  forget: ['Erase who made changes.', async () => (await import('./cli/commands/forget.js')).forgetCommand()],
  graph: [
    'Show and steer the connection to Intune.',
    async () => (await import('./cli/commands/graph/graph.js')).graphCommand(),
  ],
  'print-schema': [
    'Print the GraphQL contract.',
    async () => (await import('./cli/commands/print-schema.js')).printSchemaCommand(),
  ],
} as const satisfies Readonly<Record<string, readonly [summary: string, load: () => Promise<Command>]>>;

// A reader such as `head` may close the pipe early: not an error.
process.stdout.on('error', ({ code }: NodeJS.ErrnoException) => {
  if (code === 'EPIPE') process.exit(EXIT.success);
  process.stderr.write(`Standard output cannot be written (${code}).\n`);
  process.exit(EXIT.unavailable);
});
void run(process.argv.slice(2)).then((code) => process.exit(code));

async function run(args: readonly string[]): Promise<number> {
  try {
    const program = await programFor(args);
    await program.parseAsync(args, { from: 'user' });
    return EXIT.success;
  } catch (thrown) {
    const error = explained(thrown);
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.success : EXIT.usage;
    const exitCode = exitCodeOf(error);
    if (exitCode !== undefined && error instanceof Error) {
      process.stderr.write(`${error.message}\n`);
      return exitCode;
    }
    process.stderr.write(`Internal error: ${error instanceof Error ? error.stack : String(error)}\n`);
    process.stderr.write('This is a fault of the program. Please report it with these lines.\n');
    return EXIT.failure;
  }
}

/** The program with the names of all commands, and the full definition of the one that runs. */
async function programFor(args: readonly string[]): Promise<Command> {
  const program = new Command(INVOCATION)
    .description("A GraphQL service for Microsoft Intune's derived-credential settings.")
    .addHelpText(
      'after',
      `\nThe configuration comes from environment variables: docs/guide/configuration.md lists them.\n\n${EXIT_CODES}`,
    )
    .version(versionText(), '-V, --version', 'Print the version, and the commit and time of the build.')
    .exitOverride()
    .showHelpAfterError(`Run "${INVOCATION} --help" to see the commands.`);
  const wanted = args.find((arg) => Object.hasOwn(COMMANDS, arg));
  for (const [name, [summary, load]] of Object.entries(COMMANDS)) {
    const command = name === wanted ? await load() : new Command(name);
    program.addCommand(withHelp(command, program, name).summary(summary));
    for (const each of command.commands) withHelp(each, program, `${name} ${each.name()}`);
  }
  return program;
}

/** Gives a command the settings of the program, and errors that name its help. */
function withHelp(command: Command, program: Command, name: string): Command {
  return command
    .copyInheritedSettings(program)
    .showHelpAfterError(`Run "${INVOCATION} ${name} --help" to see how it is used.`);
}

/** If an external package is not installed, an error that says so; otherwise the error unchanged. */
function explained(error: unknown): unknown {
  if (!(error instanceof Error) || !/MODULE_NOT_FOUND$/.test(String((error as NodeJS.ErrnoException).code)))
    return error;
  const [, name] = /^Cannot find (?:package|module) '([^'./][^']*)'/.exec(error.message) ?? [];
  if (name === undefined) return error;
  return new SetupError(`The package ${name} is not installed. Run "npm ci".`, { cause: error });
}

/** The exit code of an error whose message is enough for the operator; undefined for unexpected errors. */
function exitCodeOf(error: unknown): number | undefined {
  if (error instanceof DataError) return EXIT.data;
  if (error instanceof PassingSetupError) return EXIT.unavailable;
  if (error instanceof SetupError) return EXIT.setup;
  if (error instanceof ChangesPending || error instanceof NotInSync) return EXIT.changes;
  if (error instanceof SyncNotKnown) return EXIT.failure;
  if (error instanceof ProcessEnded) return error.exitCode;
  return error instanceof Refusal ? EXIT.unavailable : undefined;
}
