/** `serve`: runs the service until it is stopped by a signal. */
import { Command } from 'commander';
import { type App, createApp, openLocalIssuerOf } from '../../app.js';
import { DEVELOPMENT_TENANT } from '../../auth/local-issuer.js';
import { type Config, readConfig } from '../../config.js';
import { WRITE_PERMISSION } from '../../domain/caller.js';
import { examples, INVOCATION } from '../terminal/invocation.js';
import { stopSignal } from '../terminal/stop-signal.js';

// One working day. After that the page asks for a new token.
const LINK_LIFETIME_SECONDS = 8 * 3600;

export function serveCommand(): Command {
  return new Command('serve')
    .description('Run the service until it is stopped (SIGTERM or SIGINT).')
    .addHelpText(
      'after',
      examples(
        ['serve', 'The service at http://127.0.0.1:4000, with its database in data/.'],
        ['doctor', 'Find out what prevents the service from running.'],
      ),
    )
    .action(async () => {
      const config = readConfig();
      // Listens before the database is opened: a signal without a listener would end the process with the database open.
      const stopped = stopSignal();
      const app = await createApp(config);
      const url = await started(app);
      process.stdout.write(`Ready at ${url}/graphql\n`);
      if (config.auth.mode === 'local') {
        process.stdout.write(`Explorer, signed in: ${await signInLink(config, url)}\n`);
        process.stdout.write(`Local mode: get a bearer token with "${INVOCATION} token".\n`);
      }
      await stopped;
      await app.stop();
    });
}

/** The address that opens the explorer signed in. Browsers never send the part after the #, not even to the service. */
async function signInLink(config: Config, url: string): Promise<string> {
  const issuer = await openLocalIssuerOf(config);
  const token = await issuer.issue({
    tenantId: DEVELOPMENT_TENANT,
    permissions: [WRITE_PERMISSION],
    lifetimeSeconds: LINK_LIFETIME_SECONDS,
    now: Date.now(),
  });
  return `${url}/#token=${token}`;
}

/** If the start fails, the database is closed properly. */
async function started(app: App): Promise<string> {
  try {
    return await app.start();
  } catch (error) {
    await app.stop();
    throw error;
  }
}
