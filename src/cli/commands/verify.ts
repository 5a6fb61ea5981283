/** `verify`: proves that the history of a database was not altered. The store does the work. Changes nothing. */
import { Command, InvalidArgumentError } from 'commander';
import { readConfig } from '../../config.js';
import { DataError } from '../../domain/errors.js';
import { type LogEnd, type VerifiedTenant, verifyStore } from '../../store/open.js';
import { readVerifier } from '../checkpoint/note-keys.js';
import { readCheckpoints } from '../checkpoint/read-checkpoints.js';
import { nameOf } from '../settings-file/read-text.js';
import { examples } from '../terminal/invocation.js';
import { tenantId } from '../terminal/options.js';
import { print } from '../terminal/print.js';
import { progress } from '../terminal/progress.js';
import { stopRequest } from '../terminal/stop-signal.js';

interface Options {
  readonly tenant?: string;
  readonly seen?: Omit<LogEnd, 'tenantId'>;
  readonly checkpoint?: string;
  readonly publicKey: readonly string[];
  readonly json: boolean;
}

const END = /^([1-9]\d{0,14}):([A-Za-z0-9+/]{43}=)$/;

export function verifyCommand(): Command {
  return new Command('verify')
    .description(
      'Recompute the hashes of the log of each tenant, fold the log, and compare the result with the settings. Names the ' +
        'first fault of each tenant. The service may run meanwhile. Changes nothing.',
    )
    .option('--tenant <uuid>', 'only this tenant', tenantId)
    .option('--seen <position:hash>', 'an earlier end of the log that was kept elsewhere; with --tenant', seenEnd)
    .option('--checkpoint <file>', 'signed ends that checkpoint has printed; - for standard input; with --public-key')
    .option(
      '--public-key <key>',
      'who may have signed them: a verifier key or a file with one or in PEM form; may be given again',
      again,
      [],
    )
    .option('--json', 'print the result as JSON', false)
    .addHelpText(
      'after',
      examples(
        ['verify', 'Verify all tenants of the database of DATABASE_URL.'],
        ['verify --tenant 11111111-2222-4333-8444-555555555555', 'Verify one tenant.'],
        [
          'verify --tenant 11111111-2222-4333-8444-555555555555 --seen 42:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=',
          'The same, and that nothing up to change 42 was altered or cut off since this end was printed.',
        ],
        [
          'verify --checkpoint notes --public-key verifier-key',
          'Verify all tenants, and that their logs go on from these checkpoints.',
        ],
      ),
    )
    .action(verify);
}

async function verify(options: Options, command: Command) {
  const { tenant, json } = options;
  const seen = await endsSeen(options, command);
  const verified: VerifiedTenant[] = [];
  await verifyStore(readConfig().databaseUrl, {
    tenantId: tenant ?? null,
    seen,
    onProgress: progress('Rows verified'),
    onTenant: async (each) => {
      verified.push(each);
      if (!json) await print(`${said(each)}\n`);
    },
    stoppedBy: stopRequest(),
  });
  if (json) await print(`${JSON.stringify(verified, null, 2)}\n`);
  const faulty = verified.filter(({ fault }) => fault !== null).length;
  if (faulty > 0) {
    throw new DataError(
      `The history of ${faulty} of ${verified.length} tenants is not what was recorded. Keep the database for analysis and restore a backup.`,
    );
  }
}

/** The ends that were kept elsewhere. */
async function endsSeen(
  { tenant, seen, checkpoint, publicKey }: Options,
  command: Command,
): Promise<readonly LogEnd[]> {
  if (seen !== undefined && tenant === undefined) command.error('error: --seen is of one log. Name its --tenant too.');
  const given = seen === undefined || tenant === undefined ? [] : [{ ...seen, tenantId: tenant }];
  if ((checkpoint === undefined) !== (publicKey.length === 0)) {
    command.error('error: --checkpoint and --public-key belong together.');
  }
  if (checkpoint === undefined) return given;
  const checkpoints = await readCheckpoints(checkpoint, await Promise.all(publicKey.map(readVerifier)));
  const own = checkpoints.filter(({ tenantId: of }) => of === (tenant ?? of));
  if (own.length > 0) return [...given, ...own];
  throw new DataError(`${nameOf(checkpoint)} has no checkpoint of ${tenant}.`);
}

function said({ tenantId: tenant, position, hash, seen, fault }: VerifiedTenant): string {
  if (fault !== null) return `${tenant}: fault at position ${fault.position}. ${fault.what}`;
  if (hash === null) return `${tenant}: no changes.`;
  const also = seen === 0 ? '' : `, also with ${seen === 1 ? 'one earlier end' : `${seen} earlier ends`}`;
  return `${tenant}: ${position} changes agree${also}. The end is ${position}:${hash}`;
}

function again(key: string, earlier: readonly string[]): readonly string[] {
  return [...earlier, key];
}

function seenEnd(text: string): Omit<LogEnd, 'tenantId'> {
  const [, position, hash] = END.exec(text) ?? [];
  if (hash === undefined) throw new InvalidArgumentError('Not an end as verify prints it, such as 42:47DEQpj8….');
  return { position: Number(position), hash };
}
