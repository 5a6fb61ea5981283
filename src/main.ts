#!/usr/bin/env node
/** Runs the command that the arguments name and turns its end into an exit code. The only caller of `process.exit`. */
import { Command, CommanderError } from 'commander';
import { importCommand } from './cli/import.js';
import { serveCommand } from './cli/serve.js';
import { tokenCommand } from './cli/token.js';
import { DataError, Refusal, SetupError } from './domain/errors.js';

/** What the program's exit codes mean. */
const EXIT = { success: 0, failure: 1, usage: 64, data: 65, unavailable: 75, setup: 78 } as const;

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
    const foreseen = exitCodeOf(error);
    if (foreseen !== undefined && error instanceof Error) {
      process.stderr.write(`${error.message}\n`);
      return foreseen;
    }
    process.stderr.write(`Internal error: ${error instanceof Error ? error.stack : String(error)}\n`);
    return EXIT.failure;
  }
}

/** The exit code of an error whose message tells the operator all there is to know. */
function exitCodeOf(error: unknown): number | undefined {
  if (error instanceof DataError) return EXIT.data;
  if (error instanceof SetupError) return EXIT.setup;
  return error instanceof Refusal ? EXIT.unavailable : undefined;
}
