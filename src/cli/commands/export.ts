/** `export`: prints all settings of a tenant, always in the same order, so that `plan` with the output shows no change. */
import { writeFile } from 'node:fs/promises';
import { Command, Option } from 'commander';
import { EXPORT_FORMATS, type ExportFormat, exportText } from '../../desired/export-text.js';
import { readTenant } from '../../desired/plan/read-tenant.js';
import { terminalSafe } from '../../desired/quoting.js';
import { DataError } from '../../domain/errors.js';
import { connect, withServiceOptions } from '../remote/service-options.js';
import { examples, INVOCATION } from '../terminal/invocation.js';
import { print } from '../terminal/print.js';
import { progress } from '../terminal/progress.js';

interface ExportOptions {
  readonly format: ExportFormat;
  readonly output?: string;
}

export function exportCommand(): Command {
  return withServiceOptions(new Command('export'))
    .description('Print what a tenant holds, by name, as a file that plan and apply read.')
    .addOption(
      new Option('--format <format>', 'JSON, YAML, or the fields of Microsoft365DSC as JSON')
        .choices(EXPORT_FORMATS)
        .default('json'),
    )
    .option('--output <file>', 'write it to a file instead of standard output')
    .addHelpText(
      'after',
      examples(
        ['export --output desired.json', 'A file to edit, plan and apply, with the token in SERVICE_TOKEN.'],
        ['export --format yaml --token-file token.txt > desired.yaml', 'The same as YAML.'],
        [`token | ${INVOCATION} export --format m365dsc --token-file -`, 'With a new token of local mode.'],
      ),
    )
    .action(async ({ format, output }: ExportOptions, command: Command) => {
      const { objects } = await readTenant(await connect(command), progress);
      const text = exportText(objects, format);
      if (output === undefined) await print(text);
      else await write(output, text);
    });
}

async function write(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text);
  } catch (error) {
    const { code = 'unknown error' } = error as NodeJS.ErrnoException;
    throw new DataError(`${terminalSafe(file)} cannot be written (${code}). Check the folder and its permissions.`, {
      cause: error,
    });
  }
}
