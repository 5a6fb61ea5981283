/** `backup`: copies the database to a file while the service may run. The store does the work. */
import { Command, InvalidArgumentError } from 'commander';
import { readConfig } from '../../config.js';
import { backUpStore } from '../../store/open.js';
import { pagesUntilStopped } from '../pages-until-stopped.js';
import { examples } from '../terminal/invocation.js';
import { print } from '../terminal/print.js';

interface Options {
  readonly to: string;
  readonly keep?: number | null;
  readonly json: boolean;
}

export function backupCommand(): Command {
  return new Command('backup')
    .description(
      'Copy the database of DATABASE_URL to a file, as it is at the start of the command. The service may run meanwhile. The ' +
        'copy is checked before it gets its name.',
    )
    .requiredOption('--to <path>', 'the file, or a folder in which the backup is named by its time')
    .option('--keep <number>', 'in a folder: keep this many backups and remove older ones', keptNumber)
    .option('--json', 'print the result as JSON', false)
    .addHelpText(
      'after',
      examples(
        ['backup --to backups/', 'Make a backup that is named by its time.'],
        ['backup --to backups/ --keep 14', 'The same, and remove all but the latest 14.'],
        ['backup --to before-upgrade.sqlite', 'Make a backup with this name.'],
      ),
    )
    .action(async ({ to, keep = null, json }: Options) => {
      const backup = await backUpStore(readConfig().databaseUrl, { to, keep, onPages: pagesUntilStopped('backup') });
      if (json) return print(`${JSON.stringify(backup, null, 2)}\n`);
      const removed = backup.removed.map((file) => `Removed ${file}.\n`).join('');
      const tenants = backup.tenants.length === 1 ? '1 tenant' : `${backup.tenants.length} tenants`;
      await print(`Made ${backup.file}: ${backup.bytes} bytes, ${tenants}, checked.\n${removed}`);
    });
}

function keptNumber(text: string): number {
  const count = Number(text);
  if (/^\d+$/.test(text) && count >= 1) return count;
  throw new InvalidArgumentError('Give a number of 1 or more.');
}
