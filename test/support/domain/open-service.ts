/** The service on a real database, without an API, for tests of concurrent calls. */
import { type Call, WRITE_PERMISSION } from '../../../src/domain/caller.js';
import { SettingsService } from '../../../src/domain/settings-service.js';
import { Feed } from '../../../src/feed/feed.js';
import { openStore, TEST_DATABASE } from '../store/open-store.js';
import { TENANT, uuid } from './changes.js';

/** A call of one that may write. */
export const CALL = {
  caller: {
    tenantId: TENANT,
    subject: 'tester',
    clientId: null,
    kind: 'USER',
    permissions: [WRITE_PERMISSION],
    expiresAt: Number.MAX_SAFE_INTEGER,
  },
  origin: 'REST',
  requestId: 'request',
} as const;

/** The same of another tenant. */
export function callOf(tenantId: string): Call {
  return { ...CALL, caller: { ...CALL.caller, tenantId } };
}

export interface ServiceOptions {
  readonly singleIssuer?: boolean;
  /** The number of the first id that it makes; services on one database need ranges of their own. */
  readonly firstId?: number;
  /** The system's own where left out. */
  readonly clock?: () => number;
  readonly allowClockBehindLog?: boolean;
  /** No tenant where left out. */
  readonly isReadOnly?: (tenantId: string) => boolean;
}

/** A service with its own connection to the folder's database, like another process. Closed when the test ends. */
export async function openService(folder: string, options: ServiceOptions = {}) {
  const {
    singleIssuer = false,
    firstId = 0,
    clock = Date.now,
    allowClockBehindLog = false,
    isReadOnly = () => false,
  } = options;
  const store = await openStore(await TEST_DATABASE.urlIn(folder));
  let ids = firstId;
  const { follow } = new Feed(store);
  const newId = () => uuid(ids++);
  return new SettingsService({ store, follow, clock, newId, singleIssuer, allowClockBehindLog, isReadOnly });
}
