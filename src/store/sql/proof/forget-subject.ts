/** Erases who made changes. The entries of the log stay as they are, and their hashes can still be verified. */
import { erasedSubject } from './actors.js';
import type { ProofReader } from './proof-reader.js';

/** What a tenant's log has of a subject. */
export interface ForgottenSubject {
  readonly tenantId: string;
  /** How many changes it made. */
  readonly changes: number;
  /** What the APIs show instead of the subject once it is erased. */
  readonly shownAs: string;
}

export interface ForgetOptions {
  readonly subject: string;
  /** Null: all tenants. */
  readonly tenantId: string | null;
  /** Whether to erase. Otherwise it is only looked up. */
  readonly erase: boolean;
  /** Waited for after each tenant: a fault at a later one undoes nothing. */
  readonly onErased?: (erased: ForgottenSubject) => Promise<void>;
}

const FIND = `SELECT tenant_id, key, (SELECT count(*) FROM change WHERE change.tenant_id = actor.tenant_id AND change.actor = actor.key)
  FROM actor WHERE subject = $1 AND salt IS NOT NULL ORDER BY tenant_id`;
const ERASE = `UPDATE actor SET subject = $3, salt = NULL WHERE tenant_id = $1 AND key = $2 RETURNING key`;

export async function forgetSubject(
  reader: ProofReader,
  { subject, tenantId, erase, onErased }: ForgetOptions,
): Promise<readonly ForgottenSubject[]> {
  const rows = await reader.onOneState(() => reader.run(FIND, [subject]));
  const found: ForgottenSubject[] = [];
  for (const [tenant, key, changes] of rows) {
    if (tenantId !== null && tenant !== tenantId) continue;
    const one = { tenantId: String(tenant), changes: Number(changes), shownAs: erasedSubject(Number(key)) };
    if (erase) {
      await reader.run(ERASE, [tenant, key, one.shownAs]);
      await onErased?.(one);
    }
    found.push(one);
  }
  return found;
}
