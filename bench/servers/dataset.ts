/**
 * The objects that every server is measured with. Ids and contents derive from numbers, so that a client knows them without a
 * query. They are written by the service's own domain and store, so that the database is what the service would have written.
 */
import { createHash } from 'node:crypto';
import type { Call } from '../../src/domain/caller.js';
import { WRITE_PERMISSION } from '../../src/domain/caller.js';
import { ISSUERS, NOTIFICATION_TYPES } from '../../src/domain/derived-credential-settings.js';
import type { CreateInput } from '../../src/domain/plans.js';
import { SettingsService } from '../../src/domain/settings-service.js';
import { Feed } from '../../src/feed/feed.js';
import { openStore } from '../../src/store/open.js';

/** How many objects there are, spread evenly over how many tenants. */
export interface Size {
  readonly rows: number;
  readonly tenants: number;
  /** How many tenants there are besides, each with `OBJECTS_OF_OTHERS` objects. */
  readonly others?: number;
}

export const OBJECTS_OF_OTHERS = 10;

/** The filter of the `page` scenario. It matches somewhat more objects of every hundred than fit on one page. */
export const FILTER = { issuer: 'PUREBRED', thresholdFrom: 10 } as const;
/** The issuer of created objects. `FILTER` does not match it, so that the filtered page stays the same. */
export const NEW_ISSUER = 'INTERCEDE';

const FIRST_MOMENT = Date.UTC(2026, 0, 1);
// Objects created during a measurement are later than this.
const LAST_MOMENT = Date.UTC(2026, 0, 2);
// As many creates as the store's group commit puts in one transaction.
const CREATES_PER_TRANSACTION = 512;

/** The id of a tenant. */
export function tenantId(tenant: number): string {
  return uuid(`tenant ${tenant}`);
}

/** The id of one of a tenant's objects. In no order, like the service's random ids. */
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

/** Fills an empty database. */
export async function fillDatabase(databaseUrl: string, size: Size): Promise<void> {
  const store = await openStore(databaseUrl, () => {});
  let [nextId, now] = ['', FIRST_MOMENT];
  const { follow } = new Feed(store);
  const settings = new SettingsService({ store, follow, clock: () => now, newId: () => nextId, singleIssuer: false });
  let batch: Promise<unknown>[] = [];
  for (const [tenant, object] of objectsOf(size)) {
    nextId = objectId(tenant, object);
    now += 1;
    batch.push(settings.create(callBy(tenant), objectContent(object)));
    if (batch.length < CREATES_PER_TRANSACTION) continue;
    await Promise.all(batch);
    batch = [];
  }
  await Promise.all(batch);
  await store.close();
}

/** Tenant by tenant, because neighbouring rows are written fastest. */
function* objectsOf({ rows, tenants, others = 0 }: Size): Iterable<readonly [tenant: number, object: number]> {
  for (let tenant = 0; tenant < tenants + others; tenant += 1) {
    const objects = tenant < tenants ? rows / tenants : OBJECTS_OF_OTHERS;
    for (let object = 0; object < objects; object += 1) yield [tenant, object];
  }
}

/** SQL that deletes what was created since a database was filled. A server may be using the database. */
export const REMOVE_CREATED = `
  DELETE FROM settings WHERE created_at > ${LAST_MOMENT};
  DELETE FROM change WHERE at > ${LAST_MOMENT};
  -- The service reports a log as damaged if it does not end at its tenant's position.
  UPDATE tenant SET (position, at, settings) = (
    SELECT position, at, (SELECT count(*) FROM settings WHERE settings.tenant_id = tenant.tenant_id)
    FROM change WHERE change.tenant_id = tenant.tenant_id ORDER BY position DESC LIMIT 1)
  WHERE at > ${LAST_MOMENT};
`;

function callBy(tenant: number): Call {
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
