/** `serve`: runs the service until it is told to stop. */
import { Command } from 'commander';
import { type App, createApp, openLocalIssuerOf } from '../../app.js';
import { DEVELOPMENT_TENANT } from '../../auth/local-issuer.js';
import { type Config, readConfig } from '../../config.js';
import { WRITE_PERMISSION } from '../../domain/caller.js';
import { examples, INVOCATION } from '../terminal/invocation.js';
import { stopSignal } from '../terminal/stop-signal.js';

// A working day, after which the page asks for another token.
const LINK_LIFETIME_SECONDS = 8 * 3600;

export function serveCommand(): Command {
  return new Command('serve')
    .description('Run the service until it is told to stop (SIGTERM or SIGINT).')
    .addHelpText(
      'after',
      examples(
        ['serve', 'The service at http://127.0.0.1:4000, with its database in data/.'],
        ['doctor', 'What keeps the service from running, where something does.'],
      ),
    )
    .action(async () => {
      const config = readConfig();
      // Before the database is opened, which a signal that nobody listens for would leave open.
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

/** Opens the explorer signed in. What stands behind the # never leaves the browser, not even towards the service. */
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

/** A start that fails leaves the database closed in order. */
async function started(app: App): Promise<string> {
  try {
    return await app.start();
  } catch (error) {
    await app.stop();
    throw error;
  }
}
