/** The statements that never change, prepared once when the store is opened. */
import { EMPTY_HEAD, type Head } from '../domain/change.js';
import { CHANGE, CONTENT, HEAD, type RowKind, readOrNull, SETTINGS } from './rows.js';
import type { TenantStatements } from './tenant-statements.js';

export type Prepared = ReturnType<typeof prepareAll>;

/** Where a tenant's log stands. */
export function headOf({ findHead }: Prepared, tenantId: string): Head {
  return readOrNull(HEAD, tenantId, findHead.get(tenantId)) ?? EMPTY_HEAD;
}

export function prepareAll(statements: TenantStatements) {
  const [, ...content] = CONTENT.columns;
  return {
    findHead: statements.prepare(selectFrom(HEAD)),
    advance: statements.prepare(
      `${insertInto(HEAD)} ON CONFLICT DO UPDATE SET position = excluded.position, at = excluded.at`,
    ),
    findSettings: statements.prepare(selectFrom(SETTINGS, 'AND id = ?')),
    insertSettings: statements.prepare(insertInto(SETTINGS)),
    updateSettings: statements.prepare(
      `UPDATE settings SET ${content.map((column) => `${column} = ?`).join(', ')}, version = ?, updated_at = ?
       WHERE tenant_id = @tenant_id AND id = ?`,
    ),
    deleteSettings: statements.prepare('DELETE FROM settings WHERE tenant_id = @tenant_id AND id = ?'),
    insertChange: statements.prepare(insertInto(CHANGE)),
    findLastVersion: statements.prepare<[version: number]>(
      `SELECT version FROM change WHERE tenant_id = @tenant_id AND settings_id = ? ORDER BY version DESC LIMIT 1`,
    ),
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

function selectFrom({ table, columns }: RowKind<unknown>, rest = ''): string {
  return `SELECT ${columns.join(', ')} FROM ${table} WHERE tenant_id = @tenant_id ${rest}`;
}

function insertInto({ table, columns }: RowKind<unknown>): string {
  const values = columns.map((column) => (column === 'tenant_id' ? '@tenant_id' : '?'));
  return `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${values.join(', ')})`;
}
