/** `forget`: erases a person's identity from the log. The store does the work. */
import { Command } from 'commander';
import { readConfig } from '../../config.js';
import { auditLog, flushLog, openLog } from '../../http/log-destination.js';
import { type ForgottenSubject, forgetInStore } from '../../store/open.js';
import { examples } from '../terminal/invocation.js';
import { tenantId } from '../terminal/options.js';
import { print } from '../terminal/print.js';

interface Options {
  readonly subject: string;
  readonly tenant?: string;
  readonly yes: boolean;
}

export function forgetCommand(): Command {
  return new Command('forget')
    .description(
      'Erase the identity of somebody who made changes. The changes stay, and verify still proves them. Shows what would be ' +
        'erased; with --yes it is, which cannot be undone, and for each tenant a line of the log on standard error says so ' +
        'without the subject. The service may run meanwhile.',
    )
    .requiredOption('--subject <subject>', 'who, as actor.subject of the changes shows it')
    .option('--tenant <uuid>', 'only in this tenant', tenantId)
    .option('--yes', 'erase it', false)
    .addHelpText(
      'after',
      examples(
        ['forget --subject 5f0d3a52-6a0c-4c43-9a5d-7c1f0e6d2b11', 'Show what would be erased.'],
        ['forget --subject 5f0d3a52-6a0c-4c43-9a5d-7c1f0e6d2b11 --yes', 'Erase it.'],
      ),
    )
    .action(async ({ subject, tenant = null, yes }: Omit<Options, 'tenant'> & { readonly tenant?: string | null }) => {
      const { databaseUrl } = readConfig();
      const found = await forgetInStore(databaseUrl, {
        ...{ subject, tenantId: tenant, erase: yes },
        onErased: logErasure,
      });
      if (found.length === 0) return print('No log has this subject.\n');
      const verb = yes ? 'is now shown as' : 'would be shown as';
      const lines = found.map(({ tenantId: log, changes, shownAs }) => {
        const count = changes === 1 ? 'one change' : `${changes} changes`;
        return `${log}: the author of ${count} ${verb} ${shownAs}.\n`;
      });
      await print(lines.join('') + (yes ? '' : 'Nothing was erased. Give --yes to erase it.\n'));
    });
}

/**
 * For an audit, so whatever `LOG_LEVEL` is. The user of the machine is all that is known of the operator; the subject must not
 * be kept in another place.
 */
async function logErasure(erased: ForgottenSubject): Promise<void> {
  const log = auditLog(openLog('warn'));
  log.warn({ erased, user: process.getuid?.() ?? null }, 'a subject was erased');
  await flushLog(log);
}
