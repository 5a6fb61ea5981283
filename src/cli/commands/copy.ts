/** `copy`: copies all tenants with their whole history from one database to another. Reads no configuration. */
import { Command } from 'commander';
import { type CopyAddresses, copyStore } from '../../store/open.js';
import { examples } from '../terminal/invocation.js';
import { print } from '../terminal/print.js';
import { progress } from '../terminal/progress.js';
import { stopRequest } from '../terminal/stop-signal.js';
import { warn } from '../terminal/warn.js';

export function copyCommand(): Command {
  return new Command('copy')
    .description(
      'Copy all tenants with their whole history from one database to another, and compare both. Cursors and ETags stay ' +
        'valid. Stop the service first. Safe to repeat: an interrupted copy continues. Nothing can be seen in the target before all is there.',
    )
    .requiredOption('--from <url>', 'the database to copy: file:… or postgres://…')
    .requiredOption('--to <url>', 'an empty database: file:… or postgres://…')
    .addHelpText(
      'after',
      examples(
        [
          'copy --from file:data/derived-credentials.sqlite --to "postgres://service@db/settings?passwordfile=/run/secrets/db"',
          'Move from a file to PostgreSQL.',
        ],
        ['copy --from postgres://localhost/settings --to file:copy.sqlite', 'Copy from PostgreSQL to a new file.'],
      ),
    )
    .action((addresses: CopyAddresses) => copyAll(addresses));
}

async function copyAll(addresses: CopyAddresses): Promise<void> {
  let [tenants, changes] = [0, 0];
  await copyStore(addresses, warn, {
    onProgress: progress('Copying changes'),
    onTenant: async (tenant) => {
      tenants += 1;
      changes += tenant.changes;
      await print(
        `${tenant.tenantId}: ${tenant.changes} changes, ${tenant.settings} settings, SHA-256 ${tenant.sha256}\n`,
      );
    },
    stoppedBy: stopRequest(),
  });
  await print(`${tenants} tenants and ${changes} changes copied. Both databases agree.\n`);
}
