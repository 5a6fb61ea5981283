/** `graph status`: how the settings of a tenant stand in Intune. Changes nothing. */
import { Command } from 'commander';
import { readReport } from '../../graph/read-report.js';
import { showReport } from '../../graph/show-status.js';
import { throwUnlessInSync, verdictOf } from '../../graph/sync-verdict.js';
import { connect, withServiceOptions } from '../../remote/service-options.js';
import { examples } from '../../terminal/invocation.js';
import { print } from '../../terminal/print.js';

export function statusCommand(): Command {
  return withServiceOptions(new Command('status'))
    .description(
      'Show the connection to Intune and every object that is not in sync. Exits with 0 if all are in sync, with 2 if a ' +
        'person has to decide (drift, conflict, refused), and with 1 if it is not known.',
    )
    .option('--json', 'print it as JSON', false)
    .addHelpText(
      'after',
      examples(
        ['graph status', 'Everything that is not in sync, with the token in SERVICE_TOKEN.'],
        ['graph status --json --token-file token.txt', 'The same for a program.'],
      ),
    )
    .action(async ({ json }: { readonly json: boolean }, command: Command) => {
      const report = await readReport(await connect(command));
      const written = { verdict: verdictOf(report), ...report };
      await print(json ? `${JSON.stringify(written, null, 2)}\n` : showReport(report));
      throwUnlessInSync(report);
    });
}
