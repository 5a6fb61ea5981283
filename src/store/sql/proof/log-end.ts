/** Where the log of each tenant ends. Read by the key of the last entry; the hashes before it are not checked. */
import { DataError } from '../../../domain/errors.js';
import type { ProofReader } from './proof-reader.js';

/** The end of a tenant's log, now or when somebody saw it. */
export interface LogEnd {
  readonly tenantId: string;
  readonly position: number;
  /** The hash of the entry at this position. */
  readonly hash: string;
}

const ENDS = `SELECT tenant.tenant_id, tenant.position, change.hash FROM tenant
  LEFT JOIN change ON change.tenant_id = tenant.tenant_id AND change.position = tenant.position ORDER BY tenant.tenant_id`;

/** The ends of the logs of all tenants that have made a change, at one moment. Throws a `DataError` if a log lacks its end. */
export async function logEnds(reader: ProofReader): Promise<readonly LogEnd[]> {
  const rows = await reader.onOneState(() => reader.run(ENDS));
  return rows.map(([tenant, position, hash]) => {
    if (hash === null) throw new DataError(`The log of ${tenant} lacks its last entry. Run verify.`);
    return { tenantId: String(tenant), position: Number(position), hash: String(hash) };
  });
}
