/** `import`: takes settings out of an export into a tenant, through the service, so that every rule and the log hold. */
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { Command } from 'commander';
import { openCore } from '../app.js';
import { DEVELOPMENT_TENANT } from '../auth/local-issuer.js';
import { readConfig } from '../config.js';
import { type Call, WRITE_PERMISSION } from '../domain/caller.js';
import { DataError, SetupError } from '../domain/errors.js';
import type { SettingsService } from '../domain/settings-service.js';
import { type ImportEntry, readImport } from './import-file.js';
import { tenantId } from './options.js';

const RESULTS = ['created', 'already there', 'skipped', 'refused'] as const;
type Result = (typeof RESULTS)[number];

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
  if ('reason' in entry) return [entry.result, entry.reason];
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
  process.stdout.write(`${RESULTS.map((result) => `${count(result)} ${result}`).join(', ')}\n`);
  if (count('refused') > 0)
    throw new DataError('Some settings were refused. Mend them in the file and import it again.');
}

async function contentOf(file: string): Promise<string> {
  let bytes: Buffer;
  try {
    bytes = file === '-' ? await buffer(process.stdin) : await readFile(file);
  } catch (error) {
    throw new DataError(`${file} cannot be read. Check its name and permissions.`, { cause: error });
  }
  return decoded(bytes);
}

/** Windows PowerShell writes UTF-16 unless told otherwise, and a mark in front of its UTF-8. */
function decoded(bytes: Buffer): string {
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (error) {
    throw new DataError('The file is not UTF-8. Save it as UTF-8 and import it again.', { cause: error });
  }
}
