/** `graph probe`: finds out how the Graph of a test tenant behaves. Speaks to Graph directly, and not to a running service. */
import { Command, Option } from 'commander';
import { examples, INVOCATION } from '../../terminal/invocation.js';
import { tenantId } from '../../terminal/options.js';

export interface ProbeOptions {
  readonly yes: boolean;
  readonly dryRun: boolean;
  readonly record: boolean;
  readonly tenant?: string;
}

export function probeCommand(): Command {
  return new Command('probe')
    .description(
      'Find out on a test tenant how Graph behaves: create, read, update and delete one object, with the GRAPH_… variables of ' +
        'the service. Removes the object in any case. Stop the service for that tenant first: it would see a stranger.',
    )
    .addOption(
      new Option('--dry-run', 'only read the list, and say what would be done').default(false).conflicts('yes'),
    )
    .option('--yes', 'do it', false)
    .option('--record', 'write what was found into DATABASE_URL', false)
    .option('--tenant <uuid>', 'the test tenant (default: the only one that is configured)', tenantId)
    .addHelpText(
      'after',
      examples(
        ['graph probe --dry-run', 'Check the credentials and the permission, and change nothing.'],
        ['graph probe --yes --record', 'Probe, and let the service know what was found.'],
      ),
    )
    .action(async (options: ProbeOptions, command: Command) => {
      if (!options.yes && !options.dryRun)
        command.error(`error: give --dry-run or --yes. "${INVOCATION} graph probe --help" says what it does.`);
      // The client of Graph and msal-node, which the other commands do not need.
      const { runProbe } = await import('../../graph/run-probe.js');
      await runProbe(options);
    });
}
