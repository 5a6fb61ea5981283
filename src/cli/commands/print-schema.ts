/** `print-schema`: prints the GraphQL contract with its descriptions, for code generators and editors. */
import { readFile } from 'node:fs/promises';
import { Command } from 'commander';
import { CONTRACT } from '../../graphql/contract.js';
import { examples } from '../terminal/invocation.js';
import { print } from '../terminal/print.js';

export function printSchemaCommand(): Command {
  return new Command('print-schema')
    .description('Print the GraphQL contract, with its descriptions, on standard output.')
    .addHelpText('after', examples(['print-schema > schema.graphql', 'The contract as a file, for a code generator.']))
    .action(async () => print(await readFile(CONTRACT, 'utf8')));
}
