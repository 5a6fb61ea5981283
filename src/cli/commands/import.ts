/** `import`: imports settings from a file into a tenant, through the service, so that all rules apply and changes are logged. */
import { Command } from 'commander';
import { readConfig } from '../../config.js';
import { idForName } from '../../desired/plan/name-based-id.js';
import type { ReadObject } from '../../desired/settings-file/read-entries.js';
import type { SettingsFile } from '../../desired/settings-file/settings-file.js';
import { differingFields, type SettingsContent } from '../../domain/derived-credential-settings.js';
import { DataError } from '../../domain/errors.js';
import { DEFAULT_PAGE_SIZE, OLDEST_FIRST } from '../../domain/query.js';
import { type IdentifiedContent, type ImportOptions, importObject } from '../import-object.js';
import { type Offline, offline, type Result, tally, tenantOf } from '../offline.js';
import { readSettingsFile } from '../settings-file/read-file.js';
import { examples } from '../terminal/invocation.js';
import { tenantId } from '../terminal/options.js';
import { print } from '../terminal/print.js';

export function importCommand(): Command {
  return new Command('import')
    .description(
      'Import settings from a Graph export, Microsoft365DSC fields or an export of this service (JSON or YAML) into a ' +
        'tenant. Safe to repeat.',
    )
    .argument('<file>', 'the export; - for standard input')
    .option('--tenant <uuid>', 'the tenant that gets them (default in local mode: the development tenant)', tenantId)
    .option('--restore', 'restore objects of the file that have been deleted, with the content of the file', false)
    .addHelpText(
      'after',
      examples(
        ['import export.json', 'Import a page of a Graph export into the development tenant.'],
        ['import export.json --restore', 'The same, and restore objects that have been deleted since.'],
        [
          'import - --tenant 11111111-2222-4333-8444-555555555555 < export.json',
          'Import into another tenant, from standard input.',
        ],
      ),
    )
    .action(async (file: string, { tenant, ...options }: ImportOptions & { readonly tenant?: string }) => {
      const config = readConfig();
      const into = tenantOf(config, tenant);
      const read = await readSettingsFile(file);
      if (read.objects.length === 0)
        throw new DataError(`${read.name} holds an empty list of settings. There is nothing to import.`);
      await offline(config, into, async (session) => report(await importAll(session, read, options)));
    });
}

async function importAll(session: Offline, { objects }: SettingsFile, options: ImportOptions): Promise<Result[]> {
  const results: Result[] = [];
  for (const object of objects) {
    session.throwIfStopped();
    const [result, detail] = await importOne(session, object, options);
    process.stdout.write(`${result}: ${object.label} (${detail})\n`);
    results.push(result);
  }
  return results;
}

async function importOne(
  session: Offline,
  { entry, faults }: ReadObject,
  options: ImportOptions,
): Promise<[Result, string]> {
  if (entry === null) return ['refused', faults.map(({ message }) => message).join(' ')];
  const { id, content } = entry;
  if (content === null) return ['skipped', 'Ensure is Absent.'];
  return id === null ? importNamed(session, content, options) : importIdentified(session, { id, ...content }, options);
}

/** Names need not be unique. Other objects of the same name are reported, because it may be a mistake. */
async function importIdentified(
  session: Offline,
  input: IdentifiedContent,
  options: ImportOptions,
): Promise<[Result, string]> {
  const [result, detail] = await importObject(session, input, options);
  if (result !== 'created' && result !== 'restored') return [result, detail];
  const others = (await listNamed(session, input.displayName)).filter(({ id }) => id !== input.id);
  const note = others.length === 0 ? '' : `; others have this name: ${others.map((other) => other.id).join(', ')}`;
  return [result, `${detail}${note}`];
}

/** An entry without an id is refused if its name belongs to another object with other content. */
async function importNamed(
  session: Offline,
  content: SettingsContent,
  options: ImportOptions,
): Promise<[Result, string]> {
  const { service, call } = session;
  const id = idForName(content.displayName);
  const [found, ...others] = await listNamed(session, content.displayName);
  if (found === undefined || (await service.find(call(), id)) !== null)
    return importObject(session, { id, ...content }, options);
  if (others.length === 0 && differingFields(found, content).length === 0) return ['already there', found.id];
  const ids = [found, ...others].map((namesake) => namesake.id).join(', ');
  const remedy = 'Give the entry the id of the one that it means, or a new id. To change an object, use apply.';
  return ['refused', `The name belongs to ${ids}, with other content. ${remedy}`];
}

async function listNamed({ service, call }: Offline, displayName: string) {
  const page = { size: DEFAULT_PAGE_SIZE, from: 'start', after: null, before: null } as const;
  const filter = { op: 'eq', field: 'displayName', value: displayName } as const;
  return (await service.list(call(), { filter, order: OLDEST_FIRST, page })).items;
}

async function report(results: readonly Result[]): Promise<void> {
  await print(`${tally(results)}\n`);
  if (results.includes('refused'))
    throw new DataError('Some settings were refused. Fix them in the file and import it again.');
}
