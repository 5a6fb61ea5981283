/** `graph`: the commands about the connection to Intune. Contains only their list. */
import { Command } from 'commander';
import { examples } from '../../terminal/invocation.js';
import { adoptCommand } from './adopt.js';
import { driftCommand } from './drift.js';
import { holdCommand } from './hold.js';
import { probeCommand } from './probe.js';
import { resolveCommand } from './resolve.js';
import { retryCommand } from './retry.js';
import { statusCommand } from './status.js';
import { syncCommand } from './sync.js';

const SUBCOMMANDS = [
  ['Show the connection and every object that is not in sync.', statusCommand],
  ['Show every difference, with both sides.', driftCommand],
  ['Confirm the connection: link equal objects, take over others.', adoptCommand],
  ['Read Intune now.', syncCommand],
  ['Decide about one object that differs.', resolveCommand],
  ['Send a refused change again.', retryCommand],
  ['Find out on a test tenant how Graph behaves.', probeCommand],
  ['Only read Intune after a restored backup, until adopted again.', holdCommand],
] as const;

export function graphCommand(): Command {
  const command = new Command('graph')
    .description('Show and steer the connection of a tenant to Intune, through a running service.')
    .addHelpText(
      'after',
      examples(
        ['graph status', 'How the settings stand in Intune, with the token in SERVICE_TOKEN.'],
        ['graph status --help', 'What a command does, and its options.'],
      ),
    );
  for (const [summary, create] of SUBCOMMANDS) command.addCommand(create().summary(summary));
  return command;
}
