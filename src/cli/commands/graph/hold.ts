/** `graph hold`: after a restored backup, has every connection only observe until a person confirms it. Opens the database itself. */
import { Command } from 'commander';
import { readConfig } from '../../../config.js';
import { SetupError } from '../../../domain/errors.js';
import { checkStore, openStore } from '../../../store/open.js';
import { examples, INVOCATION } from '../../terminal/invocation.js';
import { print } from '../../terminal/print.js';
import { warn } from '../../terminal/warn.js';

export function holdCommand(): Command {
  return new Command('hold')
    .description(
      'Have every tenant only read Intune until "graph adopt" confirms it again. For a database that was restored from a backup: ' +
        'it does not know what was sent to Intune since. Opens the database of DATABASE_URL itself, and must run before the ' +
        'service is started on it. Safe to repeat.',
    )
    .addHelpText('after', examples(['graph hold', 'After restoring a backup, before the service starts.']))
    .action(async () => {
      const { databaseUrl } = readConfig();
      // Opening would make the file, and a wrong path would look like success.
      if (!(await checkStore(databaseUrl)).exists) {
        throw new SetupError('There is no database at DATABASE_URL. Name the one that was restored.');
      }
      const store = await openStore(databaseUrl, warn);
      try {
        await print(`${said(await store.graphLedger.distrust())}\n`);
      } finally {
        await store.close();
      }
    });
}

function said(connections: number): string {
  if (connections === 0) return 'This database has no connection to Intune, so there is nothing to hold.';
  const held = connections === 1 ? 'One connection only reads' : `${connections} connections only read`;
  return `${held} Intune from now on. Compare with "${INVOCATION} graph drift", then confirm with "${INVOCATION} graph adopt".`;
}
