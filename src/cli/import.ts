/** `import`: takes settings out of an export into a tenant, through the service, so that every rule and the log hold. */
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { Command } from 'commander';
import { openCore } from '../app.js';
import { DEVELOPMENT_TENANT } from '../auth/local-issuer.js';
import { readConfig } from '../config.js';
import { type Call, WRITE_PERMISSION } from '../domain/caller.js';
import { DataError, SetupError } from '../domain/errors.js';
import type { SettingsService } from '../domain/settings-service.js';
import { type ImportEntry, readImport } from './import-file.js';
import { tenantId } from './options.js';

type Result = 'created' | 'already there' | 'refused';

export function importCommand(): Command {
  return new Command('import')
    .description('Take settings from a Graph export or Microsoft365DSC fields (JSON) into a tenant. Safe to repeat.')
    .argument('<file>', 'the export; - for standard input')
    .option('--tenant <uuid>', 'the tenant that gets them (default in local mode: the development tenant)', tenantId)
    .action(async (file: string, { tenant }: { readonly tenant?: string }) => {
      const config = readConfig();
      const into = tenant ?? (config.auth.mode === 'local' ? DEVELOPMENT_TENANT : undefined);
      if (into === undefined) throw new SetupError('Say with --tenant which tenant gets the settings.');
      const entries = readImport(await contentOf(file));
      const { settings, store } = openCore(config, (message) => process.stderr.write(`${message}\n`));
      try {
        report(await importAll(settings, into, entries));
      } finally {
        await store.close();
      }
    });
}

async function importAll(settings: SettingsService, into: string, entries: readonly ImportEntry[]): Promise<Result[]> {
  const results: Result[] = [];
  for (const entry of entries) {
    const [result, detail] = await importOne(settings, callFor(into), entry);
    process.stdout.write(`${result}: ${entry.name}${detail && ` (${detail})`}\n`);
    results.push(result);
  }
  return results;
}

async function importOne(settings: SettingsService, call: Call, entry: ImportEntry): Promise<[Result, string]> {
  if ('reason' in entry) return ['refused', entry.reason];
  const outcome = await settings.create(call, entry.input);
  if (!outcome.ok) return ['refused', outcome.faults.map(({ message }) => message).join(' ')];
  return [outcome.change === null ? 'already there' : 'created', outcome.settings.id];
}

/** Whoever can write the database file may do anything with it. */
function callFor(into: string): Call {
  const actor = { subject: 'command-line', clientId: null, kind: 'APPLICATION' } as const;
  const caller = { ...actor, tenantId: into, permissions: [WRITE_PERMISSION], expiresAt: Number.MAX_SAFE_INTEGER };
  return { caller, origin: 'CLI', requestId: randomUUID() };
}

function report(results: readonly Result[]): void {
  const count = (wanted: Result) => results.filter((result) => result === wanted).length;
  const refused = count('refused');
  process.stdout.write(`${count('created')} created, ${count('already there')} already there, ${refused} refused\n`);
  if (refused > 0) throw new DataError('Some settings were refused. Mend them in the file and import it again.');
}

async function contentOf(file: string): Promise<string> {
  try {
    return await readFile(file === '-' ? '/dev/stdin' : file, 'utf8');
  } catch (error) {
    throw new DataError(`${file} cannot be read. Check its name and permissions.`, { cause: error });
  }
}
