#!/usr/bin/env node
/** Runs the command that the arguments name and turns its end into an exit code. The only caller of `process.exit`. */
import { Command, CommanderError } from 'commander';
import { importCommand } from './cli/import.js';
import { serveCommand } from './cli/serve.js';
import { tokenCommand } from './cli/token.js';
import { DataError, SetupError } from './domain/errors.js';

/** What the program's exit codes mean. */
const EXIT = { success: 0, failure: 1, usage: 64, data: 65, setup: 78 } as const;

const program = new Command('derived-credential-settings')
  .description("A GraphQL service for Microsoft Intune's derived-credential settings.")
  .exitOverride()
  .addCommand(serveCommand().exitOverride())
  .addCommand(tokenCommand().exitOverride())
  .addCommand(importCommand().exitOverride());

process.exit(await run());

async function run(): Promise<number> {
  try {
    await program.parseAsync();
    return EXIT.success;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.success : EXIT.usage;
    if (error instanceof DataError) {
      process.stderr.write(`${error.message}\n`);
      return EXIT.data;
    }
    if (error instanceof SetupError) {
      process.stderr.write(`${error.message}\n`);
      return EXIT.setup;
    }
    process.stderr.write(`Internal error: ${error instanceof Error ? error.stack : String(error)}\n`);
    return EXIT.failure;
  }
}
