/** `graph adopt`: confirms the connection: links equal objects, and takes over what only Intune has. Deletes and overwrites nothing. */
import { Command, Option } from 'commander';
import {
  AdoptFromGraphDocument,
  type AdoptFromGraphInput,
  type AdoptFromGraphMutation,
} from '../../../client/documents.js';
import { quoted, terminalSafeLine } from '../../../desired/quoting.js';
import { ChangesPending } from '../../changes-pending.js';
import { connectedTenant, throwIfRefused } from '../../graph/connected-tenant.js';
import { readDifferences, readStatuses } from '../../graph/read-report.js';
import type { RemoteService } from '../../remote/remote-service.js';
import { withServiceOptions } from '../../remote/service-options.js';
import { examples } from '../../terminal/invocation.js';
import { print } from '../../terminal/print.js';

interface AdoptOptions {
  readonly yes: boolean;
  readonly only?: string[];
  readonly leaveOthers: boolean;
}

type Adoption = AdoptFromGraphMutation['adoptFromGraph'];

export function adoptCommand(): Command {
  return withServiceOptions(new Command('adopt'))
    .description(
      'Show how the settings here and those in Intune would be brought together: equal objects are linked, and those that ' +
        'only Intune has are created here. --yes does it; from then on changes are sent. Deletes and overwrites nothing.',
    )
    .option('--yes', 'do it', false)
    .option('--only <graph-id...>', 'take over only these of the objects that only Intune has')
    .addOption(new Option('--leave-others', 'take over none of them').default(false).conflicts('only'))
    .addHelpText(
      'after',
      examples(
        ['graph adopt', 'What would be done. Exits with 2.'],
        ['graph adopt --yes --token-file token.txt', 'Do it.'],
      ),
    )
    .action(async ({ yes, only, leaveOthers }: AdoptOptions, command: Command) => {
      const { service, connection } = await connectedTenant(command);
      const graphIds = leaveOthers ? [] : (only ?? null);
      const planned = await adopt(service, { graphIds, dryRun: true });
      await print(await showAdoption(service, planned));
      if (!yes) {
        const isLeft = !connection.adopted || planned.linked.length + planned.takenOver.length > 0;
        if (isLeft) throw new ChangesPending('Nothing was changed. --yes does it.');
        return;
      }
      const { linked, takenOver } = await adopt(service, { graphIds, dryRun: false });
      await print(`Done: ${linked.length} linked, ${takenOver.length} taken over.\n`);
    });
}

async function adopt(service: RemoteService, input: AdoptFromGraphInput): Promise<Adoption> {
  const { adoptFromGraph: adoption } = await service.execute(AdoptFromGraphDocument, { input });
  throwIfRefused(adoption.userErrors);
  return adoption;
}

async function showAdoption(
  service: RemoteService,
  { linked, takenOver, toCreateCount, leftCount }: Adoption,
): Promise<string> {
  const namesHere = new Map((await readStatuses(service)).map(({ id, displayName }) => [id, displayName]));
  const differences = await readDifferences(service);
  const namesInGraph = new Map(differences.map(({ graphId, inGraph }) => [graphId, inGraph?.displayName]));
  const lines = [
    ...linked.map(({ settingsId, graphId }) => `= link ${named(namesHere.get(settingsId), settingsId)} to ${graphId}`),
    ...takenOver.map((graphId) => `+ take over ${named(namesInGraph.get(graphId), graphId)}`),
    `${linked.length} to link, ${takenOver.length} to take over, ${toCreateCount} only here, which push creates in Intune; ${leftCount} left to decide about.`,
  ];
  return lines.map((line) => `${terminalSafeLine(line)}\n`).join('');
}

function named(name: string | undefined, id: string): string {
  return name === undefined ? id : `${quoted(name)} (${id})`;
}
