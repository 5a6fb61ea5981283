/** `graph drift`: every difference between the settings here and those in Intune, with both sides. Changes nothing. */
import { Command, Option } from 'commander';
import type { GraphDriftKind } from '../../../client/documents.js';
import { DRIFT_KINDS } from '../../../domain/graph-connection.js';
import { connectedTenant } from '../../graph/connected-tenant.js';
import { readDifferences } from '../../graph/read-report.js';
import { showDifference } from '../../graph/show-drift.js';
import { NotInSync, SyncNotKnown } from '../../graph/sync-verdict.js';
import { withServiceOptions } from '../../remote/service-options.js';
import { examples, INVOCATION } from '../../terminal/invocation.js';
import { print } from '../../terminal/print.js';

interface DriftOptions {
  readonly json: boolean;
  readonly kind?: GraphDriftKind[];
}

export function driftCommand(): Command {
  return withServiceOptions(new Command('drift'))
    .description(
      'Show every difference between the settings here and those in Intune, as of its last read. Exits with 2 if there is ' +
        'one, with 0 if there is none, and with 1 if Intune has not been read yet.',
    )
    .addOption(new Option('--kind <kind...>', 'only differences of these kinds').choices(DRIFT_KINDS))
    .option('--json', 'print them as JSON', false)
    .addHelpText(
      'after',
      examples(
        ['graph drift', 'All differences, with the token in SERVICE_TOKEN.'],
        ['graph drift --kind ONLY_IN_GRAPH --json', 'The objects that only Intune has, for a program.'],
      ),
    )
    .action(async ({ json, kind }: DriftOptions, command: Command) => {
      const { service, connection } = await connectedTenant(command);
      const found = await readDifferences(service, kind ?? null);
      if (json) await print(`${JSON.stringify(found, null, 2)}\n`);
      else if (found.length > 0) await print(`${found.map(showDifference).join('\n')}\n${countOf(found.length)}\n`);
      if (found.length > 0) throw new NotInSync(`Decide with "${INVOCATION} graph resolve".`);
      if (connection.lastWholeReadAt === null) throw new SyncNotKnown('Intune has not been read yet.');
      if (!json) await print('No differences.\n');
    });
}

function countOf(count: number): string {
  return count === 1 ? 'One difference.' : `${count} differences.`;
}
