/** `graph retry`: sends a change again that Graph refused. */
import { Command } from 'commander';
import { RetryGraphChangeDocument } from '../../../client/documents.js';
import { connectedTenant, throwIfRefused } from '../../graph/connected-tenant.js';
import { showStatus } from '../../graph/show-status.js';
import { withServiceOptions } from '../../remote/service-options.js';
import { examples } from '../../terminal/invocation.js';
import { print } from '../../terminal/print.js';

export function retryCommand(): Command {
  return withServiceOptions(new Command('retry'))
    .argument('<id>', 'the object here whose change was refused')
    .description('Send the latest change of an object again, if Graph refused it.')
    .addHelpText(
      'after',
      examples(['graph retry 11111111-2222-4333-8444-555555555555', 'For example, after a permission was granted.']),
    )
    .action(async (id: string, _options: object, command: Command) => {
      const { service } = await connectedTenant(command);
      const { retryGraphChange: payload } = await service.execute(RetryGraphChangeDocument, { input: { id } });
      throwIfRefused(payload.userErrors);
      await print(payload.graph === null ? 'Done.\n' : `Done.\n${showStatus(payload.graph)}`);
    });
}
