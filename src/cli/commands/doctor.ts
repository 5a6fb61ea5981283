/** `doctor`: reports what prevents the service from working, and how to fix it. Creates and changes nothing. */
import { text } from 'node:stream/consumers';
import { Command } from 'commander';
import { DEVELOPMENT_TENANT } from '../../auth/local-issuer.js';
import { type Config, readConfig } from '../../config.js';
import { SetupError } from '../../domain/errors.js';
import { checkClock } from '../checkups/clock.js';
import { checkConfiguration } from '../checkups/configuration.js';
import { checkDatabase } from '../checkups/database.js';
import { type Finding, runCheck } from '../checkups/finding.js';
import { checkGraph } from '../checkups/graph.js';
import { checkKeys } from '../checkups/keys.js';
import { checkSecretFiles } from '../checkups/secret-files.js';
import { checkTls } from '../checkups/tls.js';
import { checkToken } from '../checkups/token.js';
import { examples, INVOCATION } from '../terminal/invocation.js';
import { print } from '../terminal/print.js';

export function doctorCommand(): Command {
  return new Command('doctor')
    .description(
      'Report what prevents the service from working and how to fix it: configuration, files with secrets, database, keys, clock, the ' +
        'connection to Intune if there is one, and a token if one is given. Creates and changes nothing.',
    )
    .option('--token <token>', 'a token to check: what it contains and allows; - for standard input')
    .addHelpText(
      'after',
      examples(
        ['doctor', 'Check everything, with the configuration that serve would use.'],
        ['doctor --token "$TOKEN"', 'The same, and what that token contains and allows.'],
        [`token | ${INVOCATION} doctor --token -`, 'Check a new token of local mode.'],
      ),
    )
    .action(async ({ token }: { readonly token?: string }) => {
      const findings = await examine(token === '-' ? (await text(process.stdin)).trim() : token);
      await print(findings.map(({ state, about, text }) => `${state.padEnd(6)}${about.padEnd(15)}${text}\n`).join(''));
      const faults = findings.filter(({ state }) => state === 'fault').length;
      if (faults > 0)
        throw new SetupError(
          `${faults === 1 ? 'One fault' : `${faults} faults`}. Fix what is reported above and run doctor again.`,
        );
    });
}

async function examine(token: string | undefined): Promise<readonly Finding[]> {
  const configuration = await runCheck('configuration', async () => checkConfiguration(readConfig()));
  if (configuration.found === null) return configuration.findings;
  return [...configuration.findings, ...(await examineFiles(configuration.found, token))];
}

/** The checks that need a valid configuration. */
async function examineFiles(config: Config, token: string | undefined): Promise<Finding[]> {
  const now = Date.now();
  const tls = await runCheck('TLS', () => checkTls(config.tls, now));
  const database = await runCheck('database', () => checkDatabase(config.databaseUrl, config.databaseReadUrl));
  const keys = await runCheck('keys', () => checkKeys(config));
  const { allowClockBehindLog: allowBehind } = config;
  const clock = await checkClock(
    now,
    { latestAt: database.found?.latestAt ?? 0, allowBehind },
    keys.found?.servers ?? [],
  );
  // In local mode also before its first change, which is when somebody tries the connection.
  const known = [...(database.found?.tenants ?? []), ...(config.auth.mode === 'local' ? [DEVELOPMENT_TENANT] : [])];
  const graph = await checkGraph(config.graph, known, now);
  const ofToken = token === undefined ? [] : await checkToken(token, keys.found?.trust ?? null, now);
  return [
    ...checkSecretFiles(config),
    ...tls.findings,
    ...database.findings,
    ...keys.findings,
    ...clock,
    ...graph,
    ...ofToken,
  ];
}
