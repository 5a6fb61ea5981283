/** The statements with a fixed text, prepared once when the store is opened, and the checked reads that use them. */
import { EMPTY_HEAD, type Head } from '../../domain/change.js';
import { type DerivedCredentialSettings, ISSUERS } from '../../domain/derived-credential-settings.js';
import { DamagedRow } from '../sql/damaged-row.js';
import { type KnownActor, newActor } from '../sql/proof/actors.js';
import { CHANGE, CONTENT, HEAD, type ReadRowKind, readOrNull, SETTINGS } from '../sql/rows.js';
import type { TenantStatements } from './tenant-statements.js';

export type Prepared = ReturnType<typeof prepareAll>;

/** The head of a tenant's log. Throws a `DamagedRow` if the last entry has another position: the next change would leave a gap. */
export function headOf(prepared: Prepared, tenantId: string): Head {
  return endOf(prepared, tenantId).head;
}

/** The head of a tenant's log, and the hash of its last entry; null if there is none. */
export function endOf({ findHead }: Prepared, tenantId: string): { readonly head: Head; readonly hash: string | null } {
  const row = findHead.get(tenantId) ?? [];
  const [found, position, at, , lastPosition, lastAt, hash] = row;
  if (position !== lastPosition || at !== lastAt)
    throw new DamagedRow('The log does not end at the position of its tenant.');
  if (found === null) return { head: EMPTY_HEAD, hash: null };
  return { head: HEAD.read(tenantId, row), hash: String(hash) };
}

/** The row of a subject, which is made if it is missing. */
export function actorOf({ findActor, insertActor }: Prepared, tenantId: string, subject: string): KnownActor {
  const [key, commitment] = findActor.get(tenantId, subject) ?? [];
  if (key !== undefined && commitment !== undefined) return { key, commitment };
  const made = newActor(subject);
  insertActor.run(tenantId, made.key, made.subject, made.salt, made.commitment);
  return made;
}

/** The current object; null if there is none. Throws a `DamagedRow` if its version is not that of its last change. */
export function settingsOf(prepared: Prepared, tenantId: string, id: string): DerivedCredentialSettings | null {
  const row = prepared.findSettings.get(tenantId, id);
  const settings = readOrNull(SETTINGS, tenantId, row);
  if (settings !== null && settings.version !== row?.at(-1)) throw disagreement(id);
  return settings;
}

/** Throws a `DamagedRow` if an object exists although its last change deleted it, or the reverse. Call it in a transaction. */
export function checkObject(prepared: Prepared, tenantId: string, id: string): void {
  const exists = settingsOf(prepared, tenantId, id) !== null;
  const latest = readOrNull(CHANGE, tenantId, prepared.findLatestChange.get(tenantId, id, null));
  if (exists !== (latest !== null && latest.kind !== 'DELETED')) throw disagreement(id);
}

/** The error for an object whose row contradicts the log. */
export function disagreement(id: string): DamagedRow {
  return new DamagedRow(`The log and the settings ${id} disagree.`);
}

// A place for each issuer but one.
const OTHERS = ISSUERS.slice(1).map(() => '?');

export function prepareAll(statements: TenantStatements) {
  const [, ...content] = CONTENT.columns;
  const lastVersion = '(SELECT max(version) FROM change WHERE tenant_id = @tenant_id AND settings_id = settings.id)';
  return {
    // Always returns one row: the log may have entries although the row of its tenant is missing.
    findHead: statements.prepare(
      `SELECT ${HEAD.columns.map((column) => `tenant.${column}`).join(', ')}, change.position, change.at, change.hash
       FROM (SELECT 1) LEFT JOIN tenant ON tenant.tenant_id = @tenant_id
       LEFT JOIN change ON change.tenant_id = @tenant_id
         AND change.position = (SELECT max(position) FROM change WHERE tenant_id = @tenant_id)`,
    ),
    advance: statements.prepare(
      `${insertInto(HEAD)} ON CONFLICT
       DO UPDATE SET position = excluded.position, at = excluded.at, settings = excluded.settings`,
    ),
    findSettings: statements.prepare(
      `SELECT ${SETTINGS.columns.join(', ')}, ${lastVersion} FROM settings WHERE tenant_id = @tenant_id AND id = ?`,
    ),
    findIssuer: statements.prepare(
      `SELECT 1 FROM settings WHERE tenant_id = @tenant_id AND issuer IN (${OTHERS.join(', ')}) LIMIT 1`,
    ),
    insertSettings: statements.prepare(insertInto({ ...SETTINGS, columns: [...SETTINGS.columns, 'position'] })),
    updateSettings: statements.prepare(
      `UPDATE settings SET ${content.map((column) => `${column} = ?`).join(', ')}, version = ?, updated_at = ?, position = ?
       WHERE tenant_id = @tenant_id AND id = ? AND version = ?`,
    ),
    deleteSettings: statements.prepare('DELETE FROM settings WHERE tenant_id = @tenant_id AND id = ? AND version = ?'),
    insertChange: statements.prepare(insertInto(CHANGE)),
    findActor: statements.prepare<[key: number, commitment: string]>(
      'SELECT key, commitment FROM actor WHERE tenant_id = @tenant_id AND subject = ?',
    ),
    insertActor: statements.prepare(
      'INSERT INTO actor (tenant_id, key, subject, salt, commitment) VALUES (@tenant_id, ?, ?, ?, ?)',
    ),
    findLastVersion: statements.prepare<[version: number, position: number]>(
      `SELECT version, position FROM change WHERE tenant_id = @tenant_id AND settings_id = ? ORDER BY version DESC LIMIT 1`,
    ),
    supersede: statements.prepare('INSERT INTO superseded (tenant_id, until, since) VALUES (@tenant_id, ?, ?)'),
    findChange: statements.prepare(selectFrom(CHANGE, 'AND settings_id = ? AND version = ?')),
    findChangeUpTo: statements.prepare(
      selectFrom(CHANGE, 'AND settings_id = ? AND position <= ? ORDER BY version DESC LIMIT 1'),
    ),
    findTime: statements.prepare<[at: number]>('SELECT at FROM change WHERE tenant_id = @tenant_id AND position = ?'),
    findLatestChange: statements.prepare(
      selectFrom(CHANGE, 'AND settings_id = ? AND kind IS coalesce(?, kind) ORDER BY version DESC LIMIT 1'),
    ),
  };
}

function selectFrom({ table, selection }: ReadRowKind<unknown>, rest = ''): string {
  return `SELECT ${selection.join(', ')} FROM ${table} WHERE tenant_id = @tenant_id ${rest}`;
}

function insertInto({ table, columns }: Pick<ReadRowKind<unknown>, 'table' | 'columns'>): string {
  const values = columns.map((column) => (column === 'tenant_id' ? '@tenant_id' : '?'));
  return `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${values.join(', ')})`;
}
