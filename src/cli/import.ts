/** `import`: takes settings out of an export into a tenant, through the service, so that every rule and the log hold. */
import { Command } from 'commander';
import { readConfig } from '../config.js';
import { DataError } from '../domain/errors.js';
import { type ImportEntry, readImport } from './import-file.js';
import { examples } from './invocation.js';
import { type Offline, offline, type Result, tally, tenantOf } from './offline.js';
import { tenantId } from './options.js';
import { print } from './print.js';
import { readText } from './read-text.js';

export function importCommand(): Command {
  return new Command('import')
    .description('Take settings from a Graph export or Microsoft365DSC fields (JSON) into a tenant. Safe to repeat.')
    .argument('<file>', 'the export; - for standard input')
    .option('--tenant <uuid>', 'the tenant that gets them (default in local mode: the development tenant)', tenantId)
    .addHelpText(
      'after',
      examples(
        ['import export.json', 'What a page of a Graph export holds, into the development tenant.'],
        ['import - --tenant 11111111-2222-4333-8444-555555555555 < export.json', 'The same into a tenant of its own.'],
      ),
    )
    .action(async (file: string, { tenant }: { readonly tenant?: string }) => {
      const config = readConfig();
      const into = tenantOf(config, tenant);
      const entries = readImport(await readText(file));
      await offline(config, into, async (service) => report(await importAll(service, entries)));
    });
}

async function importAll(service: Offline, entries: readonly ImportEntry[]): Promise<Result[]> {
  const results: Result[] = [];
  for (const entry of entries) {
    const [result, detail] = await importOne(service, entry);
    process.stdout.write(`${result}: ${entry.name}${detail && ` (${detail})`}\n`);
    results.push(result);
  }
  return results;
}

async function importOne({ settings, call }: Offline, entry: ImportEntry): Promise<[Result, string]> {
  if ('reason' in entry) return [entry.result, entry.reason];
  const outcome = await settings.create(call(), entry.input);
  if (!outcome.ok) return ['refused', outcome.faults.map(({ message }) => message).join(' ')];
  return [outcome.change === null ? 'already there' : 'created', outcome.settings.id];
}

async function report(results: readonly Result[]): Promise<void> {
  await print(`${tally(results)}\n`);
  if (results.includes('refused'))
    throw new DataError('Some settings were refused. Mend them in the file and import it again.');
}
