/** `graph resolve`: carries out a decision about one object that differs here and in Intune. Overwrites nothing that was not shown. */
import { Command, Option } from 'commander';
import {
  type FieldDifferenceInput,
  type GraphResolution,
  GraphStatusOfDocument,
  ResolveGraphDriftDocument,
} from '../../../client/documents.js';
import { connectedTenant, throwIfRefused } from '../../graph/connected-tenant.js';
import { readDifferences } from '../../graph/read-report.js';
import { showDifference } from '../../graph/show-drift.js';
import { showStatus } from '../../graph/show-status.js';
import type { RemoteService } from '../../remote/remote-service.js';
import { withServiceOptions } from '../../remote/service-options.js';
import { examples } from '../../terminal/invocation.js';
import { print } from '../../terminal/print.js';

interface ResolveOptions {
  readonly id?: string;
  readonly graphId?: string;
  readonly take: string;
}

const DECISIONS = ['ours', 'theirs', 'link', 'ignore'] as const;

export function resolveCommand(): Command {
  return withServiceOptions(new Command('resolve'))
    .description(
      'Decide about one object that differs here and in Intune. Shows both sides first, does not ask for confirmation, and ' +
        'does nothing if they have changed since. ours: Intune is to be as it is here. theirs: here it is to be as in Intune. ' +
        'link: the two are the same object. ignore: leave the object in Intune alone.',
    )
    .option('--id <id>', 'the object here')
    .option('--graph-id <id>', 'the object in Intune, if only Intune has it or to link it')
    .addOption(new Option('--take <decision>', 'the decision').choices(DECISIONS).makeOptionMandatory())
    .addHelpText(
      'after',
      examples(
        ['graph resolve --id 11111111-2222-4333-8444-555555555555 --take ours', 'Send ours again.'],
        ['graph resolve --graph-id 66666666-7777-4888-8999-000000000000 --take theirs', 'Create it here too.'],
      ),
    )
    .action(async ({ id, graphId, take }: ResolveOptions, command: Command) => {
      if (id === undefined && graphId === undefined) command.error('error: give --id, --graph-id, or both.');
      const { service } = await connectedTenant(command);
      const expectedDifferences = await showBothSides(service, id, graphId);
      const decision = take.toUpperCase() as GraphResolution;
      const input = { id, graphId, take: decision, expectedDifferences };
      const { resolveGraphDrift: payload } = await service.execute(ResolveGraphDriftDocument, { input });
      throwIfRefused(payload.userErrors);
      await print(payload.graph === null ? 'Done.\n' : `Done.\n${showStatus(payload.graph)}`);
    });
}

/** Prints how the object differs. Returns what was seen, so that nothing else is overwritten. */
async function showBothSides(
  service: RemoteService,
  id: string | undefined,
  graphId: string | undefined,
): Promise<FieldDifferenceInput[]> {
  const isMeant = (settingsId: string | undefined, inGraph: string | null) =>
    id === undefined ? inGraph === graphId : settingsId === id.toLowerCase();
  const differences = await readDifferences(service);
  const found = differences.find((each) => isMeant(each.settings?.id, each.graphId));
  if (found !== undefined) {
    await print(`${showDifference(found)}\n`);
    return found.differences.map(seen);
  }
  if (id === undefined) return [];
  // An object that was deleted here is in no list of differences.
  const { graphStatus } = await service.execute(GraphStatusOfDocument, { settingsId: id });
  if (graphStatus !== null) await print(`${showStatus(graphStatus)}\n`);
  return (graphStatus?.differences ?? []).map(seen);
}

function seen({ field, here, inGraph }: FieldDifferenceInput): FieldDifferenceInput {
  return { field, here: here ?? null, inGraph: inGraph ?? null };
}
