/**
 * The objects that every server is measured with, told by numbers so that a client knows them without asking. They are
 * written through the service's own core, so that a file is what the service would have left.
 */
import { createHash } from 'node:crypto';
import Database from 'better-sqlite3';
import type { Call } from '../../src/domain/caller.js';
import { WRITE_PERMISSION } from '../../src/domain/caller.js';
import { ISSUERS, NOTIFICATION_TYPES } from '../../src/domain/derived-credential-settings.js';
import type { CreateInput } from '../../src/domain/plans.js';
import { SettingsService } from '../../src/domain/settings-service.js';
import { Feed } from '../../src/feed/feed.js';
import { SqliteStore } from '../../src/store/sqlite/sqlite-store.js';

/** How many objects there are, and how many tenants have an equal share of them. */
export interface Size {
  readonly rows: number;
  readonly tenants: number;
}

/** What the filtered page asks for: rather more objects of each hundred than one page holds. */
export const FILTER = { issuer: 'PUREBRED', thresholdFrom: 10 } as const;
/** What a create sends: no object of this issuer is in a filtered page, which so stays as it is while others are added. */
export const NEW_ISSUER = 'INTERCEDE';

const FIRST_MOMENT = Date.UTC(2026, 0, 1);
// What is created while something is measured is later than this.
const LAST_MOMENT = Date.UTC(2026, 0, 2);
// As many as share one transaction of the store.
const BATCH = 512;

/** The id of a tenant. */
export function tenantId(tenant: number): string {
  return uuid(`tenant ${tenant}`);
}

/** The id of one of a tenant's objects. Without order, as the service's own are. */
export function objectId(tenant: number, object: number): string {
  return uuid(`tenant ${tenant}, object ${object}`);
}

/** The content of an object; the same for each tenant. */
export function objectContent(object: number): CreateInput {
  return {
    displayName: `Settings ${String(object).padStart(7, '0')}`,
    helpUrl: `https://help.example.com/credentials/${object}`,
    issuer: ISSUERS[object % ISSUERS.length] ?? NEW_ISSUER,
    notificationType: NOTIFICATION_TYPES[Math.trunc(object / 7) % NOTIFICATION_TYPES.length] ?? 'NONE',
    renewalThresholdPercentage: 1 + (object % 99),
  };
}

/** Fills a new database file. */
export async function fillDatabase(file: string, { rows, tenants }: Size): Promise<void> {
  const store = new SqliteStore(file, () => {});
  let [nextId, now] = ['', FIRST_MOMENT];
  const { follow } = new Feed(store);
  const settings = new SettingsService({ store, follow, clock: () => now, newId: () => nextId, singleIssuer: false });
  const share = rows / tenants;
  // Tenant by tenant, because what lies together is written fastest.
  for (let row = 0; row < rows; ) {
    const batch: Promise<unknown>[] = [];
    for (const end = Math.min(row + BATCH, rows); row < end; row += 1) {
      const [tenant, object] = [Math.trunc(row / share), row % share];
      nextId = objectId(tenant, object);
      now += 1;
      batch.push(settings.create(fillerOf(tenant), objectContent(object)));
    }
    await Promise.all(batch);
  }
  await store.close();
}

/** Takes out of a file, which a server may have open, what has been created since it was filled. */
export function removeCreated(file: string): void {
  const database = new Database(file, { fileMustExist: true });
  try {
    database.exec(`
      BEGIN IMMEDIATE;
      DELETE FROM settings WHERE created_at > ${LAST_MOMENT};
      DELETE FROM change WHERE at > ${LAST_MOMENT};
      -- A log that does not end at its tenant's position is damaged.
      UPDATE tenant SET (position, at) = (
        SELECT position, at FROM change WHERE change.tenant_id = tenant.tenant_id ORDER BY position DESC LIMIT 1);
      COMMIT;
    `);
    // So that no server does it at the cost of its next load.
    database.pragma('wal_checkpoint(PASSIVE)');
  } finally {
    database.close();
  }
}

function fillerOf(tenant: number): Call {
  return {
    caller: {
      tenantId: tenantId(tenant),
      subject: 'somebody',
      clientId: null,
      kind: 'USER',
      permissions: [WRITE_PERMISSION],
      expiresAt: Number.MAX_SAFE_INTEGER,
    },
    origin: 'GRAPHQL',
    requestId: uuid(`request of tenant ${tenant}`),
  };
}

function uuid(name: string): string {
  const digits = createHash('sha256').update(name).digest('hex');
  return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-4${digits.slice(13, 16)}-a${digits.slice(17, 20)}-${digits.slice(20, 32)}`;
}
