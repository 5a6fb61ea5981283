/** What commands share that work on the database itself, through the service, so that every rule and the log hold. */
import { randomUUID } from 'node:crypto';
import { openCore } from '../app.js';
import { DEVELOPMENT_TENANT } from '../auth/local-issuer.js';
import type { Config } from '../config.js';
import { type Call, WRITE_PERMISSION } from '../domain/caller.js';
import { Refusal, SetupError } from '../domain/errors.js';
import type { SettingsService } from '../domain/settings-service.js';
import { stopSignal } from './terminal/stop-signal.js';

/** The service, and a new call of it by the command line for each thing that is done. */
export interface Offline {
  readonly settings: SettingsService;
  call(): Call;
  /** Throws once the program has been told to stop. To be called before each object, so that none is cut off halfway. */
  throwIfStopped(): void;
}

/** The tenant to work in. Throws a `SetupError` where nothing says which. */
export function tenantOf({ auth }: Config, given: string | undefined): string {
  const tenantId = given ?? (auth.mode === 'local' ? DEVELOPMENT_TENANT : undefined);
  if (tenantId === undefined) throw new SetupError('Say with --tenant which tenant gets the settings.');
  return tenantId;
}

/** Opens the database for some work in a tenant, and closes it. */
export async function offline(
  config: Config,
  tenantId: string,
  work: (service: Offline) => Promise<void>,
): Promise<void> {
  let stoppedBy: NodeJS.Signals | null = null;
  void stopSignal().then((signal) => {
    stoppedBy = signal;
  });
  const { settings, store, check } = await openCore(config, (message) => process.stderr.write(`${message}\n`));
  try {
    // Only for its warnings: what cannot be read is told by the work itself.
    await check().catch(() => null);
    await work({
      settings,
      call: () => callFor(tenantId),
      throwIfStopped: () => {
        if (stoppedBy !== null) throw interrupted(stoppedBy);
      },
    });
  } finally {
    await store.close();
  }
}

function interrupted(signal: NodeJS.Signals): Refusal {
  return new Refusal('UNAVAILABLE', `Stopped by ${signal}. What was done is kept. Run the command again for the rest.`);
}

/** Whoever can write the database file may do anything with it. */
function callFor(tenantId: string): Call {
  const actor = { subject: 'command-line', clientId: null, kind: 'APPLICATION' } as const;
  const caller = { ...actor, tenantId, permissions: [WRITE_PERMISSION], expiresAt: Number.MAX_SAFE_INTEGER };
  return { caller, origin: 'CLI', requestId: randomUUID() };
}

export const RESULTS = ['created', 'restored', 'already there', 'skipped', 'refused'] as const;
/** What came of one object. */
export type Result = (typeof RESULTS)[number];

/** `2 created, 0 already there, …`. Restores are rare, so named only if there are some. */
export function tally(results: readonly Result[]): string {
  const shown = RESULTS.filter((each) => each !== 'restored' || results.includes(each));
  return shown.map((each) => `${results.filter((result) => result === each).length} ${each}`).join(', ');
}
