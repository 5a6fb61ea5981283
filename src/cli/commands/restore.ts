/** `restore`: puts a backup in the place of the database. The store does the work. */
import { Command, InvalidArgumentError } from 'commander';
import { readConfig } from '../../config.js';
import { type Restored, restoreStore } from '../../store/open.js';
import { pagesUntilStopped } from '../pages-until-stopped.js';
import { examples, INVOCATION } from '../terminal/invocation.js';
import { print } from '../terminal/print.js';
import { warn } from '../terminal/warn.js';

interface Options {
  readonly from: string;
  readonly to?: string;
  readonly force: boolean;
  readonly asOf?: number | null;
  readonly json: boolean;
}

export function restoreCommand(): Command {
  return new Command('restore')
    .description(
      'Put a backup in the place of the database of DATABASE_URL, after checking it. Stop the service first. A database that is ' +
        'replaced is kept beside it. Nothing is sent to Intune until "graph adopt" confirms each connection.',
    )
    .requiredOption('--from <file>', 'the backup')
    .option('--to <url>', 'another database than that of DATABASE_URL, such as file:drill.sqlite')
    .option('--force', 'replace an existing database', false)
    .option('--as-of <time>', 'leave out all changes after this time, such as 2026-11-27T09:30:00Z', rfc3339)
    .option('--json', 'print the result as JSON', false)
    .addHelpText(
      'after',
      examples(
        ['restore --from before-upgrade.sqlite --force', 'Replace the database.'],
        ['restore --from latest.sqlite --to file:drill.sqlite', 'Restore into another file, as a drill.'],
        ['restore --from latest.sqlite --force --as-of 2026-11-27T09:30:00Z', 'Without the changes after that time.'],
      ),
    )
    .action(async ({ from, to, force, asOf = null, json }: Options) => {
      const databaseUrl = to ?? readConfig().databaseUrl;
      const restored = await restoreStore(databaseUrl, {
        from,
        force,
        asOf,
        onPages: pagesUntilStopped('restore'),
        warn,
      });
      await print(json ? `${JSON.stringify(restored, null, 2)}\n` : said(restored, from));
    });
}

function said({ file, tenants, heldConnections, kept }: Restored, from: string): string {
  const latest = tenants.reduce((time, { at }) => Math.max(time, at), Number.NEGATIVE_INFINITY);
  const until =
    tenants.length === 0 ? 'It holds no changes.' : `Its last change is of ${new Date(latest).toISOString()}.`;
  const lines = [
    `Restored ${from} to ${file}, checked. ${until}`,
    kept === null ? '' : `What was there before is kept as ${kept}. Remove it when you no longer need it.`,
    heldConnections === 0
      ? ''
      : `Nothing is sent to Intune until a person has compared ("${INVOCATION} graph drift") and confirmed ("${INVOCATION} graph adopt") each of ${heldConnections} connections.`,
    'Everybody who follows changes or uses delta has to read everything again: cursors from before may be ahead of the log.',
  ];
  return lines
    .filter((line) => line !== '')
    .join('\n')
    .concat('\n');
}

/** In milliseconds since the epoch. */
function rfc3339(text: string): number {
  const [, day] = /^(\d{4}-\d\d-\d\d)T\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/.exec(text) ?? [];
  const time = Date.parse(text);
  // `Date` would take 30 February for a day in March.
  if (!Number.isNaN(time) && new Date(`${day}T00:00:00Z`).toJSON()?.startsWith(`${day}T`)) return time;
  throw new InvalidArgumentError('Give a time with its zone, such as 2026-11-27T09:30:00Z.');
}
