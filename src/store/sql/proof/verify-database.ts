/** Verifies the history of each tenant of a database: its log, and what follows from it. Changes nothing. */
import { Refusal } from '../../../domain/errors.js';
import { DamagedRow } from '../damaged-row.js';
import { checkChain } from './check-chain.js';
import { checkState } from './check-state.js';
import type { Fault } from './fault.js';
import type { LogEnd } from './log-end.js';
import type { ProofReader } from './proof-reader.js';

/** What was found out about a tenant. */
export interface VerifiedTenant {
  readonly tenantId: string;
  /** The position of the last entry that was read. */
  readonly position: number;
  /** Its hash; null if there is no entry. */
  readonly hash: string | null;
  /** How many of the ends in `seen` are in the log. */
  readonly seen: number;
  /** The first fault; null if there is none. */
  readonly fault: Fault | null;
}

export interface VerifyOptions {
  /** Null: all tenants. */
  readonly tenantId: string | null;
  /** Earlier ends to find in the logs of their tenants. */
  readonly seen: readonly LogEnd[];
  /** Called with how many rows of a tenant have been read, and how many there are. */
  readonly onProgress: (done: number, total: number) => void;
  readonly onTenant: (tenant: VerifiedTenant) => Promise<void>;
  /** What the work shall stop for, such as a signal; null to go on. */
  readonly stoppedBy: () => string | null;
}

const HOLDERS = ['tenant', 'change', 'settings', 'superseded'];

/** The tenants of a database are those with a row in any table, and those whose log was seen before. */
export async function verifyDatabase(reader: ProofReader, options: VerifyOptions): Promise<void> {
  const { tenantId: only, seen } = options;
  const tenants = only === null ? await reader.onOneState(() => tenantsOf(reader, seen)) : [only];
  for (const tenantId of tenants) {
    await options.onTenant(await reader.onOneState(() => verifyTenant(reader, tenantId, options)));
  }
}

async function tenantsOf(reader: ProofReader, seen: readonly LogEnd[]): Promise<readonly string[]> {
  const found = new Set(seen.map(({ tenantId }) => tenantId));
  for (const name of HOLDERS) {
    for (const [tenantId] of await reader.run(`SELECT DISTINCT tenant_id FROM ${name}`)) found.add(String(tenantId));
  }
  return [...found].toSorted();
}

async function verifyTenant(
  reader: ProofReader,
  tenantId: string,
  { seen, onProgress, stoppedBy }: VerifyOptions,
): Promise<VerifiedTenant> {
  const [[total = 0] = []] = await reader.run('SELECT 2 * position FROM tenant WHERE tenant_id = $1', [tenantId]);
  let done = 0;
  const onEntry = () => {
    done += 1;
    if (done % 1000 !== 0) return;
    onProgress(done, Number(total));
    const stopper = stoppedBy();
    if (stopper !== null) throw new Refusal('UNAVAILABLE', `Stopped by ${stopper}. Not all was verified.`);
  };
  const ofTenant = seen.filter((end) => end.tenantId === tenantId);
  const { fault, ...chain } = await checkChain(reader, tenantId, { seen: ofTenant, onEntry });
  return { tenantId, ...chain, fault: fault ?? (await stateFault(reader, tenantId, chain.position, onEntry)) };
}

async function stateFault(
  reader: ProofReader,
  tenantId: string,
  position: number,
  onEntry: () => void,
): Promise<Fault | null> {
  try {
    return await checkState(reader, tenantId, { position, onEntry });
  } catch (error) {
    if (error instanceof DamagedRow) return { position, what: `A table cannot be read. ${error.message}` };
    throw error;
  }
}
