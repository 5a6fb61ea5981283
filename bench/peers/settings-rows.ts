/**
 * What the peers over SQLite and those over PostgreSQL share: the query of a page and how rows become settings. The queries are
 * only those that are measured.
 */
import type { Input } from './settings-input.js';

// The peers prove no history, and write as many bytes as the service.
export const NO_HASH = '-'.repeat(44);

export interface Settings extends Input {
  readonly id: string;
  readonly version: number;
  readonly createdAt: string;
  readonly updatedAt: string;
}

export interface Listing {
  readonly first: number;
  readonly filter?: { readonly issuer?: Eq; readonly renewalThresholdPercentage?: { readonly gte?: number } };
  /** Only the first entry is used. */
  readonly orderBy?: readonly { readonly field: keyof typeof ORDERS; readonly direction: 'ASC' | 'DESC' }[];
}
interface Eq {
  readonly eq?: string;
}

export interface SettingsPage {
  readonly nodes: readonly Settings[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

export interface Row {
  readonly id: string;
  readonly display_name: string;
  readonly help_url: string | null;
  readonly issuer: string;
  readonly notification_type: string;
  readonly renewal_threshold_percentage: number;
  readonly version: number;
  readonly created_at: number;
  readonly updated_at: number;
}

export interface PageQuery {
  readonly sql: string;
  readonly values: readonly (string | number)[];
  /** Makes the page of the rows that the query returns. */
  page(rows: readonly Row[]): SettingsPage;
}

export const SELECT = `SELECT id, display_name, help_url, issuer, notification_type, renewal_threshold_percentage, version,
  created_at, updated_at FROM settings WHERE`;
const ORDERS = { CREATED_AT: ['created_at', 'createdAt'], DISPLAY_NAME: ['display_name', 'displayName'] } as const;
const OLDEST_FIRST = { field: 'CREATED_AT', direction: 'ASC' } as const;
const MAX_PAGE_SIZE = 100;

/** `parameter` writes the parameter with a number, counted from 1. Throws if the page size is out of bounds. */
export function pageQuery(
  tenantId: string,
  { first, filter = {}, orderBy: [orderBy = OLDEST_FIRST] = [] }: Listing,
  parameter: (number: number) => string,
): PageQuery {
  if (!(first >= 1 && first <= MAX_PAGE_SIZE)) throw new Error(`first is ${first}, not 1 to ${MAX_PAGE_SIZE}.`);
  const [column, property] = ORDERS[orderBy.field];
  const values: (string | number)[] = [];
  const bound = (value: string | number) => parameter(values.push(value));
  const conditions = [`tenant_id = ${bound(tenantId)}`];
  const { issuer, renewalThresholdPercentage: threshold } = filter;
  if (issuer?.eq !== undefined) conditions.push(`issuer = ${bound(issuer.eq)}`);
  if (threshold?.gte !== undefined) conditions.push(`renewal_threshold_percentage >= ${bound(threshold.gte)}`);
  const order = `${column} ${orderBy.direction}, id ${orderBy.direction}`;
  return {
    sql: `${SELECT} ${conditions.join(' AND ')} ORDER BY ${order} LIMIT ${bound(first + 1)}`,
    values,
    page(rows) {
      const [nodes, last] = [rows.slice(0, first).map(settingsFromRow), rows[Math.min(first, rows.length) - 1]];
      const key = last && [property, orderBy.direction, last[column], last.id];
      return { nodes, pageInfo: { hasNextPage: rows.length > first, endCursor: key ? cursorOf(key) : null } };
    },
  };
}

export function settingsFromRow(row: Row): Settings {
  return {
    id: row.id,
    displayName: row.display_name,
    helpUrl: row.help_url,
    issuer: row.issuer,
    notificationType: row.notification_type,
    renewalThresholdPercentage: row.renewal_threshold_percentage,
    version: row.version,
    createdAt: new Date(row.created_at).toISOString(),
    updatedAt: new Date(row.updated_at).toISOString(),
  };
}

/** What a create has made. */
export function createdSettings(id: string, input: Input, at: number): Settings {
  const time = new Date(at).toISOString();
  return { id, ...input, version: 1, createdAt: time, updatedAt: time };
}

function cursorOf(key: readonly unknown[]): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}
