/** `token`: prints a bearer token of local mode on standard output, and nothing else. */
import { Command, InvalidArgumentError } from 'commander';
import { DEVELOPMENT_TENANT, openLocalIssuer } from '../../auth/local-issuer.js';
import { localKeyFileOf } from '../../auth/local-key-file.js';
import { readConfig } from '../../config.js';
import { READ_PERMISSION, WRITE_PERMISSION } from '../../domain/caller.js';
import { SetupError } from '../../domain/errors.js';
import { examples } from '../terminal/invocation.js';
import { tenantId } from '../terminal/options.js';
import { print } from '../terminal/print.js';

interface TokenOptions {
  readonly tenant: string;
  readonly permission?: readonly string[];
  readonly expires: number;
}

const UNIT_SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };
const MAX_LIFETIME_SECONDS = 365 * 86_400;

export function tokenCommand(): Command {
  return new Command('token')
    .description('Print a bearer token of local mode, and nothing else, on standard output.')
    .option('--tenant <uuid>', 'the tenant whose settings it opens', tenantId, DEVELOPMENT_TENANT)
    .option('--permission <name>', `what it allows; may be given again (default: ${WRITE_PERMISSION})`, permissions)
    .option('--expires <duration>', 'how long it works: a number and s, m, h or d', seconds, 3600)
    .addHelpText(
      'after',
      examples(
        ['token', 'A token for an hour that may read and write in the development tenant.'],
        [`token --permission ${READ_PERMISSION} --expires 8h`, 'A token for a working day that may only read.'],
      ),
    )
    .action(async ({ tenant, permission = [WRITE_PERMISSION], expires }: TokenOptions) => {
      const config = readConfig();
      if (config.auth.mode !== 'local') {
        throw new SetupError(
          'AUTH_CLOUD or AUTH_ISSUER is set, so tokens come from there. Unset it to use local tokens.',
        );
      }
      const issuer = await openLocalIssuer(localKeyFileOf(config));
      const request = { tenantId: tenant, permissions: permission, lifetimeSeconds: expires, now: Date.now() };
      await print(`${await issuer.issue(request)}\n`);
    });
}

function permissions(name: string, earlier: readonly string[] = []): readonly string[] {
  const known = [READ_PERMISSION, WRITE_PERMISSION].find((permission) => permission === name);
  if (known === undefined) throw new InvalidArgumentError(`Give ${READ_PERMISSION} or ${WRITE_PERMISSION}.`);
  return [...earlier, known];
}

function seconds(text: string): number {
  const [, count, unit] = /^([1-9]\d{0,6})([smhd])$/.exec(text) ?? [];
  const unitSeconds = UNIT_SECONDS[unit ?? ''];
  if (unitSeconds === undefined) throw new InvalidArgumentError('Give a number and s, m, h or d, such as 1h.');
  const lifetime = Number(count) * unitSeconds;
  if (lifetime > MAX_LIFETIME_SECONDS) throw new InvalidArgumentError('Give 365d at the most.');
  return lifetime;
}
