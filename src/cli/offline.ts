/** Shared by commands that open the database themselves. They use the service, so all rules apply and changes are logged. */
import { randomUUID } from 'node:crypto';
import { openCore } from '../app.js';
import { DEVELOPMENT_TENANT } from '../auth/local-issuer.js';
import type { Config } from '../config.js';
import { type Call, WRITE_PERMISSION } from '../domain/caller.js';
import { Refusal, SetupError } from '../domain/errors.js';
import type { SettingsService } from '../domain/settings-service.js';
import { stopRequest } from './terminal/stop-signal.js';
import { warn } from './terminal/warn.js';

/** The service, and the call to pass to it: a new one for each operation. */
export interface Offline {
  readonly service: SettingsService;
  call(): Call;
  /** Throws after a stop signal. Call it before each object, so that no object is left half done. */
  throwIfStopped(): void;
}

/** The tenant to work in. Throws a `SetupError` if it is not known. */
export function tenantOf({ auth }: Config, given: string | undefined): string {
  const tenantId = given ?? (auth.mode === 'local' ? DEVELOPMENT_TENANT : undefined);
  if (tenantId === undefined) throw new SetupError('Say with --tenant which tenant gets the settings.');
  return tenantId;
}

/** Opens the database, runs the work, and closes the database. */
export async function offline(
  config: Config,
  tenantId: string,
  work: (session: Offline) => Promise<void>,
): Promise<void> {
  const stoppedBy = stopRequest();
  // It writes, and what a write depends on is never read from a replica.
  const { service, store, check } = await openCore({ ...config, databaseReadUrl: null }, warn);
  try {
    // Called only for its warnings. If the store cannot read, the work itself reports it.
    await check().catch(() => null);
    await work({
      service,
      call: () => callFor(tenantId),
      throwIfStopped: () => {
        const signal = stoppedBy();
        if (signal !== null) throw interrupted(signal);
      },
    });
  } finally {
    await store.close();
  }
}

function interrupted(signal: NodeJS.Signals): Refusal {
  return new Refusal('UNAVAILABLE', `Stopped by ${signal}. What was done is kept. Run the command again for the rest.`);
}

/** With write access to the database file, an operator may do everything. */
function callFor(tenantId: string): Call {
  const actor = { subject: 'command-line', clientId: null, kind: 'APPLICATION' } as const;
  const caller = { ...actor, tenantId, permissions: [WRITE_PERMISSION], expiresAt: Number.MAX_SAFE_INTEGER };
  return { caller, origin: 'CLI', requestId: randomUUID() };
}

export const RESULTS = ['created', 'restored', 'already there', 'skipped', 'refused'] as const;
/** The result for one object. */
export type Result = (typeof RESULTS)[number];

/** `2 created, 0 already there, …`. Restores are rare and only named if there are any. */
export function tally(results: readonly Result[]): string {
  const shown = RESULTS.filter((each) => each !== 'restored' || results.includes(each));
  return shown.map((each) => `${results.filter((result) => result === each).length} ${each}`).join(', ');
}
