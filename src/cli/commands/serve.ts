/** `serve`: runs the service until it is stopped by a signal, in one process or in several. */
import { Command, InvalidArgumentError, Option } from 'commander';
import { type App, createApp, openLocalIssuerOf } from '../../app.js';
import { DEVELOPMENT_TENANT } from '../../auth/local-issuer.js';
import { MAX_PORT } from '../../config/port.js';
import { type Config, readConfig } from '../../config.js';
import { WRITE_PERMISSION } from '../../domain/caller.js';
import { SetupError } from '../../domain/errors.js';
import { flushLog, openLog } from '../../http/log-destination.js';
import { freePort } from '../processes/free-port.js';
import { type Member, member } from '../processes/member.js';
import { Supervisor } from '../processes/supervisor.js';
import { ServiceManager } from '../systemd/service-manager.js';
import { examples, INVOCATION } from '../terminal/invocation.js';
import { levelSignal } from '../terminal/level-signal.js';
import { stopSignal } from '../terminal/stop-signal.js';

const MAX_PROCESSES = 64;
const ONE_PROCESS_ON_SQLITE =
  'With an SQLite file the service runs in one process. Leave out --processes, or set DATABASE_URL to a database of PostgreSQL.';
// One working day. After that the page asks for a new token.
const LINK_LIFETIME_SECONDS = 8 * 3600;

export function serveCommand(): Command {
  return new Command('serve')
    .description(
      'Run the service until it is stopped (SIGTERM or SIGINT). SIGUSR2 switches the log to everything and back.',
    )
    .addHelpText(
      'after',
      examples(
        ['serve', 'The service at http://127.0.0.1:4000, with its database in data/.'],
        ['doctor', 'Find out what prevents the service from running.'],
      ),
    )
    .addOption(
      new Option('--processes <number>', 'how many processes serve, on PostgreSQL')
        .default(1)
        .argParser(numberOfProcesses),
    )
    .action(async ({ processes }: { readonly processes: number }) => {
      const config = readConfig();
      // Listens before the database is opened: a signal without a listener would end the process with the database open.
      const stopped = stopSignal();
      const signals = { stopped, onLevelSignal: levelSignal() };
      const self = member();
      if (processes === 1 || self !== null) return serve(config, signals, self);
      if (config.databaseUrl.startsWith('file:')) throw new SetupError(ONE_PROCESS_ON_SQLITE);
      return superviseProcesses(config, processes, signals);
    });
}

interface Signals {
  readonly stopped: Promise<unknown>;
  readonly onLevelSignal: (act: () => void) => void;
}

/** Serves in this process, which may be one of several. */
async function serve(config: Config, { stopped, onLevelSignal }: Signals, self: Member | null): Promise<void> {
  const app = await createApp(config, self === null ? {} : { others: self });
  onLevelSignal(app.switchLogLevel);
  const url = await started(app);
  if (self !== null) self.ready(url);
  else await announce(config, url);
  const manager = new ServiceManager(config.systemd);
  manager.ready(url);
  await stopped;
  manager.stopping();
  await app.stop();
}

async function superviseProcesses(config: Config, count: number, signals: Signals): Promise<void> {
  const { stopped, onLevelSignal } = signals;
  const log = openLog(config.logLevel);
  const metricsPort = config.telemetry.prometheus?.port ?? null;
  if (metricsPort !== null && metricsPort + count - 1 > MAX_PORT) throw new SetupError(tooFewPorts(metricsPort, count));
  const supervisor = new Supervisor(config.port || (await freePort(config.host)), metricsPort, log);
  onLevelSignal(() => supervisor.signal('SIGUSR2'));
  const manager = new ServiceManager(config.systemd);
  const starting = supervisor.start(count).then(async (url) => {
    await announce(config, url);
    manager.ready(url);
  });
  try {
    await Promise.race([stopped, starting]);
    await stopped;
  } finally {
    manager.stopping();
    await supervisor.stop();
    await flushLog(log);
  }
}

async function announce(config: Config, url: string): Promise<void> {
  process.stdout.write(`Ready at ${url}/graphql\n`);
  if (config.auth.mode !== 'local') return;
  process.stdout.write(`Explorer, signed in: ${await signInLink(config, url)}\n`);
  process.stdout.write(`Local mode: get a bearer token with "${INVOCATION} token".\n`);
}

function tooFewPorts(metricsPort: number, count: number): string {
  return `METRICS_PORT is ${metricsPort}, and ${count} processes need as many ports from there. Set it to ${MAX_PORT - count + 1} or less.`;
}

function numberOfProcesses(text: string): number {
  const count = Number(text);
  if (/^\d+$/.test(text) && count >= 1 && count <= MAX_PROCESSES) return count;
  throw new InvalidArgumentError(`Not a number from 1 to ${MAX_PROCESSES}.`);
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
