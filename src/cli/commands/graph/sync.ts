/** `graph sync`: reads Intune now and, if asked to, waits until everything is settled. */
import { setTimeout as wait } from 'node:timers/promises';
import { Command, InvalidArgumentError } from 'commander';
import { GraphConnectionDocument, SyncWithGraphDocument } from '../../../client/documents.js';
import { connectedTenant, throwIfRefused } from '../../graph/connected-tenant.js';
import { readReport } from '../../graph/read-report.js';
import { showReport } from '../../graph/show-status.js';
import { throwUnlessInSync } from '../../graph/sync-verdict.js';
import type { RemoteService } from '../../remote/remote-service.js';
import { withServiceOptions } from '../../remote/service-options.js';
import { examples, INVOCATION } from '../../terminal/invocation.js';
import { print } from '../../terminal/print.js';

interface SyncOptions {
  readonly confirmDeletions: boolean;
  readonly wait?: number;
}

const MAX_WAIT_SECONDS = 3600;
const POLL_MS = 1000;

export function syncCommand(): Command {
  return withServiceOptions(new Command('sync'))
    .description(
      'Have the service read Intune now, and send what waits. With --wait, shows the state at the end of the wait and exits as ' +
        'status does.',
    )
    .option('--confirm-deletions', 'carry out all deletions so far, however many: users must enrol again', false)
    .option('--wait <seconds>', 'wait until Intune was read and nothing is pending, at most so long', seconds)
    .addHelpText(
      'after',
      examples(
        ['graph sync', 'Ask for it, and go on.'],
        ['graph sync --wait 60', 'Wait for it, at most a minute.'],
        ['graph sync --confirm-deletions', 'Also delete in Intune what waits for a confirmation.'],
      ),
    )
    .action(async ({ confirmDeletions, wait: limit }: SyncOptions, command: Command) => {
      const { service } = await connectedTenant(command);
      const { syncWithGraph: payload } = await service.execute(SyncWithGraphDocument, { input: { confirmDeletions } });
      throwIfRefused(payload.userErrors);
      if (limit === undefined) {
        await print(`The service reads Intune now. See the result with "${INVOCATION} graph status".\n`);
        return;
      }
      await settled(service, payload.graphConnection.lastWholeReadAt, limit * 1000);
      const report = await readReport(service);
      await print(showReport(report));
      throwUnlessInSync(report);
    });
}

/** Resolves once Intune was read again and nothing waits any more, or at the end of the time. */
async function settled(service: RemoteService, readBefore: string | null, limitMs: number): Promise<void> {
  const end = performance.now() + limitMs;
  for (;;) {
    const { graphConnection } = await service.execute(GraphConnectionDocument, {});
    const { lastWholeReadAt, pending, unknown } = graphConnection;
    const isSettled = lastWholeReadAt !== readBefore && pending + unknown === 0;
    if (isSettled || performance.now() + POLL_MS > end) return;
    await wait(POLL_MS);
  }
}

function seconds(text: string): number {
  const value = /^\d{1,4}$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= 1 && value <= MAX_WAIT_SECONDS))
    throw new InvalidArgumentError(`Give a whole number of seconds from 1 to ${MAX_WAIT_SECONDS}.`);
  return value;
}
